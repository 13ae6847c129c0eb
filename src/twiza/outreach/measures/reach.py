"""Which communes that plans call for were visited."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from twiza.core.measured import Measured, Part, related
from twiza.outreach.measures.lines import Caravans, ids_of
from twiza.outreach.models import CaravanDay, Plan, PlanStop
from twiza.outreach.queries.cancelled import cancelled_through

PERCENT = 100
MONTHS_BACK_DAYS = 365


def priority_communes_visited(plans: QuerySet[Plan], caravans: Caravans, *, on: dt.date) -> Measured:
    """
    Return the percentage of the communes in which plans put a stop that a caravan visited within 365 days.

    CAR_COUV_DOUAR counts localities; a plan stops in communes and knows people by points of a grid more often than by
    localities, so that communes are what can be counted. A part's key is a commune.
    """
    stops = PlanStop.objects.filter(route__plan__in=plans.order_by().values("pk"), is_forbidden=False).order_by()
    since = on - dt.timedelta(days=MONTHS_BACK_DAYS)
    days = CaravanDay.objects.filter(
        caravan__in=ids_of(caravans), opened_at__isnull=False, on__gt=since, on__lte=on
    ).exclude(cancelled_through("caravan__"))
    visited = set(days.order_by().values_list("commune", flat=True))
    communes = stops.order_by("commune").values_list("commune", flat=True).distinct()
    return related((Part(commune, int(commune in visited), 1) for commune in communes), per=PERCENT)
