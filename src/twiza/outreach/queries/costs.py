"""Questions about what caravans cost."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, OuterRef, Q, QuerySet, Subquery, Sum

from twiza.outreach.models import BringingState, Caravan, CaravanCost, Contribution, CostCategory
from twiza.outreach.models.costs import AMOUNT_DECIMALS, AMOUNT_DIGITS

MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=AMOUNT_DIGITS + 2, decimal_places=AMOUNT_DECIMALS)


def cost_of(caravans: Collection[Caravan]) -> dict[uuid.UUID, Decimal | None]:
    """Return what each caravan cost, by its id, as `cost_by_id`."""
    return cost_by_id([caravan.pk for caravan in caravans])


def cost_by_id(caravans: Collection[uuid.UUID]) -> dict[uuid.UUID, Decimal | None]:
    """
    Return what each caravan cost, by its id, in the currency of its country: money paid, and what partners brought.

    None where nothing was said, or while the amount paid of a line is not said yet: a part is not the whole. What was
    brought counts once, at the value that was estimated; without an estimate it does not count.
    """
    lines = CaravanCost.objects.filter(caravan=OuterRef("pk")).order_by().values("caravan")
    brought = Contribution.objects.filter(
        partner__caravan=OuterRef("pk"), partner__removed_at__isnull=True, state=BringingState.BROUGHT
    )
    rows = Caravan.objects.filter(pk__in=caravans).annotate(
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


@dataclass(frozen=True, slots=True)
class CostSum:
    """The lines of a category, and what they add up to; None where nothing was said."""

    category: CostCategory
    lines: Sequence[CaravanCost]
    planned: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class InKind:
    """
    What partners bring, in estimated value: in all as promised, and what came. None where nothing was estimated.

    `unvalued` things came without an estimate, and do not count.
    """

    promised: Decimal | None
    brought: Decimal | None
    unvalued: int


def sums_of(caravan: Caravan) -> list[CostSum]:
    """Return the costs of a caravan by category, those without a line left out."""
    lines = list(caravan.costs.order_by("id"))
    by_category = [(category, [one for one in lines if one.category == category]) for category in CostCategory]
    return [
        CostSum(category, found, total(one.planned for one in found), total(one.paid for one in found))
        for category, found in by_category
        if found
    ]


def in_kind_of(caravan: Caravan) -> InKind:
    """Return what partners bring to a caravan."""
    things = list(Contribution.objects.filter(partner__caravan=caravan, partner__removed_at__isnull=True))
    brought = [one for one in things if one.state == BringingState.BROUGHT]
    return InKind(
        promised=total(one.value for one in things if one.state != BringingState.NOT_BROUGHT),
        brought=total(one.value for one in brought),
        unvalued=sum(1 for one in brought if one.value is None),
    )


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of the amounts that are said; None where none is."""
    said = [amount for amount in amounts if amount is not None]
    return sum(said, Decimal(0)) if said else None


def removed_costs(caravan: Caravan) -> QuerySet[CaravanCost]:
    """Return the lines that were taken out, the last first."""
    return CaravanCost.kept.filter(caravan=caravan, removed_at__isnull=False).order_by("-removed_at")
