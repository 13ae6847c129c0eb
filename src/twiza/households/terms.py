"""What is said of a household and of the people in it when they are registered."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from twiza.households.births import NOT_KNOWN, Birth
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class ConsentSaid:
    """To what somebody agreed, how, in which language it was explained, and when."""

    purposes: tuple[str, ...]
    how: str
    language: str
    given_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PersonTerms:
    """Who somebody is."""

    name: str
    sex: str
    birth: Birth = NOT_KNOWN
    phone: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberTerms:
    """
    Somebody of a household, with an id made where she was first written down.

    `consent` is her own; a child without one is registered on the word of the guardian who registers it. `guardian`
    says how the one who answers, answers for the child: empty when it is not said. `since` is when she came to live
    there; None when that is not known.
    """

    id: uuid.UUID
    person: PersonTerms
    relation: str
    consent: ConsentSaid | None = None
    guardian: str = ""
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HouseholdTerms:
    """Where a household lives, and what is spoken there. The point is WGS 84 degrees."""

    place: Place
    language: str
    registered_on: dt.date
    landmark: str = ""
    lat: float | None = None
    lon: float | None = None
