"""Which facts have gone stale, and which facilities have the oldest of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, Q, QuerySet
from django.db.models.expressions import Exists

from twiza.facilities.freshness import months_before
from twiza.facilities.models import Facility, FacilityFact, FactPeriod
from twiza.territory.queries.population import latest_people


@dataclass(frozen=True, slots=True)
class ToVerify:
    """A facility with facts to verify again: how many, the oldest verification, and the people of its place."""

    facility_id: uuid.UUID
    stale_count: int
    never_count: int
    oldest: dt.date | None
    people: int | None


def cut_offs(today: dt.date) -> dict[str, dt.date]:
    """Return the day before which a verification has gone stale, by topic; a topic without one never does."""
    periods = FactPeriod.objects.filter(months__isnull=False).values_list("topic", "months")
    return {topic: months_before(today, months) for topic, months in periods if months is not None}


def to_verify(cuts: Mapping[str, dt.date]) -> Q:
    """Return the condition that a fact was never verified, or too long ago."""
    condition = Q(verified_on__isnull=True)
    for topic, cut_off in cuts.items():
        condition |= Q(topic=topic, verified_on__lt=cut_off)
    return condition


def with_stale_facts(facilities: QuerySet[Facility], today: dt.date) -> QuerySet[Facility]:
    """Return the facilities of which something was verified once, and that too long ago."""
    stale = FacilityFact.objects.filter(to_verify(cut_offs(today)), facility=OuterRef("pk"), verified_on__isnull=False)
    return facilities.filter(Exists(stale))


def with_unverified_facts(facilities: QuerySet[Facility]) -> QuerySet[Facility]:
    """Return the facilities of which something was never verified."""
    return facilities.filter(Exists(FacilityFact.objects.filter(facility=OuterRef("pk"), verified_on__isnull=True)))


def facilities_to_verify(facilities: QuerySet[Facility], today: dt.date) -> list[ToVerify]:
    """Return the facilities with facts to verify again, in no order: two questions for all of them."""
    facts = FacilityFact.objects.filter(to_verify(cut_offs(today)), facility__in=facilities.order_by().values("pk"))
    counted = facts.values("facility_id", "facility__place_id").annotate(
        count=Count("id"), verified=Count("verified_on"), oldest=Min("verified_on")
    )
    rows = list(counted.order_by())
    people = latest_people({row["facility__place_id"] for row in rows})
    return [
        ToVerify(
            facility_id=row["facility_id"],
            stale_count=row["verified"],
            never_count=row["count"] - row["verified"],
            oldest=row["oldest"],
            people=people.get(row["facility__place_id"]),
        )
        for row in rows
    ]


def oldest_first(rows: Sequence[ToVerify]) -> list[ToVerify]:
    """Return the facilities verified longest ago first, before them those of which something was never verified."""
    return sorted(rows, key=lambda row: (-row.never_count, row.oldest or dt.date.min, str(row.facility_id)))


def most_people_first(rows: Sequence[ToVerify]) -> list[ToVerify]:
    """Return the facilities of the places with most people first; those whose people are not known come last."""
    return sorted(rows, key=lambda row: (-(row.people or 0), row.oldest or dt.date.min, str(row.facility_id)))


def facts_by_facility(facility_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[FacilityFact]]:
    """Return who said what of facilities, by facility."""
    found: dict[uuid.UUID, list[FacilityFact]] = {}
    for fact in FacilityFact.objects.filter(facility__in=facility_ids).order_by("facility", "topic", "field"):
        found.setdefault(fact.facility_id, []).append(fact)
    return found
