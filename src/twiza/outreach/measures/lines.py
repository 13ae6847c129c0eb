"""Which caravans took place, and which findings were made in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from twiza.outreach.models import Caravan, CaravanDay, CareCodeKind, CareNote

Caravans = QuerySet[Caravan]


def done(caravans: Caravans) -> Caravans:
    """Return the caravans that took place: not cancelled, and the register of a day was begun."""
    begun = CaravanDay.objects.filter(caravan=OuterRef("pk"), opened_at__isnull=False)
    return caravans.filter(Exists(begun), cancelled_at__isnull=True)


def ids_of(caravans: Caravans) -> QuerySet[Caravan, Any]:
    """Return the ids of caravans, to be asked for within another question."""
    return caravans.order_by().values("pk")


def new_findings_in(caravans: Caravans, codes: Collection[str]) -> dict[UUID, int]:
    """Return by caravan how many findings of these codes were new; without any act or finding it is left out."""
    notes = CareNote.objects.filter(
        consultation__attendance__day__caravan__in=ids_of(caravans.filter(cancelled_at__isnull=True)),
        consultation__attendance__taken_back_at__isnull=True,
    ).order_by()
    is_new = Q(is_new=True, code__kind=CareCodeKind.FINDING, code__code__in=codes)
    return dict(notes.values_list("consultation__attendance__day__caravan").annotate(n=Count("pk", filter=is_new)))
