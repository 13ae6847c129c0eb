"""What is to be asked of the engine: for a scenario, or once more for a plan that keeps parts of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from twiza.outreach.equity import poverty_shares
from twiza.outreach.ground import Ground
from twiza.outreach.models import Plan, PlanRoute, PlanStop, Scenario, ScenarioStop, ScenarioTeam
from twiza.outreach.order import Order, has_pace, problem_of, snapshot_of
from twiza.outreach.queries.ground import ground_of
from twiza.outreach.queries.plans import teams_of

CHANGE_SHARE = 0.05
"""Planning again, a visit is dropped or added only if that earns this share of what a visit earns on average."""


def order_of(scenario: Scenario) -> Order:
    """Return what a scenario asks for, with the people and the needs as they are known now."""
    ground = ground_of(scenario)
    stops = list(scenario.stops.filter(is_included=True).order_by("code"))
    teams = list(teams_of(scenario))
    return Order(
        problem=problem_of(scenario, stops=stops, teams=teams, ground=ground),
        snapshot=snapshot_of(scenario, stops=stops, teams=teams, ground=ground),
        assumptions=assumptions_of(scenario, stops=stops, teams=teams, ground=ground),
    )


def assumptions_of(
    scenario: Scenario, *, stops: Sequence[ScenarioStop], teams: Sequence[ScenarioTeam], ground: Ground
) -> dict[str, Any]:
    """Return what the figures of a plan of this scenario rest on, as codes and numbers."""
    formula = scenario.need_formula
    return {
        "basis": scenario.basis,
        "care": scenario.care,
        "care_places": len(ground.care),
        "fixed_reach_minutes": scenario.fixed_reach_minutes,
        "stop_clear_km": scenario.stop_clear_km,
        "walking_full_km": scenario.walking_full_km,
        "walking_zero_km": scenario.walking_zero_km,
        "speed_kmh": scenario.speed_kmh,
        "detour": scenario.detour,
        "equity_strength": scenario.equity_strength,
        "equity_knows_poverty": bool((~np.isnan(poverty_shares(ground))).any()) if ground.communes else False,
        "rests_on_grid": ground.rests_on_grid,
        "need_formula": {"names": formula.names, "version": formula.version, "evidence": formula.evidence},
        "communes_without_need": communes_without_need(ground),
        "is_limited_by_time": has_pace(teams),
        "souks_without_a_day": sum(1 for stop in stops if stop.weekly_souks and not stop.open_weekdays),
        "seconds": scenario.seconds,
        "gap": scenario.gap,
        "seed": scenario.seed,
    }


def communes_without_need(ground: Ground) -> int:
    """Return how many communes lack a known need for some planned specialty."""
    unknown = np.isnan(ground.need).any(axis=1)
    return len(set(ground.commune[unknown].tolist()))


def order_again(plan: Plan) -> Order:
    """Return what a plan asked for, with its locked routes kept, its forbidden stops left out, and changes dear."""
    locked = PlanRoute.objects.filter(plan=plan, is_locked=True).values_list("team", "day")
    forbidden = PlanStop.objects.filter(route__plan=plan, is_forbidden=True).values_list("stop", flat=True)
    routes = [{key: route[key] for key in ("team", "day", "stops")} for route in plan.answer["routes"]]
    kept = set(locked)
    left_out = [*plan.problem["forbidden"], *({"stop": stop} for stop in sorted(set(forbidden)))]
    changed = {
        "locks": [route for route in routes if (route["team"], route["day"]) in kept],
        "forbidden": [entry for rank, entry in enumerate(left_out) if entry not in left_out[:rank]],
        "previous": routes,
        "change_price": CHANGE_SHARE * plan.value / plan.visit_count if plan.visit_count else 0.0,
    }
    return Order(plan.problem | changed, plan.snapshot, plan.assumptions)
