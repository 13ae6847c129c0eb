"""A plan made at once, for a demonstration."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.access.queries.formulas import formula_in_use
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.core.names import name_in
from twiza.outreach.actions.plan import compute_plan, store_plan
from twiza.outreach.actions.plan_file import propose_plan
from twiza.outreach.actions.price import compute_price, store_price
from twiza.outreach.actions.scenario import make_scenario
from twiza.outreach.actions.seasons import SeasonTerms, add_season
from twiza.outreach.models import Plan, Scenario
from twiza.outreach.queries.plans import plans_of
from twiza.outreach.terms import Terms, Wishes
from twiza.territory.models import Place

SPECIALTIES = 3
DISCUSSED_DAYS, DISCUSSED_STOPS, SNOW_DAYS, SECONDS = 10, 40, 4, 5


class NothingLoaded(InputError):
    """The country, the specialties or the formula of needs are not in the database."""


class PlanFigures(TypedDict):
    """What a plan made for a demonstration gives."""

    region: str
    stops: int
    routes: int
    value: float
    bound: float
    gap: float
    people_newly_reached: int
    seconds: float


def make_demonstration_plan(*, actor: Actor, area_path: str, starts_on: dt.date, at: dt.datetime) -> Plan:
    """
    Make a scenario of an area with the default terms, compute in this process its plan and what equity costs it.

    Raises NothingLoaded, AreaNotOurs, NothingToPlan.
    """
    scenario = scenario_of(actor=actor, area_path=area_path, terms=Terms(starts_on), wishes=Wishes(), at=at)
    return plan_at_once(scenario, at)


def make_plan_under_discussion(*, actor: Actor, area_path: str, starts_on: dt.date, at: dt.datetime) -> Plan:
    """
    Make, once, a plan of an area with a night away and a season of snow, and propose it to those who agree or not.

    Raises NothingLoaded, AreaNotOurs, NothingToPlan, NoActiveVersion.
    """
    proposed = plans_of(actor).filter(file__isnull=False).first()
    if proposed is not None:
        return proposed
    terms = Terms(starts_on, day_count=DISCUSSED_DAYS, nights_max=1, visits_max=2, gap_days_min=3, seconds=SECONDS)
    wishes = Wishes(stop_count=DISCUSSED_STOPS, team_count=2)
    scenario = scenario_of(actor=actor, area_path=area_path, terms=terms, wishes=wishes, at=at)
    add_season(scenario=scenario, terms=snow_from(starts_on), actor=actor, at=at)
    plan = plan_at_once(scenario, at)
    propose_plan(plan=plan, actor=actor, at=at)
    return plan


def snow_from(starts_on: dt.date) -> SeasonTerms:
    """Return a season invented for the demonstration: slower roads in the first week."""
    return SeasonTerms(
        name=_("Snow (demonstration)"),
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(days=SNOW_DAYS),
        speed_kmh=30.0,
        detour=1.35,
    )


def scenario_of(*, actor: Actor, area_path: str, terms: Terms, wishes: Wishes, at: dt.datetime) -> Scenario:
    """Make a scenario of an area, for its first specialties. Raises NothingLoaded, AreaNotOurs, NothingToPlan."""
    area = Place.objects.filter(path=area_path).first()
    formula = formula_in_use(actor)
    specialties = list(Specialty.objects.order_by("position", "code")[:SPECIALTIES])
    if area is None or formula is None or not specialties:
        raise NothingLoaded(_("The country or the formula of needs is not loaded: run “twiza load” first."))
    return make_scenario(
        actor=actor,
        area=area,
        specialties=specialties,
        need_formula=formula,
        terms=terms,
        wishes=wishes,
        at=at,
    )


def plan_at_once(scenario: Scenario, at: dt.datetime) -> Plan:
    """Compute in this process the plan of a scenario and what equity costs it. Raises NothingToPlan."""
    computed = compute_plan(scenario=scenario, report=say_nothing)
    plan = store_plan(
        scenario=scenario, computed=computed, based_on=None, made_by_id=scenario.made_by_id, job_id=None, at=at
    )
    price = compute_price(plan=plan, report=say_nothing)
    store_price(plan=plan, computed=price, made_by_id=scenario.made_by_id, at=at)
    return plan


def figures_of(plan: Plan) -> PlanFigures:
    """Return a plan's figures, for a machine to read."""
    return {
        "region": name_in(plan.area.names, "fr"),
        "stops": plan.stop_count,
        "routes": plan.route_count,
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "people_newly_reached": plan.people_newly_reached,
        "seconds": plan.seconds,
    }


def say_nothing(phase: str, share: float) -> None:
    """Hear of progress that nobody watches."""
