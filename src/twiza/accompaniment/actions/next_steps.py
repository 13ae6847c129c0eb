"""Decisions about the next step: set, done, to do again."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accompaniment.actions.keeping import (
    known_row,
    note,
    open_part,
    open_row,
    organisation_of,
    person_of,
    refuse_empty,
)
from twiza.accompaniment.models import Accompaniment, Group, NextStep, StepEnd
from twiza.accompaniment.terms import StepTerms
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError


class AnotherStep(DomainError):
    """There is one next step at a time."""


@transaction.atomic
def set_next_step(
    *, id: uuid.UUID, accompaniment: Accompaniment, terms: StepTerms, actor: Actor, at: dt.datetime
) -> NextStep:
    """
    Set what comes next, once per `id`; the step before it ends, and stays in the history.

    Raises AccompanimentNotYours, AccompanimentClosed, IdTaken, WordsMissing.
    """
    kept = open_part(accompaniment, Group.REQUESTS, actor, is_protected=terms.is_protected)
    known = known_row(NextStep, id, kept, actor)
    if known is not None:
        return known
    words = refuse_empty(terms.words)
    NextStep.objects.filter(accompaniment=kept, ended_at=None).update(ended_at=at, ended_as=StepEnd.REPLACED)
    step = NextStep.objects.create(
        id=id,
        accompaniment=kept,
        organisation_id=organisation_of(actor),
        is_protected=terms.is_protected,
        recorded_by_id=person_of(actor),
        recorded_at=at,
        words=words,
        with_whom=terms.with_whom.strip(),
        due_on=terms.due_on,
    )
    note(actor, kept, "step_set", at)
    return step


@transaction.atomic
def finish_step(*, step: NextStep, actor: Actor, at: dt.datetime) -> NextStep:
    """Keep that a step is done. Raises AccompanimentNotYours, AccompanimentClosed."""
    kept = open_row(step, Group.REQUESTS, actor)
    if kept.ended_at is None:
        kept.ended_at, kept.ended_as = at, StepEnd.DONE
        kept.save(update_fields=["ended_at", "ended_as"])
        note(actor, kept.accompaniment, "step_done", at)
    return kept


@transaction.atomic
def resume_step(*, step: NextStep, actor: Actor, at: dt.datetime) -> NextStep:
    """Keep that a step is still to do. Raises AccompanimentNotYours, AccompanimentClosed, AnotherStep."""
    kept = open_row(step, Group.REQUESTS, actor)
    if NextStep.objects.filter(accompaniment=kept.accompaniment, ended_at=None).exclude(pk=kept.pk).exists():
        raise AnotherStep(_("Another step comes next already: finish that one first."))
    kept.ended_at, kept.ended_as = None, ""
    kept.save(update_fields=["ended_at", "ended_as"])
    note(actor, kept.accompaniment, "step_resumed", at)
    return kept
