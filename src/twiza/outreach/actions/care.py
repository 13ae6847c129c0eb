"""Decisions about one person of a register: what she agrees to, how she is reached, what was done and found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.case_management.actions.referral_consents import forget_person
from twiza.case_management.models import ConsentPurpose
from twiza.core.errors import DomainError
from twiza.outreach.actions.register import note, opened, registrar
from twiza.outreach.models import Attendance, AttendanceConsent, CareCode, CareNote, Consultation
from twiza.outreach.queries.referrals import referrals_made_of


class NothingToReachHer(DomainError):
    """A person is called or written to by her name and telephone number."""


class NotSeenYet(DomainError):
    """Acts and findings are of somebody who was seen."""


@transaction.atomic
def load_care_codes(*, rules: Mapping[str, Any]) -> None:
    """Bring in the acts and findings of a set of rules. Twice is once."""
    for position, row in enumerate(rules["codes"]):
        fields = {name: row[name] for name in ("kind", "names", "evidence")}
        CareCode.objects.update_or_create(code=row["code"], defaults={**fields, "position": position})


@transaction.atomic
def agree_to_follow_up(
    *, attendance: Attendance, name: str, phone: str, given_by: str, how: str, actor: Actor, at: dt.datetime
) -> AttendanceConsent:
    """
    Keep that somebody agrees to be called, and how she is reached; said again, it is corrected.

    Raises NothingToReachHer.
    """
    if not name.strip() or not phone.strip():
        raise NothingToReachHer(_("Give a name and a telephone number: without both nobody can call her."))
    attendance.name, attendance.phone = name.strip(), phone.strip()
    attendance.save(update_fields=["name", "phone"])
    consent, _is_new = AttendanceConsent.objects.update_or_create(
        attendance=attendance,
        purpose=ConsentPurpose.FOLLOW_UP,
        withdrawn_at=None,
        defaults={"given_by": given_by, "how": how, "given_at": at, "recorded_by_id": registrar(actor)},
    )
    note(actor, attendance.day, "consent_given", at)
    return consent


@transaction.atomic
def withdraw_consent(*, attendance: Attendance, actor: Actor, at: dt.datetime) -> Attendance:
    """
    Keep that somebody agrees no more: her name and telephone number are erased, whatever the day.

    They are erased in the referrals made of her too, and whom she let know of them knows no more.
    """
    attendance.consents.filter(withdrawn_at=None).update(withdrawn_at=at)
    attendance.name = attendance.phone = ""
    attendance.save(update_fields=["name", "phone"])
    for referral in referrals_made_of(attendance):
        forget_person(referral=referral, actor=actor, at=at)
    note(actor, attendance.day, "consent_withdrawn", at)
    return attendance


@transaction.atomic
def note_care(
    *,
    consultation: Consultation,
    codes: Collection[CareCode],
    new: Collection[CareCode],
    actor: Actor,
    at: dt.datetime,
) -> list[CareNote]:
    """
    Keep the acts and findings of a consultation in place of those noted before; `new` are those she did not know of.

    Raises NotSeenYet, CaravanDayClosed.
    """
    day = opened(consultation.attendance.day, at)
    if not consultation.is_seen:
        raise NotSeenYet(_("Say first that this person was seen."))
    consultation.notes.all().delete()
    notes = CareNote.objects.bulk_create(
        CareNote(consultation=consultation, code=code, is_new=code in new) for code in codes
    )
    note(actor, day, "care_noted", at)
    return notes
