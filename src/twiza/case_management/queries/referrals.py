"""Questions about referrals: which ones an actor may see, which she asks for, and what waits where."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.case_management.models import Referral
from twiza.case_management.referral_steps import KIND
from twiza.case_management.rules import FOLLOW_REFERRALS
from twiza.facilities.models import Facility
from twiza.procedures.models import Step
from twiza.procedures.queries.files import facts_of, files_of
from twiza.procedures.queries.kinds import version_in_force

WORDS = "words"
"""Asked of a facility: one that is in words only."""
SHOWN_WITH = ("file__step", "file__owner", "file__version", "file__kind", "specialty", "facility", "organisation")


@dataclass(frozen=True, slots=True)
class ReferralFilter:
    """What somebody asks of a list of referrals; empty parts ask nothing."""

    sounds: Sequence[str] = ()
    step: str = ""
    specialty: str = ""
    facility: str = ""
    is_open: bool | None = None
    late_on: dt.date | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class FacilityWaiting:
    """The open referrals to a facility (None: in words of its own), and how many days they have been on the way."""

    facility_id: uuid.UUID | None
    words: str
    open: int
    late: int
    median_days: float
    longest_days: int


def referrals_of(actor: Actor) -> QuerySet[Referral]:
    """Return the referrals that an actor may see, the latest first."""
    if not decide(actor, FOLLOW_REFERRALS):
        return Referral.objects.none()
    seen = Referral.objects.filter(file__in=files_of(actor).order_by().values("pk"))
    return seen.select_related(*SHOWN_WITH).order_by("-issued_on", "-id")


def referrals_in_order(ids: Sequence[uuid.UUID]) -> list[Referral]:
    """Return the referrals of a page of a list by their ids, in the order of the ids."""
    found = Referral.objects.select_related(*SHOWN_WITH).in_bulk(ids)
    return [found[pk] for pk in ids]


def facts_of_referral(referral: Referral, actor: Actor) -> Facts:
    """Return what the rules need to know of a referral: what they know of its file."""
    return facts_of(referral.file, actor)


def referrals_asked(referrals: QuerySet[Referral], asked: ReferralFilter) -> QuerySet[Referral]:
    """Return the referrals that match every part of a filter."""
    for sound in asked.sounds:
        referrals = referrals.filter(
            Q(file__search_text__contains=sound) | Q(facility__search_text__contains=sound.strip())
        )
    if asked.step:
        referrals = referrals.filter(file__step__code=asked.step)
    if asked.specialty:
        referrals = referrals.filter(specialty__code=asked.specialty)
    if asked.facility:
        referrals = referrals.filter(of_facility(asked.facility))
    if asked.is_open is not None:
        referrals = referrals.filter(file__closed_at__isnull=asked.is_open)
    if asked.late_on is not None:
        referrals = referrals.filter(is_late(asked.late_on))
    if asked.owner_id is not None:
        referrals = referrals.filter(file__owner=asked.owner_id)
    return referrals


def of_facility(asked: str) -> Q:
    """Return the condition that a referral leads to a facility (its id), or to one that is in words only."""
    return Q(facility__isnull=True) if asked == WORDS else of_id(asked, "facility")


def of_id(asked: str, field: str) -> Q:
    """Return the condition that a field is an id as somebody gave it: nothing is, where it is none."""
    try:
        return Q(**{field: uuid.UUID(asked)})
    except ValueError:
        return Q(pk__in=[])


def is_late(on: dt.date) -> Q:
    """Return the condition that the present step of a referral is late on a day."""
    return Q(file__closed_at=None, file__due_on__lt=on)


def counts_of(referrals: QuerySet[Referral], actor: Actor, on: dt.date) -> dict[str, int]:
    """Return how many referrals there are, are open, late, and late in the actor's name."""
    return referrals.order_by().aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(file__closed_at=None)),
        late=Count("pk", filter=is_late(on)),
        mine=Count("pk", filter=Q(file__closed_at=None, file__owner=actor.person_id)),
    )


def waiting_by_facility(referrals: QuerySet[Referral], on: dt.date) -> list[FacilityWaiting]:
    """Return the open referrals by facility, where most wait first; days are counted since they were issued."""
    days: dict[tuple[uuid.UUID | None, str], list[int]] = defaultdict(list)
    late: dict[tuple[uuid.UUID | None, str], int] = defaultdict(int)
    rows = referrals.filter(file__closed_at=None).order_by()
    for facility_id, words, issued_on, due_on in rows.values_list(
        "facility", "facility_words", "issued_on", "file__due_on"
    ):
        key = (facility_id, "" if facility_id else words)
        days[key].append((on - issued_on).days)
        late[key] += due_on is not None and due_on < on
    found = [
        FacilityWaiting(facility_id, words, len(spent), late[facility_id, words], median(spent), max(spent))
        for (facility_id, words), spent in days.items()
    ]
    return sorted(found, key=lambda one: (-one.open, -one.longest_days, str(one.facility_id)))


def with_facilities(waiting: Sequence[FacilityWaiting]) -> list[tuple[FacilityWaiting, Facility | None]]:
    """Return what waits with the facilities, in one question for all."""
    found = Facility.objects.in_bulk([one.facility_id for one in waiting if one.facility_id])
    return [(one, found.get(one.facility_id) if one.facility_id else None) for one in waiting]


def facilities_of(referrals: QuerySet[Referral], asked: str, *, most: int) -> list[Facility]:
    """
    Return so many facilities where most of some referrals wait, and the one asked for (its id), by their code.

    A list of thousands is no choice: the others are found by their name.
    """
    led_to = referrals.order_by().filter(facility__isnull=False, file__closed_at=None).values_list("facility")
    first = [pk for pk, _count in led_to.annotate(count=Count("pk")).order_by("-count", "facility")[:most]]
    is_led_to = Q(pk__in=first) | (of_id(asked, "pk") & Q(pk__in=referrals.order_by().values("facility")))
    return list(Facility.objects.filter(is_led_to).order_by("code", "id"))


def steps_of_referrals() -> list[Step]:
    """Return the steps of referrals as they are in force, in their order."""
    version = version_in_force(KIND)
    return list(version.steps.order_by("position")) if version else []


def for_a_table(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return referrals with no more than a table tells of each."""
    return referrals.select_related(None).select_related("file__step", "file__owner", "specialty", "facility")


def by_due_date(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return referrals with what is due first at the top, and what is closed at the end."""
    return referrals.order_by(F("file__closed_at").asc(nulls_first=True), F("file__due_on").asc(nulls_last=True), "id")
