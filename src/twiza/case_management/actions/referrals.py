"""Decisions about a referral: refer somebody, move it on, take a move back, hand it on, forget the person."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person
from twiza.case_management.models import Failure, Referral
from twiza.case_management.queries.referrals import facts_of_referral
from twiza.case_management.referral_facts import facts_seen
from twiza.case_management.referral_steps import ACCEPTED, COUNTER_REFERRED, KIND, NOT_COMPLETED
from twiza.case_management.rules import FOLLOW_REFERRALS, MOVE_REFERRAL, SEE_REFERRAL
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.core.spoken_code import code_of
from twiza.facilities.actions.facts import verify_facts
from twiza.facilities.models import Facility
from twiza.procedures.actions.details import assign_owner, person_of
from twiza.procedures.actions.files import MoveNotFromHere, held_file, move_file, open_file, take_back_move
from twiza.procedures.due import due_date
from twiza.procedures.models import File, Move, Passage


class ReferralNotYours(DomainError):
    """The referral is not the actor's to make, follow or change."""


class GoesNowhere(DomainError):
    """A referral leads to a facility, of our list or in words."""


class OwnerNeeded(DomainError):
    """A referral always is somebody's."""


class FailureUnsaid(DomainError):
    """A referral that is not completed has its reason."""


@dataclass(frozen=True, slots=True)
class ReferralTerms:
    """Who is sent where, for what: without a name. `place_path` is where the person was seen."""

    specialty: Specialty
    sex: str
    age_years: int
    issued_on: dt.date
    urgency: str
    age_months: int | None = None
    facility: Facility | None = None
    facility_words: str = ""
    reason: str = ""
    place_path: str = ""
    appointment_on: dt.date | None = None
    appointment_at: dt.time | None = None


@transaction.atomic
def refer_person(
    *, id: uuid.UUID, terms: ReferralTerms, owner: Person | None, actor: Actor, at: dt.datetime
) -> Referral:
    """
    Refer somebody, for the organisation acted for, and give it an owner; once per `id`.

    Raises ReferralNotYours, GoesNowhere, OwnerNeeded, NoActiveVersion, FileNotYours, DateNotPossible, OwnerCannotSee.
    """
    if actor.grant is None or not decide(actor, FOLLOW_REFERRALS):
        raise ReferralNotYours(_("You may not refer somebody in the role you act in."))
    if terms.facility is None and not terms.facility_words.strip():
        raise GoesNowhere(_("Choose a facility, or write where the person goes."))
    if owner is None:
        raise OwnerNeeded(_("Choose who follows this referral until it is closed."))
    known = Referral.objects.filter(pk=id).select_related("file").first()
    if known:
        return referred_before(known, actor)
    file = opened_for(id, terms, actor, at)
    referral = Referral.objects.create(
        id=id,
        file=file,
        organisation_id=actor.grant.organisation_id,
        specialty=terms.specialty,
        facility=terms.facility,
        facility_words=terms.facility_words.strip(),
        reason=terms.reason.strip(),
        urgency=terms.urgency,
        issued_on=terms.issued_on,
        appointment_on=terms.appointment_on,
        appointment_at=terms.appointment_at if terms.appointment_on else None,
        sex=terms.sex,
        age_years=terms.age_years,
        age_months=terms.age_months,
        made_by_id=person_of(actor),
        made_at=at,
    )
    assign_owner(file=file, owner=owner, actor=actor, at=at)
    note_referral(actor, referral, "referred", at)
    return referral


def opened_for(id: uuid.UUID, terms: ReferralTerms, actor: Actor, at: dt.datetime) -> File:
    """Open the file of a referral, under a title that names nobody."""
    return open_file(
        kind=KIND,
        title=code_of(id),
        opened_on=terms.issued_on,
        anchor_on=None,
        place_path=terms.place_path,
        actor=actor,
        at=at,
        id=id,
    )


def referred_before(referral: Referral, actor: Actor) -> Referral:
    """Return a referral that was asked for twice. Raises ReferralNotYours when somebody else's has this id."""
    if referral.made_by_id != actor.person_id:
        raise ReferralNotYours(_("You may not refer somebody in the role you act in."))
    return referral


@transaction.atomic
def move_referral(
    *,
    referral: Referral,
    step: str,
    seen_turn: int,
    happened_on: dt.date,
    actor: Actor,
    at: dt.datetime,
    words: str = "",
    failure: str = "",
    told_by: str = "",
) -> Passage:
    """
    Move a referral on to a step (its code): its owner stays, and what it bears out of the facility is renewed.

    `words` are what the facility says back, or of a failure what there is to add; `told_by` is whose words a step
    rests on, when not the actor's. An appointment puts off the day by which the arrival is due. Raises
    ReferralNotYours, MoveNotFromHere, FailureUnsaid, FileMovedMeanwhile, DateNotPossible.
    """
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    move = Move.objects.filter(from_step=kept.file.step_id, to_step__code=step).select_related("to_step").first()
    if move is None:
        raise MoveNotFromHere(_("This step does not follow the one where the referral is: look at it again."))
    if step == NOT_COMPLETED and failure not in Failure.values:
        raise FailureUnsaid(_("Choose why this referral was not completed."))
    passage = move_file(
        file=kept.file,
        move=move,
        seen_turn=seen_turn,
        happened_on=happened_on,
        reason=reason_said(step, failure, words, told_by),
        actor=actor,
        at=at,
        due_on=due_at(kept, move, happened_on),
    )
    kept.failure = failure if step == NOT_COMPLETED else ""
    kept.outcome = words.strip() if step == COUNTER_REFERRED else kept.outcome
    kept.save(update_fields=["failure", "outcome"])
    renew_facts(kept, step, on=happened_on, actor=actor, at=at)
    return passage


def reason_said(step: str, failure: str, words: str, told_by: str) -> str:
    """Return why a referral failed, and who says so, as its history keeps it; what a facility found is not there."""
    label = str(Failure(failure).label) if step == NOT_COMPLETED else ""
    own = "" if step == COUNTER_REFERRED else words.strip()
    return " · ".join(part for part in (label, own, told_by) if part)


def due_at(referral: Referral, move: Move, entered_on: dt.date) -> dt.date | None:
    """Return by when a step is due: nobody arrives before her appointment."""
    usual = due_date(move.to_step, entered_on=entered_on, anchor_on=None)
    if move.to_step.code != ACCEPTED or referral.appointment_on is None or usual is None:
        return usual
    return max(usual, referral.appointment_on + dt.timedelta(days=move.to_step.due_days or 0))


def renew_facts(referral: Referral, step: str, *, on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Note what a step of a referral bears out of its facility, in the name of the organisation that followed it."""
    facts = facts_seen(referral, step)
    if not facts or referral.facility is None:
        return
    by = name_in(referral.organisation.names, get_language() or "fr")
    if verify_facts(facility=referral.facility, fields=facts, source=_("Referral"), by=by, on=on):
        record_audit(
            actor=actor, action=MOVE_REFERRAL, at=at, outcome="facts_renewed", object_kind="facility",
            object_id=referral.facility_id,
        )  # fmt: skip


@transaction.atomic
def take_back_referral_move(*, referral: Referral, seen_turn: int, actor: Actor, at: dt.datetime) -> Referral:
    """
    Take the last move of a referral back, with what was said in it.

    Facts of the facility that it renewed stay. Raises ReferralNotYours, FileMovedMeanwhile, NothingToTakeBack.
    """
    kept = held_referral(referral)
    refuse_stranger(kept, SEE_REFERRAL, actor)
    left = kept.file.step.code
    take_back_move(file=kept.file, seen_turn=seen_turn, actor=actor, at=at)
    if left == COUNTER_REFERRED:
        kept.outcome = ""
    kept.failure = ""
    kept.save(update_fields=["failure", "outcome"])
    return kept


@transaction.atomic
def hand_on_referral(*, referral: Referral, owner: Person | None, actor: Actor, at: dt.datetime) -> Referral:
    """Give a referral another owner. Raises ReferralNotYours, OwnerNeeded, FileClosed, OwnerCannotSee."""
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    if owner is None:
        raise OwnerNeeded(_("Choose who follows this referral until it is closed."))
    assign_owner(file=kept.file, owner=owner, actor=actor, at=at)
    return kept


@transaction.atomic
def set_appointment(
    *, referral: Referral, on: dt.date | None, hour: dt.time | None, actor: Actor, at: dt.datetime
) -> Referral:
    """
    Note when the facility expects the person; None: no appointment. What is due before is put off until after it.

    Raises ReferralNotYours.
    """
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    kept.appointment_on, kept.appointment_at = on, hour if on else None
    kept.save(update_fields=["appointment_on", "appointment_at"])
    put_off(kept)
    note_referral(actor, kept, "appointment_set", at)
    return kept


def put_off(referral: Referral) -> None:
    """Put off the day by which somebody who agreed to go must have arrived until after her appointment."""
    file = referral.file
    if file.step.code != ACCEPTED or referral.appointment_on is None or file.due_on is None:
        return
    file.due_on = max(file.due_on, referral.appointment_on + dt.timedelta(days=file.step.due_days or 0))
    file.save(update_fields=["due_on"])


def held_referral(referral: Referral) -> Referral:
    """Return a referral as it is now with its file; whoever changes it at the same time waits."""
    held_file(referral.file)
    found = Referral.objects.select_related("file__step", "file__version", "facility", "specialty", "organisation")
    return found.get(pk=referral.pk)


def refuse_stranger(referral: Referral, action: str, actor: Actor) -> None:
    """Raise ReferralNotYours unless the rule of an action lets somebody do it to a referral."""
    if not decide(actor, action, facts_of_referral(referral, actor)):
        raise ReferralNotYours(_("This referral is not yours to follow."))


def note_referral(actor: Actor, referral: Referral, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a referral."""
    record_audit(
        actor=actor, action=MOVE_REFERRAL, at=at, outcome=outcome, object_kind="referral", object_id=referral.pk
    )
