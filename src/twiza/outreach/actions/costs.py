"""Decisions about what a caravan costs: add a line, change it, take it out and bring it back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import note
from twiza.outreach.actions.preparing import held_caravan, put_back, take_out
from twiza.outreach.models import Caravan, CaravanCost

MOST_LINES = 200


class TooManyCosts(DomainError):
    """A caravan has more lines of money than a page shows."""


@dataclass(frozen=True, slots=True)
class CostTerms:
    """One line of money, in the country's currency; an amount that is None is not said yet."""

    category: str
    label: str = ""
    planned: Decimal | None = None
    paid: Decimal | None = None


@transaction.atomic
def add_cost(*, caravan: Caravan, terms: CostTerms, actor: Actor, at: dt.datetime, id: uuid.UUID) -> CaravanCost:
    """Add a line, once under one id. Raises CaravanCancelled, TooManyCosts."""
    caravan = held_caravan(caravan)
    if known := CaravanCost.kept.filter(pk=id, caravan=caravan).first():
        return known
    if caravan.costs.count() >= MOST_LINES:
        raise TooManyCosts(_("A caravan has at most %(most)d lines of cost.") % {"most": MOST_LINES})
    cost = CaravanCost.objects.create(
        id=id,
        caravan=caravan,
        category=terms.category,
        label=terms.label.strip(),
        planned=terms.planned,
        paid=terms.paid,
    )
    note(actor, caravan, "cost", at)
    return cost


@transaction.atomic
def change_cost(*, cost: CaravanCost, terms: CostTerms, actor: Actor, at: dt.datetime) -> None:
    """Say a line otherwise. What was paid for a caravan that is cancelled can still be said."""
    cost.category, cost.label = terms.category, terms.label.strip()
    cost.planned, cost.paid = terms.planned, terms.paid
    cost.save(update_fields=["category", "label", "planned", "paid"])
    note(actor, cost.caravan, "cost_changed", at)


@transaction.atomic
def remove_cost(*, cost: CaravanCost, actor: Actor, at: dt.datetime) -> None:
    """Take a line out; it can be brought back. Raises CaravanCancelled."""
    take_out(cost, held_caravan(cost.caravan), "cost", actor, at)


@transaction.atomic
def bring_back_cost(*, cost: CaravanCost, actor: Actor, at: dt.datetime) -> None:
    """Bring back a line that was taken out. Raises CaravanCancelled."""
    put_back(cost, held_caravan(cost.caravan), "cost", actor, at)
