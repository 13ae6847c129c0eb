"""Decisions about interviews of parents: record one, take it back, put it back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.activities.actions.acting import note, organisation_of, person_of, refuse_known_elsewhere, refuse_others
from twiza.activities.models import ParentInterview
from twiza.activities.queries.interviews import facts_of_interview
from twiza.activities.rules import HOLDER, SEE_INTERVIEW
from twiza.core.errors import InputError
from twiza.territory.models import Place


class NoSuchInterview(InputError):
    """What was said cannot be an interview: the sentence says why, and the way out."""


@dataclass(frozen=True, slots=True)
class InterviewSaid:
    """What somebody says of an interview: `moment` and `parent` by their codes, and how many signs were cited."""

    asked_on: dt.date
    place: Place
    moment: str
    parent: str
    signs_cited: int


@transaction.atomic
def record_interview(*, id: uuid.UUID, said: InterviewSaid, actor: Actor, at: dt.datetime) -> ParentInterview:
    """Record an interview, once under one id. Raises NoSuchInterview, NotYours or KnownElsewhere."""
    organisation_id, person_id = organisation_of(actor), person_of(actor)
    known = ParentInterview.objects.select_related("place").filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=(known.organisation_id, known.asked_by_id) == (organisation_id, person_id))
        return known
    refuse_impossible(said, localdate(at))
    own = Facts(organisation_id=organisation_id, place_path=said.place.path, relations=frozenset({HOLDER}))
    refuse_others(actor, SEE_INTERVIEW, own)
    note(actor, SEE_INTERVIEW, "parent_interview", id, "recorded", at)
    return ParentInterview.objects.create(
        id=id,
        organisation_id=organisation_id,
        asked_by_id=person_id,
        asked_on=said.asked_on,
        place=said.place,
        moment=said.moment,
        parent=said.parent,
        signs_cited=said.signs_cited,
        made_at=at,
    )


def refuse_impossible(said: InterviewSaid, today: dt.date) -> None:
    """Raises NoSuchInterview."""
    if said.asked_on > today:
        raise NoSuchInterview(_("This day is not there yet: record an interview once it was held."))
    if said.signs_cited < 0:
        raise NoSuchInterview(_("Signs are 0 or more: correct the number."))


@transaction.atomic
def take_back_interview(*, interview: ParentInterview, actor: Actor, at: dt.datetime) -> ParentInterview:
    """Let an interview count no more; it is kept. Raises NotYours."""
    return keep_taken_back(interview, at, "taken_back", actor, at)


@transaction.atomic
def put_interview_back(*, interview: ParentInterview, actor: Actor, at: dt.datetime) -> ParentInterview:
    """Let an interview that was taken back count again. Raises NotYours."""
    return keep_taken_back(interview, None, "put_back", actor, at)


def keep_taken_back(
    interview: ParentInterview, taken_back_at: dt.datetime | None, outcome: str, actor: Actor, at: dt.datetime
) -> ParentInterview:
    """Keep since when an interview counts no more. Raises NotYours."""
    held = ParentInterview.objects.select_for_update(of=("self",)).select_related("place").get(pk=interview.pk)
    refuse_others(actor, SEE_INTERVIEW, facts_of_interview(held, actor))
    held.taken_back_at = taken_back_at
    held.save(update_fields=["taken_back_at"])
    note(actor, SEE_INTERVIEW, "parent_interview", held.pk, outcome, at)
    return held
