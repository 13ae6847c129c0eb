"""What is said of an accompaniment when it is opened, shared and written down."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from twiza.accompaniment.models import AppointmentState, InterpreterMode, Interpreting, Part
from twiza.accounts.models import Person as Account
from twiza.households.models import Person
from twiza.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Agreed:
    """How somebody agreed, herself or by a guardian, in which language it was explained, and when."""

    how: str
    language: str
    given_at: dt.datetime
    guardian: Person | None = None


@dataclass(frozen=True, slots=True)
class OpeningTerms:
    """For what somebody is accompanied, since when, and how she is understood."""

    purpose: str
    opened_on: dt.date
    language: str
    interpreter: str = InterpreterMode.NONE


@dataclass(frozen=True, slots=True)
class SharingTerms:
    """Which organisation reads which parts; what is protected is for one of its people (`reader`)."""

    recipient: Organisation
    groups: tuple[str, ...]
    reader: Account | None = None


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """What is asked, of whom, since when; `missing` are the documents still to find."""

    kind: str
    asked_on: dt.date
    words: str = ""
    office: str = ""
    missing: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class MoveTerms:
    """Where a request stands now, since when, and why; `id` is made where it was written."""

    id: uuid.UUID
    state: str
    happened_on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentTerms:
    """With whom, where and when."""

    with_whom: str
    on: dt.date
    at: dt.time | None = None
    place: str = ""
    interpreting: str = Interpreting.NONE
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeTerms:
    """What became of an appointment, and whether somebody interprets at it."""

    state: str = AppointmentState.PLANNED
    missed_because: str = ""
    interpreting: str = Interpreting.NONE


@dataclass(frozen=True, slots=True)
class ObstacleTerms:
    """What stood in the way, when."""

    code: str
    met_on: dt.date
    words: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class StepTerms:
    """What comes next, with whom and by when."""

    words: str
    due_on: dt.date
    with_whom: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class LineTerms:
    """Some sentences of the story, and the day they were told."""

    text: str
    told_on: dt.date
    part: str = Part.STORY
    is_protected: bool = False
