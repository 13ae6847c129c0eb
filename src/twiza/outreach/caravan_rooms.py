"""The rooms of a caravan: its pages, each shown to those whom its rule lets in."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import decide
from twiza.accounts.requests import Request
from twiza.outreach.models import Caravan
from twiza.outreach.queries.caravans import facts_of_caravan
from twiza.outreach.rules import CONFIRM_FACILITIES, SEE_COSTS, SEE_PREPARATION, VIEW_CARAVAN

ROOMS: tuple[tuple[str, Promise, str], ...] = (
    ("caravan", _("Overview"), VIEW_CARAVAN),
    ("caravan_preparation", _("Preparation"), VIEW_CARAVAN),
    ("caravan_supplies", _("Medicines and supplies"), SEE_PREPARATION),
    ("caravan_costs", _("Costs"), SEE_COSTS),
    ("caravan_facilities", _("Facilities on the way"), CONFIRM_FACILITIES),
    ("caravan_referrals", _("Referrals"), VIEW_CARAVAN),
    ("caravan_evaluation", _("Evaluation"), VIEW_CARAVAN),
    ("caravan_gap", _("The gap"), VIEW_CARAVAN),
    ("caravan_report", _("Report"), VIEW_CARAVAN),
)
"""Route (of `caravan_id` alone), label, and the rule asked of the caravan."""


@dataclass(frozen=True, slots=True)
class Room:
    """One page of a caravan."""

    label: Promise
    url: str
    is_current: bool


def rooms_of(request: Request, caravan: Caravan) -> list[Room]:
    """Return the pages of a caravan that the actor may open."""
    facts = facts_of_caravan(caravan, request.actor)
    open_to_her = [(route, label) for route, label, rule in ROOMS if decide(request.actor, rule, facts)]
    pages = [(label, reverse(route, args=[caravan.pk])) for route, label in open_to_her]
    return [Room(label, url, url == request.path) for label, url in pages]
