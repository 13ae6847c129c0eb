"""What is to be asked of the engine: for a scenario, or once more for a plan that keeps parts of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from twiza.outreach.equity import poverty_shares
from twiza.outreach.ground import Ground
from twiza.outreach.models import Plan, PlanRoute, PlanStop, Scenario, TravelSeason
from twiza.outreach.order import Asked, Order, has_pace, problem_of, snapshot_of
from twiza.outreach.plan_change import each_once, routes_alone
from twiza.outreach.queries.ground import ground_of
from twiza.outreach.queries.plans import pauses_of, seasons_of, teams_of


def order_of(scenario: Scenario) -> Order:
    """Return what a scenario asks for, with the people and the needs as they are known now."""
    ground, asked = ground_of(scenario), asked_by(scenario)
    return Order(
        problem=problem_of(asked, ground),
        snapshot=snapshot_of(asked, ground),
        assumptions=assumptions_of(asked, ground),
    )


def asked_by(scenario: Scenario) -> Asked:
    """Return a scenario with all that belongs to it."""
    return Asked(
        scenario=scenario,
        stops=list(scenario.stops.filter(is_included=True).order_by("code")),
        teams=list(teams_of(scenario)),
        seasons=list(seasons_of(scenario)),
        pauses=list(pauses_of(scenario)),
    )


def assumptions_of(asked: Asked, ground: Ground) -> dict[str, Any]:
    """Return what the figures of a plan of this scenario rest on, as codes and numbers."""
    scenario, stops = asked.scenario, asked.stops
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
        "is_limited_by_time": has_pace(asked.teams),
        "souks_without_a_day": sum(1 for stop in stops if stop.weekly_souks and not stop.open_weekdays),
        "nights_max": scenario.nights_max,
        "seasons": [season_known(season) for season in asked.seasons],
        "pauses": len(asked.pauses),
        "seconds": scenario.seconds,
        "gap": scenario.gap,
        "seed": scenario.seed,
    }


def season_known(season: TravelSeason) -> dict[str, Any]:
    """Return a season as a plan keeps it, to say what its figures rest on."""
    return {
        "name": season.name,
        "starts_on": season.starts_on.isoformat(),
        "ends_on": season.ends_on.isoformat(),
        "speed_kmh": season.speed_kmh,
        "detour": season.detour,
        "closed_stops": len(season.closed_stops.all()),
    }


def communes_without_need(ground: Ground) -> int:
    """Return how many communes lack a known need for some planned specialty."""
    unknown = np.isnan(ground.need).any(axis=1)
    return len(set(ground.commune[unknown].tolist()))


def order_again(plan: Plan, change_price: float) -> Order:
    """
    Return what a plan asked for, with its locked routes kept and its forbidden stops left out.

    A visit dropped or added costs `change_price`, in needs weighted for equity.
    """
    locked = PlanRoute.objects.filter(plan=plan, is_locked=True).values_list("team", "day")
    forbidden = PlanStop.objects.filter(route__plan=plan, is_forbidden=True).values_list("stop", flat=True)
    routes, kept = routes_alone(plan), set(locked)
    left_out = [*plan.problem["forbidden"], *({"stop": stop} for stop in sorted(set(forbidden)))]
    changed = {
        "locks": [route for route in routes if (route["team"], route["day"]) in kept],
        "forbidden": each_once(left_out),
        "previous": routes,
        "change_price": change_price,
    }
    return Order(plan.problem | changed, plan.snapshot, plan.assumptions)
