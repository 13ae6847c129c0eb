"""When caravans passed in a commune, and how long after the one before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.db.models import Min, Q

from twiza.outreach.measures.lines import Caravans, ids_of
from twiza.outreach.models import CaravanDay
from twiza.outreach.queries.cancelled import cancelled_through

Passage = tuple[dt.date, int, UUID]
"""The first day of a caravan in a commune, the commune, the caravan."""


def passages_of(*several: Caravans) -> list[Passage]:
    """Return the passages of caravans that took place, in order of their days."""
    wanted = Q()
    for caravans in several:
        wanted |= Q(caravan__in=ids_of(caravans))
    days = (
        CaravanDay.objects.filter(wanted, opened_at__isnull=False).exclude(cancelled_through("caravan__")).order_by()
    )
    return sorted((on, commune, pk) for commune, pk, on in days.values_list("commune", "caravan").annotate(Min("on")))


def days_since_last_passage(caravans: Caravans, *, earlier: Caravans) -> dict[UUID, list[int]]:
    """
    Return by caravan the days since the passage before it in each commune that it came back to.

    Two caravans in one commune on one day are one passage.
    """
    measured = set(caravans.order_by().values_list("pk", flat=True))
    found: dict[UUID, list[int]] = defaultdict(list)
    last: dict[int, dt.date] = {}
    for on, commune, pk in passages_of(caravans, earlier):
        if pk in measured and commune in last and last[commune] < on:
            found[pk].append((on - last[commune]).days)
        last[commune] = on
    return dict(found)
