"""What every decision about an accompaniment begins and ends with: may she, is it possible, and the audit chain."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.accompaniment.models import Accompaniment, Recorded
from twiza.accompaniment.queries.accompaniments import facts_of
from twiza.accompaniment.rules import (
    FOLLOW,
    KEEP,
    READ_PROTECTED,
    SEE,
    WRITE_PROTECTED,
    WROTE,
    read_action,
)
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.core.errors import DomainError

KIND = "accompaniment.accompaniment"
Row = TypeVar("Row", bound=Recorded)


class AccompanimentNotYours(DomainError):
    """The accompaniment, or this part of it, is not the actor's to see or change."""


class AccompanimentClosed(DomainError):
    """Nothing is added to an accompaniment that is closed."""


class DayToCome(DomainError):
    """A day that something happened on is not in the future."""


class IdTaken(DomainError):
    """An id is of one thing, written by one person."""


class WordsMissing(DomainError):
    """What is kept has words."""


def person_of(actor: Actor) -> int:
    """Return who acts. Raises AccompanimentNotYours when nobody does."""
    if actor.person_id is None or actor.grant is None or not decide(actor, FOLLOW):
        raise AccompanimentNotYours(_("You may not accompany anybody in the role you act in."))
    return actor.person_id


def organisation_of(actor: Actor) -> int:
    """Return the organisation somebody acts for. Raises AccompanimentNotYours when she acts for none."""
    person_of(actor)
    if actor.grant is None:
        raise AssertionError("Who acts in a role acts for an organisation.")
    return actor.grant.organisation_id


def held(accompaniment: Accompaniment, actor: Actor, action: str) -> Accompaniment:
    """Return an accompaniment locked until the end of the transaction. Raises AccompanimentNotYours."""
    person_of(actor)
    found = Accompaniment.objects.select_for_update(of=("self",)).select_related("household__place", "person")
    kept = found.get(pk=accompaniment.pk)
    if kept.erased_at is not None or not decide(actor, action, facts_of(kept, actor)):
        raise AccompanimentNotYours(_("This accompaniment is not yours to change."))
    return kept


def kept_by(accompaniment: Accompaniment, actor: Actor) -> Accompaniment:
    """Return an accompaniment that the actor keeps herself, locked. Raises AccompanimentNotYours."""
    return held(accompaniment, actor, KEEP)


def open_part(accompaniment: Accompaniment, group: str, actor: Actor, *, is_protected: bool) -> Accompaniment:
    """
    Return an open accompaniment, locked, to a part of which the actor may add.

    Raises AccompanimentNotYours, AccompanimentClosed.
    """
    kept = held(accompaniment, actor, read_action(group))
    refuse_closed(kept)
    if is_protected and not decide(actor, WRITE_PROTECTED, facts_of(kept, actor)):
        raise AccompanimentNotYours(_("Only who accompanies her, or was named by her, writes what is protected."))
    return kept


def refuse_closed(accompaniment: Accompaniment) -> None:
    """Raises AccompanimentClosed."""
    if accompaniment.closed_on is not None:
        raise AccompanimentClosed(_("This accompaniment is closed. Open it again first."))


def open_row(row: Row, group: str, actor: Actor) -> Row:
    """
    Return something written down, locked, that the actor may change: she reads its part, and it when it is protected.

    Raises AccompanimentNotYours, AccompanimentClosed.
    """
    kept = open_part(row.accompaniment, group, actor, is_protected=False)
    fresh: Row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if fresh.is_protected and not decide(actor, READ_PROTECTED, row_facts(fresh, facts_of(kept, actor), actor)):
        raise AccompanimentNotYours(_("This accompaniment is not yours to change."))
    fresh.accompaniment = kept
    return fresh


def row_facts(row: Recorded, facts: Facts, actor: Actor) -> Facts:
    """Return the facts of an accompaniment with how the actor stands to one thing written down in it."""
    wrote = {WROTE} if row.recorded_by_id == actor.person_id else set()
    return Facts(facts.organisation_id, facts.place_path, facts.relations | wrote)


def known_row(model: type[Row], id: uuid.UUID, accompaniment: Accompaniment, actor: Actor) -> Row | None:
    """Return what was written with this id before, by the same person in the same place. Raises IdTaken."""
    known = model._default_manager.filter(pk=id).first()
    if known is not None and (known.recorded_by_id, known.accompaniment_id) != (actor.person_id, accompaniment.pk):
        raise IdTaken(_("This was written by somebody else already: reload the page and write it again."))
    return known


def refuse_day_to_come(day: dt.date | None, on: dt.date) -> None:
    """Raises DayToCome."""
    if day is not None and day > on:
        raise DayToCome(
            _("%(day)s is still to come: give the day it happened on.") % {"day": date_format(day, "DATE_FORMAT")}
        )


def refuse_empty(words: str) -> str:
    """Return words without the space around them. Raises WordsMissing."""
    if not words.strip():
        raise WordsMissing(_("Write what it is about."))
    return words.strip()


def note(actor: Actor, accompaniment: Accompaniment, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    record_audit(actor=actor, action=SEE, at=at, outcome=outcome, object_kind=KIND, object_id=accompaniment.pk)
