"""Questions about rights: which ones an actor may see, what ends soon, what was done about it, what is never used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.households.births import months_before
from twiza.households.queries.households import HouseholdFilter, households_of
from twiza.social_protection.models import Enrolment, OpenRight, Scheme
from twiza.social_protection.queries.enrolments import ANY_HOME, SHOWN_WITH, homes_asked

AHEAD_MONTHS = 12
"""How far ahead ends are listed for a scheme whose delays nobody set (our proposal)."""


class Next(StrEnum):
    """What was done about a right that ends: nothing that still goes on, a file that follows it, or another right."""

    NOTHING = "nothing"
    UNDER_WAY = "under_way"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class RightFilter:
    """
    What somebody asks of the rights that end; empty parts ask nothing.

    `months` is how near the end is: None, as near as the delays of each scheme say; 0, it is past.
    """

    homes: HouseholdFilter = ANY_HOME
    scheme_id: int | None = None
    owner_id: int | None = None
    months: int | None = None
    next: Next | None = None


def rights_of(actor: Actor) -> QuerySet[OpenRight]:
    """Return the rights of the households that an actor may see."""
    seen = OpenRight.objects.filter(enrolment__household__in=households_of(actor).values("pk"))
    return seen.select_related(*(f"enrolment__{one}" for one in SHOWN_WITH))


def rights_asked(rights: QuerySet[OpenRight], asked: RightFilter, on: dt.date) -> QuerySet[OpenRight]:
    """Return the rights whose end is as near on a day as a filter asks, each with the files that follow it."""
    if asked.homes != ANY_HOME:
        rights = rights.filter(enrolment__household__in=homes_asked(asked.homes))
    if asked.scheme_id is not None:
        rights = rights.filter(enrolment__scheme=asked.scheme_id)
    if asked.owner_id is not None:
        rights = rights.filter(enrolment__file__owner=asked.owner_id)
    if asked.next is not None:
        rights = rights.filter(STAGES[asked.next])
    after = Enrolment.objects.select_related("file__step", "scheme", "right").order_by("file__opened_on", "id")
    return ending(rights, asked.months, on).prefetch_related(Prefetch("enrolment__followed_by", queryset=after))


def ending(rights: QuerySet[OpenRight], months: int | None, on: dt.date) -> QuerySet[OpenRight]:
    """Return the rights that end within some months of a day, what ends first at the top; 0: what ended last."""
    if months is None:
        return ending_soon(rights, on)
    if months == 0:
        return rights.filter(until__lte=on).order_by("-until", "pk")
    return rights.filter(until__gt=on, until__lte=months_before(on, -months)).order_by("until", "pk")


def ending_soon(rights: QuerySet[OpenRight], on: dt.date) -> QuerySet[OpenRight]:
    """Return the rights whose end is near on a day, each by the delays of its scheme, what ends first at the top."""
    near = Q(pk__in=[])
    for scheme in Scheme.objects.prefetch_related("alerts"):
        near |= Q(enrolment__scheme=scheme, until__lte=months_before(on, -longest_alert(scheme)))
    return rights.filter(near, until__gte=on).order_by("until", "pk")


def longest_alert(scheme: Scheme) -> int:
    """Return how many months before its end a right of a scheme is first told of."""
    return max((one.months for one in scheme.alerts.all()), default=AHEAD_MONTHS)


def never_used(rights: QuerySet[OpenRight], on: dt.date) -> QuerySet[OpenRight]:
    """Return the rights to care that are open on a day and were never used, the oldest first."""
    is_open = Q(until__isnull=True) | Q(until__gt=on)
    to_care = rights.exclude(enrolment__scheme__first_care_at="")
    return to_care.filter(is_open, since__lte=on, first_care_on=None).order_by("since", "pk")


def stage_of(right: OpenRight) -> Next:
    """Return what was done about a right, by the files that follow it as they are at hand."""
    after = list(right.enrolment.followed_by.all())
    if any(hasattr(one, "right") for one in after):
        return Next.OPEN
    return Next.UNDER_WAY if any(one.file.closed_at is None for one in after) else Next.NOTHING


AFTER = Enrolment.objects.filter(follows=OuterRef("enrolment"))
IS_OPEN = Q(Exists(AFTER.filter(right__isnull=False)))
IS_UNDER_WAY = Q(Exists(AFTER.filter(file__closed_at=None)))
STAGES = {Next.NOTHING: ~IS_OPEN & ~IS_UNDER_WAY, Next.UNDER_WAY: ~IS_OPEN & IS_UNDER_WAY, Next.OPEN: IS_OPEN}
