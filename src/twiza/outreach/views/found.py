"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404

from twiza.accounts.decisions import decide
from twiza.accounts.requests import Request
from twiza.outreach.models import Caravan, CaravanDay, Plan, Scenario
from twiza.outreach.queries.caravans import caravans_of, days_of, facts_of_caravan
from twiza.outreach.queries.plans import deleted_plans_of, deleted_scenarios_of, facts_of, plans_of, scenarios_of
from twiza.outreach.rules import KEEP_REGISTER, MAKE_CARAVAN, MAKE_PLAN

LONG_OF_BEFORE = ("based_on__problem", "based_on__reached", "based_on__assumptions")
"""What nobody asks of the plan that a plan was made from; its routes and names are compared."""

Thing = TypeVar("Thing", Plan, Scenario)


def plan_for(request: Request, plan_id: uuid.UUID) -> Plan:
    """Return a plan that the actor may see. Raises Http404."""
    found = plans_of(request.actor).select_related(
        "area", "made_by", "organisation", "scenario", "equity_price", "file__step", "based_on"
    )
    return get_object_or_404(found.defer("equity_price__answer", *LONG_OF_BEFORE), pk=plan_id)


def plan_to_change(request: Request, plan_id: uuid.UUID) -> Plan:
    """Return a plan that the actor may change. Raises Http404."""
    return _changeable(request, plan_for(request, plan_id))


def deleted_plan_to_change(request: Request, plan_id: uuid.UUID) -> Plan:
    """Return a deleted plan that the actor may bring back. Raises Http404."""
    found = deleted_plans_of(request.actor).select_related("area")
    return _changeable(request, get_object_or_404(found, pk=plan_id))


def scenario_for(request: Request, scenario_id: uuid.UUID) -> Scenario:
    """Return a scenario that the actor may see. Raises Http404."""
    return get_object_or_404(scenarios_of(request.actor).select_related("area", "need_formula"), pk=scenario_id)


def scenario_to_change(request: Request, scenario_id: uuid.UUID) -> Scenario:
    """Return a scenario that the actor may change. Raises Http404."""
    return _changeable(request, scenario_for(request, scenario_id))


def deleted_scenario_to_change(request: Request, scenario_id: uuid.UUID) -> Scenario:
    """Return a deleted scenario that the actor may bring back. Raises Http404."""
    return _changeable(request, get_object_or_404(deleted_scenarios_of(request.actor), pk=scenario_id))


def may_change(request: Request, thing: Plan | Scenario) -> bool:
    """Return whether the actor may change a plan or a scenario."""
    return bool(decide(request.actor, MAKE_PLAN, facts_of(thing)))


def _changeable(request: Request, thing: Thing) -> Thing:
    if not may_change(request, thing):
        raise Http404
    return thing


def caravan_for(request: Request, caravan_id: uuid.UUID) -> Caravan:
    """Return a caravan that the actor may see. Raises Http404."""
    return get_object_or_404(caravans_of(request.actor).select_related("file__step"), pk=caravan_id)


def caravan_to_change(request: Request, caravan_id: uuid.UUID) -> Caravan:
    """Return a caravan that the actor may change. Raises Http404."""
    return _allowed(request, caravan_for(request, caravan_id), MAKE_CARAVAN)


def day_to_register(request: Request, caravan_id: uuid.UUID, day_id: int) -> CaravanDay:
    """Return a day whose register the actor keeps. Raises Http404."""
    caravan = _allowed(request, caravan_for(request, caravan_id), KEEP_REGISTER)
    return get_object_or_404(days_of(caravan).select_related("caravan__organisation", "caravan__area"), pk=day_id)


def may(request: Request, caravan: Caravan, action: str) -> bool:
    """Return whether the actor may do something with a caravan."""
    return bool(decide(request.actor, action, facts_of_caravan(caravan, request.actor)))


def _allowed(request: Request, caravan: Caravan, action: str) -> Caravan:
    if not may(request, caravan, action):
        raise Http404
    return caravan
