"""Proposing changes to the list of facilities, and answering them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import DomainError, InputError
from twiza.documents.evidence import EvidenceFile
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin, write_facts
from twiza.facilities.facts import State, Value, applied, changed_fields
from twiza.facilities.models import ChangeProposal, Facility, ProposalState, ProposedFact
from twiza.facilities.queries.merges import survivor_of
from twiza.facilities.queries.proposals import has_another_verifier, seen_token
from twiza.facilities.queries.states import state_of
from twiza.facilities.refusals import refuse_what_cannot_be
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class NothingProposed(InputError):
    """What is proposed is what the list says already."""


class WhyMissing(InputError):
    """A proposal says why, and how one knows."""


class TrueLater(InputError):
    """What will be true is not true yet."""


class AlreadyAnswered(DomainError):
    """Somebody answered the proposal, or withdrew it."""


class FactChangedMeanwhile(DomainError):
    """What the list says is no more what was shown to whoever accepts."""


class OwnProposal(DomainError):
    """Somebody else can verify it: nobody answers her own proposal then."""


class ReasonMissing(InputError):
    """Who refuses says why."""


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who proposes, for whom, why, how she knows, since when it is so, and her evidence."""

    person: Person
    organisation: Organisation
    why: str
    source: str
    happened_on: dt.date
    evidence: EvidenceFile | None = None


@transaction.atomic
def propose_change(
    *, facility: Facility, stated: Mapping[str, Value], proposer: Proposer, actor: Actor, at: dt.datetime
) -> ChangeProposal:
    """
    Keep what somebody says should change in a facility, for those who keep it to answer.

    Raises NothingProposed, WhyMissing, TrueLater and the refusals of `refusals.py`.
    """
    before = state_of(facility)
    changed = changed_fields(before, applied(before, stated))
    refuse_what_cannot_be(facility, applied(before, changed), localdate(at))
    proposal = ChangeProposal(facility=facility, organisation=facility.organisation, place=facility.place)
    return keep_proposal(proposal, before, changed, proposer, actor, at)


@transaction.atomic
def propose_facility(
    *,
    organisation: Organisation,
    place: Place,
    stated: Mapping[str, Value],
    proposer: Proposer,
    actor: Actor,
    at: dt.datetime,
) -> ChangeProposal:
    """
    Keep a facility that somebody says is missing from the list of an organisation.

    Raises WhyMissing, TrueLater and the refusals of `refusals.py`.
    """
    changed = changed_fields({}, applied({}, stated))
    refuse_what_cannot_be(Facility(organisation=organisation), changed, localdate(at))
    return keep_proposal(ChangeProposal(organisation=organisation, place=place), {}, changed, proposer, actor, at)


def keep_proposal(
    proposal: ChangeProposal,
    before: State,
    changed: Mapping[str, Value],
    proposer: Proposer,
    actor: Actor,
    at: dt.datetime,
) -> ChangeProposal:
    """Keep a proposal with its fields. Raises NothingProposed, WhyMissing, TrueLater."""
    refuse_unfounded(changed, proposer, localdate(at))
    proposal.why, proposal.source = proposer.why.strip(), proposer.source.strip()
    proposal.happened_on, proposal.proposed_at = proposer.happened_on, at
    proposal.proposed_by, proposal.proposed_for = proposer.person, proposer.organisation
    if proposer.evidence:
        proposal.evidence_name = proposer.evidence.name
        proposal.evidence_type = proposer.evidence.content_type
        proposal.evidence = proposer.evidence.content
    proposal.save()
    ProposedFact.objects.bulk_create(
        ProposedFact(proposal=proposal, field=field, old=before.get(field), new=new) for field, new in changed.items()
    )
    audit_proposal(proposal, actor, "proposed", at)
    return proposal


def refuse_unfounded(changed: Mapping[str, Value], proposer: Proposer, today: dt.date) -> None:
    """Raise NothingProposed, WhyMissing or TrueLater."""
    if not changed:
        raise NothingProposed(_("Nothing differs from what the list says already: change what is wrong."))
    if not proposer.why.strip() or not proposer.source.strip():
        raise WhyMissing(_("Say why, and how you know."))
    if proposer.happened_on > today:
        raise TrueLater(_("The day since when it is so is in the future."))


@transaction.atomic
def accept_proposal(
    *, proposal: ChangeProposal, seen: str, by: Person, verified_by: str, actor: Actor, at: dt.datetime
) -> Facility:
    """
    Apply exactly what a proposal says, to facts that are still as they were shown (`seen_token`), as verified.

    Raises AlreadyAnswered, OwnProposal, FactChangedMeanwhile and the refusals of `refusals.py`.
    """
    locked = waiting(proposal)
    refuse_own(locked, by, localdate(at))
    if locked.facility is not None:  # merged since it was proposed: what is true stands with the one kept
        locked.facility = Facility.objects.select_for_update().get(pk=survivor_of(locked.facility).pk)
    state = state_of(locked.facility) if locked.facility else {}
    changes = {fact.field: fact.new for fact in locked.facts.all()}
    if seen_token(changes, state) != seen:
        raise FactChangedMeanwhile(_("What the list says has changed since this page was shown: look at it again."))
    origin = Origin(
        source=locked.source,
        happened_on=locked.happened_on,
        recorded_by_id=by.pk,
        verified_by=verified_by,
        verified_on=localdate(at),
        proposal=locked,
    )
    facility = apply_proposal(locked, changes, origin, actor, at)
    settle(locked, ProposalState.ACCEPTED, "", by, at)
    audit_proposal(locked, actor, "accepted", at)
    return facility


def apply_proposal(
    proposal: ChangeProposal, changes: Mapping[str, Value], origin: Origin, actor: Actor, at: dt.datetime
) -> Facility:
    """Write what a proposal says in its facility, or in a new one."""
    if proposal.facility is None:
        proposal.facility = add_facility(
            organisation=proposal.organisation, stated=changes, origin=origin, actor=actor, at=at
        )
    else:
        write_facts(facility=proposal.facility, stated=changes, origin=origin, at=at)
    return proposal.facility


@transaction.atomic
def refuse_proposal(
    *, proposal: ChangeProposal, reason: str, by: Person, actor: Actor, at: dt.datetime
) -> ChangeProposal:
    """Answer that a proposal is not applied, and why. Raises AlreadyAnswered, OwnProposal, ReasonMissing."""
    locked = waiting(proposal)
    refuse_own(locked, by, localdate(at))
    if not reason.strip():
        raise ReasonMissing(_("Say why: the person who proposed it will read it."))
    settle(locked, ProposalState.REFUSED, reason.strip(), by, at)
    audit_proposal(locked, actor, "refused", at)
    return locked


@transaction.atomic
def withdraw_proposal(*, proposal: ChangeProposal, by: Person, actor: Actor, at: dt.datetime) -> ChangeProposal:
    """Take one's own proposal back while nobody has answered it. Raises AlreadyAnswered."""
    locked = waiting(proposal)
    settle(locked, ProposalState.WITHDRAWN, "", by, at)
    audit_proposal(locked, actor, "withdrawn", at)
    return locked


def waiting(proposal: ChangeProposal) -> ChangeProposal:
    """Return a proposal that waits for an answer, locked. Raises AlreadyAnswered with who answered it."""
    locked = ChangeProposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != ProposalState.PROPOSED:
        raise AlreadyAnswered(
            _("%(person)s answered this proposal already: %(state)s. Nothing was changed twice.")
            % {"person": locked.decided_by, "state": locked.get_state_display()}
        )
    return locked


def refuse_own(proposal: ChangeProposal, by: Person, today: dt.date) -> None:
    """Raise OwnProposal when who answers proposed it and is not the only one who could answer."""
    if proposal.proposed_by_id == by.pk and has_another_verifier(proposal, by, today):
        raise OwnProposal(_("You proposed this yourself: somebody else of your organisation verifies it."))


def settle(proposal: ChangeProposal, state: ProposalState, reason: str, by: Person, at: dt.datetime) -> None:
    """Write what became of a proposal."""
    proposal.state, proposal.reason = state, reason
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save()


def audit_proposal(proposal: ChangeProposal, actor: Actor, outcome: str, at: dt.datetime) -> None:
    """Add what was done with a proposal to the audit chain."""
    record_audit(
        actor=actor,
        action="facilities.propose" if outcome in {"proposed", "withdrawn"} else "facilities.change",
        at=at,
        object_kind="facility_proposal",
        object_id=proposal.pk,
        outcome=outcome,
    )
