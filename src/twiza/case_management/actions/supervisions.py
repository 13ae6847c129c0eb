"""Decisions about supervisions: one planned, written down, corrected, withdrawn; an agent's own words added."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.case_management.models import Seen, Supervision, SupervisionMark, SupervisionRecord, SupervisionWords
from twiza.case_management.queries.supervisions import facts_of_agent
from twiza.case_management.rules import ADD_OWN_WORDS, SUPERVISE_AGENT
from twiza.case_management.supervision_checklist import items_of
from twiza.case_management.supervision_terms import SupervisionTerms
from twiza.core.errors import DomainError
from twiza.households.models import Assignment
from twiza.procedures.actions.details import person_of


class AgentNotYours(DomainError):
    """The agent is not the actor's to supervise, or the supervision is another agent's."""


class SupervisionKnownElsewhere(DomainError):
    """An id is that of one supervision of one agent, or of one record of it."""


class SupervisionInTheFuture(DomainError):
    """Nobody has gone along with an agent on a day still to come."""


class NextIsBefore(DomainError):
    """The next supervision is planned for a day after this one."""


class FamilyOfAnother(DomainError):
    """Families seen are those of the agent."""


class MarkNotOfChecklist(DomainError):
    """What is marked is an item of the checklist."""


class WithoutWords(DomainError):
    """A correction, a withdrawal and an agent's own words are said in words."""


class SupervisionWithdrawn(DomainError):
    """Nothing is added to a supervision that was a mistake."""


@transaction.atomic
def plan_supervision(
    *, id: uuid.UUID, agent: Account, planned_on: dt.date, actor: Actor, at: dt.datetime
) -> Supervision:
    """Plan to go along with an agent on a day, once per `id`. Raises AgentNotYours, SupervisionKnownElsewhere."""
    refuse_stranger(agent, actor, at)
    known = known_supervision(id, agent, actor)
    if known is not None:
        return known
    supervision = supervision_from(id, agent, actor, at, planned_on=planned_on)
    note_supervision(actor, supervision, "planned", at)
    return supervision


@transaction.atomic
def record_supervision(
    *,
    id: uuid.UUID,
    supervision_id: uuid.UUID,
    agent: Account,
    terms: SupervisionTerms,
    actor: Actor,
    at: dt.datetime,
) -> SupervisionRecord:
    """
    Write what was seen at a supervision, once per `id`; the one of `supervision_id` is made when nobody planned it.

    What was written before stays, and this counts from now on. A day for the next one plans it. Raises AgentNotYours,
    SupervisionKnownElsewhere, SupervisionInTheFuture, NextIsBefore, FamilyOfAnother, MarkNotOfChecklist, WithoutWords,
    SupervisionWithdrawn.
    """
    refuse_stranger(agent, actor, at)
    supervision = known_supervision(supervision_id, agent, actor)
    known = known_record(id, supervision)
    if known is not None:
        return known
    refuse_terms(terms, agent, supervision, at)
    if supervision is None:
        supervision = supervision_from(supervision_id, agent, actor, at, held_on=terms.held_on)
    record = record_from(id, supervision, terms, actor, at)
    Supervision.objects.filter(pk=supervision.pk).update(held_on=terms.held_on)
    plan_next(record, actor, at)
    note_supervision(actor, supervision, "corrected" if terms.reason else "recorded", at)
    return record


def known_supervision(id: uuid.UUID, agent: Account, actor: Actor) -> Supervision | None:
    """Return the supervision of this agent with this id, locked. Raises SupervisionKnownElsewhere."""
    known = Supervision.objects.select_for_update().filter(pk=id).first()
    if known is not None and (known.agent_id, known.organisation_id) != (agent.pk, organisation_of(actor)):
        raise SupervisionKnownElsewhere(_("This was kept for another agent: reload the page and write it again."))
    return known


def known_record(id: uuid.UUID, supervision: Supervision | None) -> SupervisionRecord | None:
    """Return the record of this supervision that was sent with this id before. Raises SupervisionKnownElsewhere."""
    known = SupervisionRecord.objects.filter(pk=id).first()
    if known is not None and (supervision is None or known.supervision_id != supervision.pk):
        raise SupervisionKnownElsewhere(_("This was kept for another agent: reload the page and write it again."))
    return known


def refuse_terms(terms: SupervisionTerms, agent: Account, supervision: Supervision | None, at: dt.datetime) -> None:
    """Raise what keeps a record from being kept."""
    if supervision is not None:
        refuse_withdrawn(supervision)
    if terms.held_on > localdate(at):
        raise SupervisionInTheFuture(
            _("This day is still to come: plan it, and write what you see on the day itself.")
        )
    if terms.next_on is not None and terms.next_on <= terms.held_on:
        raise NextIsBefore(_("The next one lies after this one: choose a later day."))
    refuse_families(terms, agent)
    unknown = set(terms.marks) - {one.code for one in items_of(terms.checklist)}
    if unknown or set(terms.marks.values()) - set(Seen.values):
        raise MarkNotOfChecklist(_("The checklist has changed: reload the page and fill it in again."))
    if supervision is not None and supervision.held_on is not None and not terms.reason.strip():
        raise WithoutWords(_("Write why this is corrected."))


def refuse_families(terms: SupervisionTerms, agent: Account) -> None:
    """Raise FamilyOfAnother unless the agent follows, or followed, every family that was seen."""
    ids = {one.pk for one in terms.households}
    hers = set(Assignment.objects.filter(agent=agent, household__in=ids).values_list("household", flat=True))
    others = sorted(one.code for one in terms.households if one.pk not in hers)
    if others:
        said = _("%(codes)s: %(name)s never followed this. Correct the code, or leave it out.")
        raise FamilyOfAnother(said % {"codes": " · ".join(others), "name": agent.name})


def supervision_from(
    id: uuid.UUID,
    agent: Account,
    actor: Actor,
    at: dt.datetime,
    *,
    planned_on: dt.date | None = None,
    held_on: dt.date | None = None,
    follows: Supervision | None = None,
) -> Supervision:
    """Keep a supervision of an agent by the organisation of the actor."""
    return Supervision.objects.create(
        id=id,
        organisation_id=organisation_of(actor),
        agent=agent,
        planned_on=planned_on,
        held_on=held_on,
        follows=follows,
        made_by_id=person_of(actor),
        made_at=at,
    )


def record_from(
    id: uuid.UUID, supervision: Supervision, terms: SupervisionTerms, actor: Actor, at: dt.datetime
) -> SupervisionRecord:
    """Keep what was written of a supervision."""
    record = SupervisionRecord.objects.create(
        id=id,
        supervision=supervision,
        held_on=terms.held_on,
        place=terms.place,
        checklist=terms.checklist,
        agreed=terms.agreed.strip(),
        next_on=terms.next_on,
        reason=terms.reason.strip(),
        written_by_id=person_of(actor),
        written_at=at,
    )
    record.households.set(terms.households)
    SupervisionMark.objects.bulk_create(
        SupervisionMark(record=record, item=item, seen=seen) for item, seen in terms.marks.items()
    )
    return record


def plan_next(record: SupervisionRecord, actor: Actor, at: dt.datetime) -> None:
    """Plan the next supervision for the day that was agreed; the one that a record before agreed on is withdrawn."""
    waiting = record.supervision.followed_by.filter(held_on=None, withdrawn_at=None)
    if waiting.filter(planned_on=record.next_on).exists():
        return
    waiting.update(withdrawn_at=at, withdrawn_by=person_of(actor), withdrawn_reason=_("Another day was agreed on."))
    if record.next_on is not None:
        next_id, before = uuid.uuid5(record.pk, "next"), record.supervision
        supervision_from(next_id, before.agent, actor, at, planned_on=record.next_on, follows=before)


@transaction.atomic
def withdraw_supervision(*, supervision: Supervision, reason: str, actor: Actor, at: dt.datetime) -> Supervision:
    """Keep that a supervision was planned or written by mistake. Raises AgentNotYours, WithoutWords."""
    refuse_stranger(supervision.agent, actor, at)
    if not reason.strip():
        raise WithoutWords(_("Write why."))
    kept = Supervision.objects.select_for_update().get(pk=supervision.pk)
    if kept.withdrawn_at is None:
        kept.withdrawn_at, kept.withdrawn_by_id, kept.withdrawn_reason = at, person_of(actor), reason.strip()
        kept.save()
        note_supervision(actor, kept, "withdrawn", at)
    return kept


@transaction.atomic
def add_own_words(
    *, id: uuid.UUID, supervision: Supervision, words: str, actor: Actor, at: dt.datetime
) -> SupervisionWords:
    """Keep what an agent says of her own supervision, once per `id`. Raises AgentNotYours, WithoutWords."""
    facts = facts_of_agent(supervision.agent, supervision.organisation_id, actor, localdate(at))
    if not decide(actor, ADD_OWN_WORDS, facts):
        raise AgentNotYours(_("Only the agent herself adds her words."))
    if not words.strip():
        raise WithoutWords(_("Write what you want to say."))
    refuse_withdrawn(supervision)
    said, is_new = SupervisionWords.objects.get_or_create(
        id=id, defaults={"supervision": supervision, "words": words.strip(), "said_at": at}
    )
    if said.supervision_id != supervision.pk:
        raise SupervisionKnownElsewhere(_("This was kept for another agent: reload the page and write it again."))
    if is_new:
        note_supervision(actor, supervision, "words_added", at)
    return said


def refuse_withdrawn(supervision: Supervision) -> None:
    """Raise SupervisionWithdrawn for one that was a mistake."""
    if supervision.withdrawn_at is not None:
        raise SupervisionWithdrawn(_("This one was withdrawn as a mistake: write a new one."))


def refuse_stranger(agent: Account, actor: Actor, at: dt.datetime) -> None:
    """Raise AgentNotYours unless the actor supervises an agent."""
    facts = facts_of_agent(agent, organisation_of(actor), actor, localdate(at))
    if not decide(actor, SUPERVISE_AGENT, facts):
        raise AgentNotYours(_("This agent is not yours to supervise."))


def organisation_of(actor: Actor) -> int:
    """Return for whom somebody acts. Raises AgentNotYours."""
    if actor.grant is None:
        raise AgentNotYours(_("This agent is not yours to supervise."))
    return actor.grant.organisation_id


def note_supervision(actor: Actor, supervision: Supervision, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    record_audit(
        actor=actor,
        action=SUPERVISE_AGENT,
        at=at,
        outcome=outcome,
        object_kind="case_management.supervision",
        object_id=supervision.pk,
    )
