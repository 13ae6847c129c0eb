"""Decisions about what is due: hand in its proof, accept it, give it up, take each of these back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.core.errors import DomainError, InputError
from twiza.documents.guard import Upload
from twiza.funding.actions.changing import ConventionNotYours, person_of, refuse_over
from twiza.funding.models import Deadline, Outcome, Proof
from twiza.funding.queries.deadlines import facts_of_deadline
from twiza.funding.rules import ACCEPT_PROOF, CHANGE_CONVENTION, HAND_IN_PROOF
from twiza.procedures.storage import guarded, keep_content

MOST_PROOFS = 50


class AlreadyDecided(DomainError):
    """What was due is done or given up already."""


class ProofMissing(DomainError):
    """Nothing is accepted without a proof."""


class AlreadyHandedIn(DomainError):
    """The same document is there already."""


class TooManyProofs(DomainError):
    """Something due has a bearable number of documents."""


class NotPossible(InputError):
    """The day or the reason given cannot be: the sentence says why, and the way out."""


@transaction.atomic
def hand_in_proof(*, deadline: Deadline, upload: Upload, handed_on: dt.date, actor: Actor, at: dt.datetime) -> Proof:
    """
    Attach a document that shows that something was done, handed in on a day.

    Raises AlreadyDecided, AlreadyHandedIn, TooManyProofs, NotPossible, and what `guarded` raises.
    """
    held = deadline_to_change(deadline, actor, HAND_IN_PROOF)
    refuse_decided(held)
    if handed_on > localdate(at):
        raise NotPossible(_("This day is not there yet: give the day on which the document was handed in."))
    if held.proofs.count() >= MOST_PROOFS:
        raise TooManyProofs(_("This holds %(most)d documents already.") % {"most": MOST_PROOFS})
    name, content_type, content = guarded(upload)
    stored = keep_content(content=content, content_type=content_type, at=at)
    if held.proofs.filter(content=stored, withdrawn_at=None).exists():
        raise AlreadyHandedIn(_("This very document is attached already: nothing was added."))
    proof = Proof.objects.create(
        deadline=held,
        content=stored,
        name=name,
        handed_on=handed_on,
        at=at,
        person_id=person_of(actor),
        organisation_id=actor.grant.organisation_id if actor.grant else held.obligation.convention.organisation_id,
    )
    settle_handed_on(held)
    note_deadline(actor, held, HAND_IN_PROOF, "proof_handed_in", at)
    return proof


@transaction.atomic
def withdraw_proof(*, proof: Proof, actor: Actor, at: dt.datetime) -> Deadline:
    """Let a document count no more; what it alone proved is due again. It is kept and can be brought back."""
    held = deadline_to_change(proof.deadline, actor, HAND_IN_PROOF)
    held.proofs.filter(pk=proof.pk, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=person_of(actor))
    settle_handed_on(held)
    if held.handed_on is None and held.outcome == Outcome.DONE:
        decide_deadline(held, Outcome.OPEN, None, None, "")
    note_deadline(actor, held, HAND_IN_PROOF, "proof_withdrawn", at)
    return held


@transaction.atomic
def restore_proof(*, proof: Proof, actor: Actor, at: dt.datetime) -> Deadline:
    """Let a withdrawn document count again. Raises AlreadyHandedIn, AlreadyDecided."""
    held = deadline_to_change(proof.deadline, actor, HAND_IN_PROOF)
    if held.outcome == Outcome.GIVEN_UP:
        refuse_decided(held)
    if held.proofs.filter(content=proof.content_id, withdrawn_at=None).exists():
        raise AlreadyHandedIn(_("This very document is attached already: nothing was added."))
    held.proofs.filter(pk=proof.pk).update(withdrawn_at=None, withdrawn_by=None)
    settle_handed_on(held)
    note_deadline(actor, held, HAND_IN_PROOF, "proof_restored", at)
    return held


@transaction.atomic
def accept_proof(*, deadline: Deadline, actor: Actor, at: dt.datetime) -> Deadline:
    """Say that something was done, on the proof handed in. Raises ProofMissing, AlreadyDecided."""
    held = deadline_to_change(deadline, actor, ACCEPT_PROOF)
    refuse_decided(held)
    if held.handed_on is None:
        raise ProofMissing(_("No proof is attached: attach one, then accept it."))
    decide_deadline(held, Outcome.DONE, at, person_of(actor), "")
    note_deadline(actor, held, ACCEPT_PROOF, "proof_accepted", at)
    return held


@transaction.atomic
def give_up_deadline(*, deadline: Deadline, reason: str, actor: Actor, at: dt.datetime) -> Deadline:
    """Say that something will not be done, and why. Raises NotPossible, AlreadyDecided."""
    held = deadline_to_change(deadline, actor, CHANGE_CONVENTION)
    refuse_decided(held)
    if not reason.strip():
        raise NotPossible(_("Say why this is given up."))
    decide_deadline(held, Outcome.GIVEN_UP, at, person_of(actor), reason.strip())
    note_deadline(actor, held, CHANGE_CONVENTION, "given_up", at)
    return held


@transaction.atomic
def reopen_deadline(*, deadline: Deadline, actor: Actor, at: dt.datetime) -> Deadline:
    """Take back that something is done (who accepts proofs) or given up (who keeps the convention)."""
    wanted = ACCEPT_PROOF if deadline.outcome == Outcome.DONE else CHANGE_CONVENTION
    held = deadline_to_change(deadline, actor, wanted)
    decide_deadline(held, Outcome.OPEN, None, None, "")
    note_deadline(actor, held, wanted, "reopened", at)
    return held


def deadline_to_change(deadline: Deadline, actor: Actor, action: str) -> Deadline:
    """Return something due as it is now, whoever changes it at the same time waiting. Raises ConventionNotYours."""
    Deadline.objects.select_for_update(no_key=True).get(pk=deadline.pk)
    held = Deadline.objects.select_related("obligation__convention__file", "obligation__owed_by").get(pk=deadline.pk)
    if not decide(actor, action, facts_of_deadline(held, actor)):
        raise ConventionNotYours(_("This is not yours to do in the role you act in."))
    refuse_over(held.obligation.convention)
    return held


def refuse_decided(deadline: Deadline) -> None:
    """Raise AlreadyDecided for what is done or given up."""
    if deadline.outcome != Outcome.OPEN:
        raise AlreadyDecided(_("This is decided already: take the decision back first."))


def settle_handed_on(deadline: Deadline) -> None:
    """Keep the day of the first proof that stands."""
    deadline.handed_on = deadline.proofs.filter(withdrawn_at=None).aggregate(first=Min("handed_on"))["first"]
    deadline.save(update_fields=["handed_on"])


def decide_deadline(
    deadline: Deadline, outcome: Outcome, at: dt.datetime | None, person_id: int | None, reason: str
) -> None:
    """Keep what became of something due, by whom and when."""
    deadline.outcome, deadline.decided_at, deadline.decided_by_id = outcome, at, person_id
    deadline.reason = reason
    deadline.save(update_fields=["outcome", "decided_at", "decided_by", "reason"])


def note_deadline(actor: Actor, deadline: Deadline, action: str, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with something due."""
    record_audit(actor=actor, action=action, at=at, outcome=outcome, object_kind="deadline", object_id=deadline.pk)
