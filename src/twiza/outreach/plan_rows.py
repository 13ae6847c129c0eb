"""From an answer to the rows that tables, maps and files are made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.outreach.counting import Count, Counts
from twiza.outreach.models import Plan, PlanArea, PlanRoute, PlanStop
from twiza.outreach.order import Order

NO_REASON = {"gain": None, "next_best": None, "next_gain": None}
"""Where the time ended before reasons were found."""


def store_rows(plan: Plan, order: Order, counts: Counts) -> None:
    """Store the routes, the visits and the communes of a plan."""
    routes = PlanRoute.objects.bulk_create(route_from(plan, order, route) for route in plan.answer["routes"])
    reasons = iter(plan.answer["reasons"])
    places = {stop["id"]: stop for stop in order.problem["stops"]}
    PlanStop.objects.bulk_create(
        visit_from(route, rank, places[stop], order, next(reasons, NO_REASON), counts.by_visit[number, rank])
        for number, route in enumerate(routes)
        for rank, stop in enumerate(plan.answer["routes"][number]["stops"])
    )
    areas = {area["area"]: area for area in plan.answer["areas"]}
    PlanArea.objects.bulk_create(
        area_from(plan, row, areas.get(code), counts.by_area[code]) for code, row in order.snapshot["areas"].items()
    )


def route_from(plan: Plan, order: Order, route: dict[str, Any]) -> PlanRoute:
    """Return a route of the answer as a row, unsaved."""
    teams = list(order.snapshot["teams"])
    return PlanRoute(
        plan=plan,
        team=route["team"],
        team_name=order.snapshot["teams"][route["team"]],
        team_number=teams.index(route["team"]) + 1,
        day=route["day"],
        on=dt.date.fromisoformat(order.snapshot["dates"][route["day"] - 1]),
        minutes=route["minutes"],
        km=route["km"],
        start=route.get("start") or "",
        end=route.get("end") or "",
        is_locked=route_key(route) in {route_key(lock) for lock in order.problem["locks"]},
    )


def route_key(route: dict[str, Any]) -> tuple[str, int]:
    """Return what names a route in a plan."""
    return route["team"], route["day"]


def visit_from(
    route: PlanRoute, rank: int, place: dict[str, Any], order: Order, reason: dict[str, Any], count: Count
) -> PlanStop:
    """Return a visit as a row, unsaved."""
    named = order.snapshot["stops"]
    best = reason["next_best"]
    return PlanStop(
        route=route,
        rank=rank,
        stop=place["id"],
        kind=named[place["id"]]["kind"],
        names=named[place["id"]]["names"],
        commune_id=named[place["id"]]["commune"],
        lat=place["lat"],
        lon=place["lon"],
        people_newly_reached=count.whole_people,
        need_met={specialty: round(met, 3) for specialty, met in count.need.items()},
        gain=reason["gain"],
        next_best=best or "",
        next_best_names=named[best]["names"] if best else {},
        next_gain=reason["next_gain"],
    )


def area_from(plan: Plan, row: dict[str, int], area: dict[str, Any] | None, count: Count) -> PlanArea:
    """Return a commune as a row, unsaved; one that the problem does not hold has nobody out of reach."""
    figures = area or {"need": 0.0, "met": 0.0, "shortfall": 0.0}
    return PlanArea(
        plan=plan,
        commune_id=row["commune"],
        people=row["people"],
        people_within_reach=row["within_reach"],
        people_newly_reached=count.whole_people,
        need=figures["need"],
        need_met=figures["met"],
        shortfall=figures["shortfall"],
    )
