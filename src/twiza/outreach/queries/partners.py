"""Questions about the partners of a caravan and what they bring."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from twiza.outreach.models import Caravan, CaravanPartner, Contribution


def partners_of(caravan: Caravan) -> QuerySet[CaravanPartner]:
    """Return the partners of a caravan, with what each brings in `things`."""
    things = Prefetch("contributions", Contribution.objects.order_by("id"), to_attr="things")
    return caravan.partners.select_related("organisation").prefetch_related(things).order_by("id")


def removed_partners(caravan: Caravan) -> QuerySet[CaravanPartner]:
    """Return the partners that were taken out, the last first."""
    gone = CaravanPartner.kept.filter(caravan=caravan, removed_at__isnull=False)
    return gone.select_related("organisation").order_by("-removed_at")


def removed_things(caravan: Caravan) -> QuerySet[Contribution]:
    """Return what was taken out of that which partners bring, the last first."""
    gone = Contribution.kept.filter(
        partner__caravan=caravan, partner__removed_at__isnull=True, removed_at__isnull=False
    )
    return gone.select_related("partner__organisation").order_by("-removed_at")
