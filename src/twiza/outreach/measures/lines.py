"""Which caravans took place."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from twiza.outreach.models import Caravan, CaravanDay
from twiza.outreach.queries.cancelled import IS_CANCELLED

Caravans = QuerySet[Caravan]


def done(caravans: Caravans) -> Caravans:
    """Return the caravans that took place: not cancelled, and the register of a day was begun."""
    begun = CaravanDay.objects.filter(caravan=OuterRef("pk"), opened_at__isnull=False)
    return caravans.filter(Exists(begun)).exclude(IS_CANCELLED)


def ids_of(caravans: Caravans) -> QuerySet[Caravan, Any]:
    """Return the ids of caravans, to be asked for within another question."""
    return caravans.order_by().values("pk")
