"""The facilities of the communes where a caravan comes, and what of them waits to be seen again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.accounts.territories import within
from twiza.facilities.models import Facility, Status
from twiza.facilities.queries.freshness import facilities_to_verify
from twiza.outreach.models import CaravanDay


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A facility where a caravan comes: how many of its facts wait to be verified, and since when the oldest."""

    facility: Facility
    waiting: int
    oldest: dt.date | None


def facilities_where(days: Sequence[CaravanDay]) -> QuerySet[Facility]:
    """Return the facilities listed in the communes of some days, by place; none without a day."""
    paths = {day.commune.path for day in days}
    if not paths:
        return Facility.objects.none()
    there = Facility.objects.filter(within(paths, "place__path"), merged_into__isnull=True, is_mobile=False)
    return there.exclude(status=Status.CLOSED).select_related("type", "place").order_by("place__path", "id")


def on_the_way(days: Sequence[CaravanDay], today: dt.date) -> list[OnTheWay]:
    """Return the facilities where a caravan comes, those with most to verify first."""
    facilities = facilities_where(days)
    waiting = {row.facility_id: row for row in facilities_to_verify(facilities, today)}
    rows = [
        OnTheWay(one, row.stale_count + row.never_count if row else 0, row.oldest if row else None)
        for one in facilities
        for row in [waiting.get(one.pk)]
    ]
    return sorted(rows, key=lambda row: -row.waiting)
