"""
Is this plan feasible, and what is it worth?

Written apart from what makes plans, and used on every plan before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twiza_planning.caravan_checks.broken import Broken
from twiza_planning.caravan_checks.figures import (
    broken_areas,
    broken_lengths,
    broken_met,
    broken_names,
    broken_serving,
    broken_totals,
)
from twiza_planning.caravan_checks.places import places_of
from twiza_planning.caravan_checks.reasons import broken_reasons
from twiza_planning.caravan_checks.rules import broken_rules
from twiza_planning.caravan_checks.serving import Served
from twiza_planning.caravan_checks.worth import Worth, change_of
from twiza_planning.caravans.plan import AreaNeed, Met, Plan, PlannedRoute
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.stated_plan import StatedPlan, state_plan


class PlanRefused(RuntimeError):
    """A plan of ours that our own checks do not agree with."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the checks say of a plan.

    `broken` has one sentence for each rule broken and each stated figure that is wrong; `feasible` is that there is
    none. `rules` are the rules broken among them, in parts. The other fields are recomputed from the routes (those of
    teams and stops that exist).
    """

    feasible: bool
    broken: tuple[str, ...]
    value: float
    shortfall: float
    change: float | None
    cost: float
    minutes: float
    km: float
    routes: tuple[PlannedRoute, ...]
    met: tuple[Met, ...]
    areas: tuple[AreaNeed, ...]
    rules: tuple[Broken, ...]


def check_plan(problem: CaravanProblem, plan: Plan | StatedPlan) -> Verdict:
    """
    Return whether a plan's routes keep every rule and its figures are right, and what the routes are worth.

    Only the routes are needed: a figure that is stated is compared to 1e-6, relative above 1.
    """
    stated = state_plan(plan) if isinstance(plan, Plan) else plan
    routes = [said.route for said in stated.routes]
    worth, places = Worth(problem), places_of(problem)
    known = [route for route in routes if places.is_known(route)]
    served = worth.served(known)
    rules = broken_rules(problem, routes)
    broken = [*map(str, rules), *broken_figures(worth, stated, known, served)]
    if not broken and stated.reasons:
        broken += broken_reasons(worth, stated.reasons, routes)
    broken += broken_status(stated, bool(broken))
    planned = tuple(PlannedRoute(route, places.minutes(route), places.km(route)) for route in known)
    return Verdict(
        feasible=not broken,
        broken=tuple(broken),
        value=served.value,
        shortfall=served.shortfall,
        change=change_of(problem, routes),
        cost=sum(places.cost(route) for route in known),
        minutes=sum(length.minutes for length in planned),
        km=sum(length.km for length in planned),
        routes=planned,
        met=worth.met_shares(served.met),
        areas=worth.areas(served.met),
        rules=tuple(rules),
    )


def confirm_plan(problem: CaravanProblem, plan: Plan) -> Plan:
    """Return the plan that was made, once the checks agree with it. Raises PlanRefused, which is a bug of ours."""
    if plan.status == "infeasible":
        return plan
    verdict = check_plan(problem, plan)
    if not verdict.feasible:
        raise PlanRefused(" ".join(verdict.broken))
    return plan


def value_of_routes(problem: CaravanProblem, routes: Sequence[Route]) -> float:
    """Return what routes are worth: Σ equity × need met, by the best serving under capacity."""
    return Worth(problem).served(routes).value


def broken_figures(worth: Worth, stated: StatedPlan, routes: Sequence[Route], served: Served) -> Iterator[str]:
    """Say which stated figures are wrong."""
    yield from broken_lengths(worth.problem, stated.routes)
    yield from broken_totals(worth.problem, stated, served.value)
    unknown = list(broken_names(worth.problem, stated))
    yield from unknown
    if unknown:
        return
    if not worth.problem.capacity:
        yield from broken_met(worth, stated, served)
    yield from broken_areas(worth, stated, served)
    yield from broken_serving(worth, stated, routes, served)


def broken_status(stated: StatedPlan, is_broken: bool) -> Iterator[str]:
    """Say that a plan gives itself up."""
    if stated.status == "infeasible":
        yield from stated.why or ["status: the plan says that there is no feasible plan, and not why."]
        if not is_broken:
            yield "status: the plan says that it is infeasible, its routes break no rule."
