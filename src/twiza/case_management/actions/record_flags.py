"""Decisions about records that are pointed out: what was found, who was asked, and what she answered."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.case_management.models import FlagAct, RecordFlag, RecordFlagAct
from twiza.case_management.queries.record_flags import flags_of
from twiza.case_management.rules import ANSWER_RECORD_FLAGS, SEE_RECORD_FLAGS
from twiza.core.errors import DomainError
from twiza.procedures.actions.details import person_of


class FlagNotYours(DomainError):
    """What is pointed out is not the actor's to answer."""


class ActKnownElsewhere(DomainError):
    """An id is that of one act about one record."""


class ActUnsaid(DomainError):
    """Whatever is done about a record is said in words."""


class NobodyToAsk(DomainError):
    """Only who made a record is asked about it."""


@transaction.atomic
def answer_flag(
    *, id: uuid.UUID, flag: RecordFlag, act: str, words: str, actor: Actor, at: dt.datetime
) -> RecordFlagAct:
    """
    Keep what a supervisor did about a record that is pointed out, once per `id`.

    Raises FlagNotYours, ActKnownElsewhere, ActUnsaid, NobodyToAsk.
    """
    refuse_unless_seen(flag, actor)
    if not decide(actor, ANSWER_RECORD_FLAGS) or act == FlagAct.TOLD:
        raise FlagNotYours(_("The supervisor says what became of this record."))
    if act == FlagAct.ASKED and flag.agent_id is None:
        raise NobodyToAsk(_("No agent made this record: choose another answer."))
    return kept_act(id, flag, act, words, actor, at)


@transaction.atomic
def tell_of_flag(*, id: uuid.UUID, flag: RecordFlag, words: str, actor: Actor, at: dt.datetime) -> RecordFlagAct:
    """
    Keep what an agent answers about her record, once per `id`; her supervisor ends it.

    Raises FlagNotYours, ActKnownElsewhere, ActUnsaid.
    """
    refuse_unless_seen(flag, actor)
    if flag.agent_id != actor.person_id:
        raise FlagNotYours(_("Who made this record answers about it."))
    return kept_act(id, flag, FlagAct.TOLD, words, actor, at)


def refuse_unless_seen(flag: RecordFlag, actor: Actor) -> None:
    """Raises FlagNotYours."""
    if not flags_of(actor).filter(pk=flag.pk).exists():
        raise FlagNotYours(_("This record is not yours to answer for."))


def kept_act(id: uuid.UUID, flag: RecordFlag, act: str, words: str, actor: Actor, at: dt.datetime) -> RecordFlagAct:
    """Return the act of this id, kept now or before. Raises ActKnownElsewhere, ActUnsaid."""
    if not words.strip():
        raise ActUnsaid(_("Write what was found."))
    held = RecordFlag.objects.select_for_update().get(pk=flag.pk)
    kept, is_new = RecordFlagAct.objects.get_or_create(
        id=id, defaults={"flag": held, "act": act, "words": words.strip(), "by_id": person_of(actor), "at": at}
    )
    if (kept.flag_id, kept.by_id) != (held.pk, actor.person_id):
        raise ActKnownElsewhere(_("This was kept for another record: reload the page and write it again."))
    if is_new:
        held.last_act, held.last_act_at = act, at
        held.save(update_fields=["last_act", "last_act_at"])
        note_act(actor, held, act, at)
    return kept


def note_act(actor: Actor, flag: RecordFlag, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done, by ids only."""
    record_audit(
        actor=actor,
        action=SEE_RECORD_FLAGS,
        at=at,
        outcome=outcome,
        object_kind="case_management.recordflag",
        object_id=flag.pk,
    )
