"""Questions about what caravans cost."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, OuterRef, Q, QuerySet, Subquery, Sum

from twiza.outreach.models import BringingState, Caravan, CaravanCost, Contribution
from twiza.outreach.models.costs import AMOUNT_DECIMALS, AMOUNT_DIGITS

MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=AMOUNT_DIGITS + 2, decimal_places=AMOUNT_DECIMALS)


def cost_of(caravans: Collection[Caravan]) -> dict[uuid.UUID, Decimal | None]:
    """
    Return what each caravan cost, by its id, in the currency of its country: money paid, and what partners brought.

    None where nothing was said, or while the amount paid of a line is not said yet: a part is not the whole. What was
    brought counts once, at the value that was estimated; without an estimate it does not count.
    """
    lines = CaravanCost.objects.filter(caravan=OuterRef("pk")).order_by().values("caravan")
    brought = Contribution.objects.filter(
        partner__caravan=OuterRef("pk"), partner__removed_at__isnull=True, state=BringingState.BROUGHT
    )
    rows = Caravan.objects.filter(pk__in=[caravan.pk for caravan in caravans]).annotate(
        paid=summed(lines, "paid"),
        unsaid=Subquery(lines.annotate(unsaid=Count("pk", filter=Q(paid__isnull=True))).values("unsaid")),
        in_kind=summed(brought.order_by().values("partner__caravan"), "value"),
    )
    return {
        pk: cost_from(paid, in_kind, has_unsaid=bool(unsaid))
        for pk, paid, in_kind, unsaid in rows.values_list("pk", "paid", "in_kind", "unsaid")
    }


def summed(rows: QuerySet[Any, Any], field: str) -> Subquery:
    """Return the sum of an amount of some rows; NULL where none is said."""
    return Subquery(rows.annotate(total=Sum(field)).values("total"), output_field=MONEY)


def cost_from(paid: Decimal | None, in_kind: Decimal | None, *, has_unsaid: bool) -> Decimal | None:
    """Return money and kind together; None while an amount is missing, or where there is none at all."""
    if has_unsaid or (paid is None and in_kind is None):
        return None
    return (paid or Decimal(0)) + (in_kind or Decimal(0))
