"""What is erased of an accompaniment when its person agrees no more: every word; dates and states stay for counts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db.models import Model, QuerySet

from twiza.accompaniment.actions.keeping import note
from twiza.accompaniment.models import (
    Accompaniment,
    Agreement,
    Appointment,
    Closing,
    FileCode,
    NextStep,
    Obstacle,
    Request,
    RequestMove,
    StoryLine,
)
from twiza.accounts.decisions import Actor

WORDS: dict[type[Model], tuple[str, ...]] = {
    Request: ("words", "office", "missing", "reason"),
    Appointment: ("with_whom", "place"),
    Obstacle: ("words",),
    NextStep: ("words", "with_whom"),
    StoryLine: ("text",),
}
"""Which columns hold what was said: they are emptied, and nothing else is."""


def forget_accompaniments(records: Collection[uuid.UUID], actor: Actor, at: dt.datetime) -> None:
    """Erase the accompaniments of the records of one person."""
    for one in Accompaniment.objects.filter(person__in=records, erased_at=None):
        erase(one, actor, at)


def erase(accompaniment: Accompaniment, actor: Actor, at: dt.datetime) -> None:
    """Empty every word of an accompaniment, end what was agreed and its codes, and close it."""
    for model, columns in WORDS.items():
        rows: QuerySet[Model] = model._default_manager.filter(accompaniment=accompaniment)
        rows.update(**dict.fromkeys(columns, ""))
    RequestMove.objects.filter(request__accompaniment=accompaniment).update(reason="")
    Agreement.objects.filter(accompaniment=accompaniment, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_by=actor.person_id
    )
    FileCode.objects.filter(accompaniment=accompaniment, revoked_at=None).update(revoked_at=at)
    accompaniment.purpose, accompaniment.erased_at = "", at
    if accompaniment.closed_on is None:
        accompaniment.closed_on, accompaniment.closed_because = max(at.date(), accompaniment.opened_on), Closing.WISH
    accompaniment.save(update_fields=["purpose", "erased_at", "closed_on", "closed_because"])
    note(actor, accompaniment, "forgotten", at)
