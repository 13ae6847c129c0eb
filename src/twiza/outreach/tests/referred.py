"""A register in which people were referred, for the tests of what becomes of them."""

from __future__ import annotations

from twiza.access.models import Specialty
from twiza.accounts.models import Person
from twiza.case_management.models import Referral
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.referrals import SendOn, send_people_on
from twiza.outreach.models import Attendance, CaravanDay, Consultation


def write_referred(day: CaravanDay, specialty: Specialty, *, registrar: Person, count: int = 1) -> list[Consultation]:
    """Write lines of women of 34 who were seen and referred for a specialty."""
    CaravanDay.objects.filter(pk=day.pk, opened_at=None).update(opened_at=NOW)
    made = []
    for _number in range(count):
        line = Attendance.objects.create(
            day=day,
            queue_number=day.attendances.count() + 1,
            sex="female",
            age_years=34,
            urgency="soon",
            recorded_by=registrar,
            recorded_at=NOW,
        )
        made.append(
            Consultation.objects.create(
                attendance=line, specialty=specialty, is_seen=True, seen_at=NOW, referred_for=specialty
            )
        )
    return made


def send_on_by(person: Person, *consultations: Consultation, owner: Person | None = None) -> list[Referral]:
    """Refer people to a place that is in no list, in the name of a person."""
    asked = [SendOn(consultation=one, id=new_id(), facility_words="Hôpital d'essai") for one in consultations]
    return send_people_on(people=asked, owner=owner or person, actor=actor_of(person, TODAY), at=NOW)
