"""Questions about who was sent on by a caravan: what waits to become a referral, and what became of the others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from twiza.access.models import Specialty
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.case_management import referral_steps
from twiza.case_management.models import Referral
from twiza.case_management.referral_facts import services_for
from twiza.facilities.models import Facility, FacilityService
from twiza.facilities.queries.facility import sites_of_care
from twiza.organisations.models import Membership
from twiza.organisations.queries import not_over
from twiza.outreach.models import Attendance, AttendanceReferral, Caravan, CaravanDay, Consultation

LEVELS = range(10)
"""Every level of facility, from community sites to university hospitals."""
PROPOSED = 12
FOLLOWING = (Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR)
WAITING, ARRIVED, ANSWERED, FAILED = "waiting", "arrived", "answered", "failed"
STANDS = {
    referral_steps.ISSUED: WAITING,
    referral_steps.ACCEPTED: WAITING,
    referral_steps.ARRIVED: ARRIVED,
    referral_steps.TREATED: ARRIVED,
    referral_steps.COUNTER_REFERRED: ANSWERED,
    referral_steps.FOLLOWED_UP: ANSWERED,
    referral_steps.NOT_COMPLETED: FAILED,
}
"""What the steps of a referral come to, for those who see counts."""


@dataclass(frozen=True, slots=True)
class ProposedFacility:
    """A listed facility, and whether it is known to give the care that somebody is sent for."""

    facility: Facility
    gives_it: bool


def referred_of(caravan: Caravan) -> QuerySet[Consultation]:
    """Return the consultations of a caravan in which somebody was referred, by day and number."""
    seen = Consultation.objects.filter(
        attendance__day__caravan=caravan, attendance__taken_back_at__isnull=True, referred_for__isnull=False
    )
    related = ("attendance__day__caravan__area", "attendance__day__commune", "referred_for", "specialty")
    return seen.select_related(*related).order_by(
        "attendance__day__on", "attendance__day__rank", "attendance__queue_number", "pk"
    )


def to_be_sent_on(caravan: Caravan) -> QuerySet[Consultation]:
    """Return the consultations of a caravan that wait to become referrals."""
    return referred_of(caravan).filter(sent_on__isnull=True)


def sent_on_from(caravan: Caravan) -> QuerySet[AttendanceReferral]:
    """Return the referrals made from the register of a caravan, by day and number."""
    made = AttendanceReferral.objects.filter(
        consultation__attendance__day__caravan=caravan, consultation__attendance__taken_back_at__isnull=True
    )
    related = ("referral__file__step", "referral__file__owner", "referral__specialty", "referral__facility",
               "consultation__attendance__day")  # fmt: skip
    return made.select_related(*related).order_by(
        "consultation__attendance__day__on", "consultation__attendance__queue_number", "pk"
    )


def standing_of(caravan: Caravan) -> dict[str, int]:
    """Return how many referrals of a caravan wait, have arrived, were answered, or failed."""
    made = AttendanceReferral.objects.filter(
        consultation__attendance__day__caravan=caravan, consultation__attendance__taken_back_at__isnull=True
    ).order_by()
    found: Counter[str] = Counter()
    for step, count in made.values_list("referral__file__step__code").annotate(n=Count("pk")):
        found[STANDS[step]] += count
    return {standing: found[standing] for standing in (WAITING, ARRIVED, ANSWERED, FAILED)}


def referrals_made_of(attendance: Attendance) -> QuerySet[Referral]:
    """Return the referrals made of somebody who came."""
    made = Referral.objects.filter(sent_from__consultation__attendance=attendance)
    return made.select_related("file__step", "file__kind", "facility", "specialty").order_by("pk")


def facilities_near(day: CaravanDay) -> list[Facility]:
    """Return the facilities of the country that give care today at a place that is known, the nearest first."""
    lat, lon = (day.lat, day.lon) if day.lat is not None else (day.commune.lat, day.commune.lon)
    found = list(sites_of_care(day.commune.country, levels=LEVELS))
    if lat is None or lon is None:
        return found
    # Degrees are enough to tell the nearest: nobody reads them as a distance.
    return sorted(found, key=lambda one: ((one.lat or 0) - lat) ** 2 + ((one.lon or 0) - lon) ** 2)


def facilities_giving(specialties: list[Specialty]) -> dict[int, set[object]]:
    """Return by specialty the ids of the facilities that said they give what it is referred for."""
    wanted = {one.pk: services_for(one.code) for one in specialties}
    codes = {code for services in wanted.values() for code in services}
    given = FacilityService.objects.filter(service__code__in=codes).values_list("facility_id", "service__code")
    by_code: dict[str, set[object]] = {}
    for facility_id, code in given:
        by_code.setdefault(code, set()).add(facility_id)
    return {pk: {one for code in services for one in by_code.get(code, ())} for pk, services in wanted.items()}


def proposed_for(near: list[Facility], giving: set[object]) -> list[ProposedFacility]:
    """Return the facilities to propose: the nearest that give the care first, then the nearest others."""
    first = [ProposedFacility(one, True) for one in near if one.pk in giving]
    others = [ProposedFacility(one, False) for one in near if one.pk not in giving]
    return [*first, *others][:PROPOSED]


def people_who_may_follow(organisation_id: int, on: dt.date) -> QuerySet[Person]:
    """Return the people who act for an organisation on a day in a role that follows referrals, by name."""
    held = Membership.objects.filter(
        not_over(on), valid_from__lte=on, organisation=organisation_id, role__in=FOLLOWING
    )
    return Person.objects.filter(memberships__in=held, is_active=True).distinct().order_by("name", "id")
