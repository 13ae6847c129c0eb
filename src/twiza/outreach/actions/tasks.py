"""Decisions about boxes to tick before a caravan."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.preparing import NobodyActs, held_caravan, put_back, take_out
from twiza.outreach.models import Caravan, PreparationTask
from twiza.outreach.rules import SEE_PREPARATION

MOST_TASKS = 60


class TooManyTasks(DomainError):
    """A caravan has more boxes than a page shows."""


@transaction.atomic
def add_task(*, caravan: Caravan, text: str, actor: Actor, at: dt.datetime, id: uuid.UUID) -> PreparationTask:
    """Add a box in words of one's own, once under one id. Raises CaravanCancelled, TooManyTasks."""
    caravan = held_caravan(caravan)
    if known := PreparationTask.kept.filter(pk=id, caravan=caravan).first():
        return known
    if caravan.tasks.count() >= MOST_TASKS:
        raise TooManyTasks(_("A caravan has at most %(most)d boxes to tick.") % {"most": MOST_TASKS})
    task = PreparationTask.objects.create(id=id, caravan=caravan, text=text.strip())
    note_task(actor, caravan, "task", at)
    return task


@transaction.atomic
def tick_usual(*, caravan: Caravan, code: str, actor: Actor, at: dt.datetime) -> PreparationTask:
    """Tick one of the usual boxes, or untick it. Raises CaravanCancelled, NobodyActs."""
    caravan = held_caravan(caravan)
    task, _is_new = PreparationTask.objects.get_or_create(caravan=caravan, code=code)
    return turned(task, caravan, actor, at)


@transaction.atomic
def tick(*, task: PreparationTask, actor: Actor, at: dt.datetime) -> PreparationTask:
    """Tick a box, or untick it. Raises CaravanCancelled, NobodyActs."""
    return turned(task, held_caravan(task.caravan), actor, at)


def turned(task: PreparationTask, caravan: Caravan, actor: Actor, at: dt.datetime) -> PreparationTask:
    """Return a box that was ticked unticked, and another one ticked."""
    if actor.person_id is None:
        raise NobodyActs(_("Sign in to prepare a caravan."))
    is_done = task.done_at is not None
    task.done_at, task.done_by_id = (None, None) if is_done else (at, actor.person_id)
    task.save(update_fields=["done_at", "done_by"])
    note_task(actor, caravan, "task_undone" if is_done else "task_done", at)
    return task


@transaction.atomic
def remove_task(*, task: PreparationTask, actor: Actor, at: dt.datetime) -> None:
    """Take a box out; it can be brought back. Raises CaravanCancelled."""
    take_out(task, held_caravan(task.caravan), "task", actor, at)


@transaction.atomic
def bring_back_task(*, task: PreparationTask, actor: Actor, at: dt.datetime) -> None:
    """Bring back a box that was taken out. Raises CaravanCancelled."""
    put_back(task, held_caravan(task.caravan), "task", actor, at)


def note_task(actor: Actor, caravan: Caravan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a box: who takes part ticks as well."""
    record_audit(
        actor=actor, action=SEE_PREPARATION, at=at, outcome=outcome, object_kind="caravan", object_id=caravan.pk
    )
