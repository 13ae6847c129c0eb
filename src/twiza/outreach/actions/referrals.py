"""Decisions about who is sent on from a register: one referral of each consultation, however often it is asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.case_management.actions.referral_consents import (
    ConsentTerms,
    agree_to_be_called,
    agree_to_tell_facility,
)
from twiza.case_management.actions.referrals import ReferralTerms, refer_person
from twiza.case_management.models import ConsentPurpose, Referral
from twiza.core.errors import DomainError, InputError
from twiza.facilities.models import Facility
from twiza.outreach.actions.register import note
from twiza.outreach.models import Attendance, AttendanceReferral, Consultation, Urgency

URGENCIES = {Urgency.EMERGENCY: "emergency", Urgency.SOON: "soon"}
"""What sorting found, as a referral says it; everybody else goes as soon as possible."""


class NotReferred(DomainError):
    """Whoever saw the person did not send her on, or the line was taken back."""


class NobodyTicked(InputError):
    """Nobody is named."""


@dataclass(frozen=True, slots=True)
class SendOn:
    """Where one person is sent, under the id that the form made for it."""

    consultation: Consultation
    id: uuid.UUID
    facility: Facility | None = None
    facility_words: str = ""
    reason: str = ""
    appointment_on: dt.date | None = None


@transaction.atomic
def send_people_on(*, people: Sequence[SendOn], owner: Person | None, actor: Actor, at: dt.datetime) -> list[Referral]:
    """
    Make a referral of each consultation, all of them or none; one that has its referral keeps it.

    Raises NobodyTicked, NotReferred and what `refer_person` raises.
    """
    if not people:
        raise NobodyTicked(_("Tick at least one person to refer."))
    return [send_on(one, owner, actor, at) for one in people]


def send_on(asked: SendOn, owner: Person | None, actor: Actor, at: dt.datetime) -> Referral:
    """Make the referral of one consultation, or return the one it has."""
    consultation = held_consultation(asked.consultation)
    made = AttendanceReferral.objects.filter(consultation=consultation).select_related("referral").first()
    if made is not None:
        return made.referral
    attendance = consultation.attendance
    if consultation.referred_for is None or attendance.taken_back_at is not None:
        raise NotReferred(
            _("Number %(number)d was not referred: look at the register again.") % {"number": attendance.queue_number}
        )
    terms = ReferralTerms(
        specialty=consultation.referred_for,
        sex=attendance.sex,
        age_years=attendance.age_years,
        age_months=attendance.age_months,
        issued_on=attendance.day.on,
        urgency=URGENCIES.get(Urgency(attendance.urgency), "ordinary") if attendance.urgency else "ordinary",
        facility=asked.facility,
        facility_words=asked.facility_words,
        reason=asked.reason,
        place_path=attendance.day.commune.path,
        appointment_on=asked.appointment_on,
    )
    referral = refer_person(id=asked.id, terms=terms, owner=owner, actor=actor, at=at)
    AttendanceReferral.objects.create(consultation=consultation, referral=referral)
    carry_consents(attendance, referral, actor, at)
    note(actor, attendance.day, "sent_on", at)
    return referral


def held_consultation(consultation: Consultation) -> Consultation:
    """Return a consultation as it is now; whoever sends the same person on at the same time waits."""
    Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    found = Consultation.objects.select_related("referred_for", "attendance__day__commune", "attendance__day__caravan")
    return found.get(pk=consultation.pk)


def carry_consents(attendance: Attendance, referral: Referral, actor: Actor, at: dt.datetime) -> None:
    """Keep with a referral what the person agreed to when she came, and what she agreed to be called by."""
    for consent in attendance.consents.filter(withdrawn_at=None).order_by("pk"):
        terms = ConsentTerms(consent.given_by, consent.how, consent.given_at)
        if consent.purpose == ConsentPurpose.FOLLOW_UP and attendance.name and attendance.phone:
            agree_to_be_called(
                referral=referral, name=attendance.name, phone=attendance.phone, terms=terms, actor=actor, at=at
            )
        elif consent.purpose == ConsentPurpose.SHARING and is_told(referral):
            recipient = referral.facility.organisation if referral.facility else None
            agree_to_tell_facility(referral=referral, recipient=recipient, terms=terms, actor=actor, at=at)


def is_told(referral: Referral) -> bool:
    """Return whether another organisation keeps the facility that somebody is sent to."""
    return referral.facility is not None and referral.facility.organisation_id != referral.organisation_id
