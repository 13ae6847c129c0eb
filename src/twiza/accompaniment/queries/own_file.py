"""Questions about a person's own file: which one a code opens, who holds it, who read it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.accompaniment.codes import DIGITS, figures_in, hash_of_code
from twiza.accompaniment.models import Accompaniment, Agreement, FileCode
from twiza.accounts.models import Person as Account
from twiza.households.queries.agents import agents_of
from twiza.organisations.models import Organisation

READINGS_MOST = 60


@dataclass(frozen=True, slots=True)
class ReadBy:
    """That people of an organisation, in a role, read a file on a day: never who of them."""

    organisation: Organisation
    role: str
    on: dt.date


def opening_codes(at: dt.datetime) -> QuerySet[FileCode]:
    """Return the codes that open a file at a moment."""
    good = FileCode.objects.filter(revoked_at=None, expires_at__gt=at)
    living = good.filter(accompaniment__erased_at=None, accompaniment__person__erased_at=None)
    return living.select_related("accompaniment__person__merged_into", "accompaniment__organisation")


def code_typed(typed: str, at: dt.datetime) -> FileCode | None:
    """Return the code that somebody typed, if it opens a file; an expired or revoked one is as one never made."""
    return opening_codes(at).filter(hash=hash_of_code(typed)).first() if len(figures_in(typed)) == DIGITS else None


def code_used(id: str, at: dt.datetime) -> FileCode | None:
    """Return the code that a browser opened a file with, if it still opens it."""
    try:
        return opening_codes(at).filter(pk=uuid.UUID(id)).first()
    except ValueError:
        return None


def holding(accompaniment: Accompaniment) -> Sequence[Agreement]:
    """Return the agreements that hold, by organisation in the order they were given."""
    held = accompaniment.agreements.filter(withdrawn_at=None).select_related("recipient", "reader", "guardian")
    return list(held.order_by("given_at", "id"))


def read_by(accompaniment: Accompaniment) -> list[ReadBy]:
    """Return who read a file, the last first: the organisation, the role and the day."""
    rows = accompaniment.readings.values("organisation", "role", "on").distinct()
    found = list(rows.order_by("-on", "organisation", "role")[:READINGS_MOST])
    houses = Organisation.objects.in_bulk({row["organisation"] for row in found})
    return [ReadBy(houses[row["organisation"]], row["role"], row["on"]) for row in found]


def readers_offered(accompaniment: Accompaniment, on: dt.date) -> list[tuple[Account, Organisation]]:
    """Return who may be let read what is protected: the people of the organisations that hold the accompaniment."""
    houses = {one.recipient_id: one.recipient for one in holding(accompaniment)}
    return [(agent, house) for house in houses.values() for agent in agents_of(house.pk, on).order_by("name", "pk")]
