"""Decisions about the story: a line told, and anything written by mistake taken out and brought back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.keeping import (
    AccompanimentNotYours,
    known_row,
    note,
    open_part,
    open_row,
    organisation_of,
    person_of,
    refuse_day_to_come,
    refuse_empty,
)
from twiza.accompaniment.models import Accompaniment, Appointment, Group, Obstacle, Recorded, Request, StoryLine
from twiza.accompaniment.terms import LineTerms
from twiza.accounts.decisions import Actor

PART_OF: dict[type[Recorded], str] = {
    Request: Group.REQUESTS,
    Appointment: Group.APPOINTMENTS,
    Obstacle: Group.OBSTACLES,
}


@transaction.atomic
def tell_line(
    *, id: uuid.UUID, accompaniment: Accompaniment, terms: LineTerms, actor: Actor, at: dt.datetime
) -> StoryLine:
    """
    Keep some sentences of the story, once per `id`, under the name of the organisation that heard them.

    Raises AccompanimentNotYours, AccompanimentClosed, IdTaken, WordsMissing, DayToCome.
    """
    kept = open_part(accompaniment, terms.part, actor, is_protected=terms.is_protected)
    known = known_row(StoryLine, id, kept, actor)
    if known is not None:
        return known
    refuse_day_to_come(terms.told_on, at.date())
    line = StoryLine.objects.create(
        id=id,
        accompaniment=kept,
        organisation_id=organisation_of(actor),
        is_protected=terms.is_protected,
        recorded_by_id=person_of(actor),
        recorded_at=at,
        part=terms.part,
        told_on=terms.told_on,
        text=refuse_empty(terms.text),
    )
    note(actor, kept, f"{terms.part}_told", at)
    return line


def part_of(row: Recorded) -> str:
    """Return the group of fields that something written down belongs to."""
    return str(row.part) if isinstance(row, StoryLine) else PART_OF[type(row)]


@transaction.atomic
def take_out(*, row: Recorded, actor: Actor, at: dt.datetime) -> Recorded:
    """
    Take out what was written by mistake: whoever's organisation wrote it, or who keeps the accompaniment.

    Raises AccompanimentNotYours, AccompanimentClosed.
    """
    kept = correctable(row, actor)
    if kept.taken_out_at is None:
        kept.taken_out_at = at
        kept.save(update_fields=["taken_out_at"])
        note(actor, kept.accompaniment, "taken_out", at)
    return kept


@transaction.atomic
def bring_back(*, row: Recorded, actor: Actor, at: dt.datetime) -> Recorded:
    """Bring back what was taken out. Raises AccompanimentNotYours, AccompanimentClosed."""
    kept = correctable(row, actor)
    kept.taken_out_at = None
    kept.save(update_fields=["taken_out_at"])
    note(actor, kept.accompaniment, "brought_back", at)
    return kept


def correctable(row: Recorded, actor: Actor) -> Recorded:
    """Return something written down that the actor's organisation wrote, or keeps. Raises AccompanimentNotYours."""
    kept = open_row(row, part_of(row), actor)
    if organisation_of(actor) not in (kept.organisation_id, kept.accompaniment.organisation_id):
        raise AccompanimentNotYours(_("Another organisation wrote this: ask it to correct it."))
    return kept
