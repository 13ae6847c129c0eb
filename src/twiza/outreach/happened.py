"""A plan's problem after something happened: a road or a stop closed, a team away, slower roads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twiza.outreach.plan_change import alone, each_once

Problem = Mapping[str, Any]
Route = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Happening:
    """
    What is not as it was planned from one date to another, both included.

    `stops` cannot be reached, `teams` do not work, `speed_kmh` is the speed on every road; None as planned.
    """

    starts_on: dt.date
    ends_on: dt.date
    stops: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    speed_kmh: float | None = None


def problem_after(problem: Problem, dates: Sequence[dt.date], happening: Happening) -> dict[str, Any]:
    """Return a `twiza-caravan/1` as it is after what happened; `dates` are those of its days."""
    days = [day for day, date in enumerate(dates, start=1) if happening.starts_on <= date <= happening.ends_on]
    barred: list[dict[str, Any]] = [{"stop": stop, "day": day} for stop in happening.stops for day in days]
    barred += [{"team": team, "day": day} for team in happening.teams for day in days]
    seasons = problem["seasons"] or []
    if happening.speed_kmh is not None:
        seasons = slower(problem, days, happening.speed_kmh)
    return {**problem, "forbidden": each_once([*problem["forbidden"], *barred]), "seasons": seasons or None}


def slower(problem: Problem, days: Collection[int], speed_kmh: float) -> list[dict[str, Any]]:
    """Return the seasons of a problem with another speed on some days; what else a season says stays."""
    seasons = []
    for season in [*(problem["seasons"] or []), usual_season(problem)]:
        kept = [day for day in season["days"] if day not in days]
        changed = [day for day in season["days"] if day in days]
        if kept and "is_usual" not in season:
            seasons.append({**season, "days": kept})
        if changed:
            plain = {key: value for key, value in season.items() if key != "is_usual"}
            seasons.append({**plain, "days": changed, "speed_kmh": speed_kmh})
    return seasons


def usual_season(problem: Problem) -> dict[str, Any]:
    """Return the days that no season says anything of, as if they were one."""
    said = {day for season in problem["seasons"] or [] for day in season["days"]}
    days = [day for day in range(1, problem["days"] + 1) if day not in said]
    travel = {key: problem["travel"][key] for key in ("speed_kmh", "detour")}
    return {"days": days, **travel, "closed_stops": [], "is_usual": True}


def standing_routes(routes: Sequence[Route], fallen: Collection[tuple[str, int]], problem: Problem) -> list[Route]:
    """
    Return the routes that can stay exactly as they are.

    Those do not that break a rule (`fallen`: team and day), that belong to the same nights away, or that visit a stop
    of a broken one which asks for several visits.
    """
    tours = tours_of(routes)
    broken = [route for tour in tours if any(key_of(route) in fallen for route in tour) for route in tour]
    several = {stop["id"] for stop in problem["stops"] if stop.get("visits_min", 0) > 1}
    shaken = {stop for route in broken for stop in route["stops"]} & several
    return [
        alone(route)
        for tour in tours
        for route in tour
        if route not in broken and not any(shaken & set(one["stops"]) for one in tour)
    ]


def tours_of(routes: Sequence[Route]) -> list[list[Route]]:
    """Return routes with those that nights away tie to them; a day from home to home stands alone."""
    tours: list[list[Route]] = []
    for route in sorted(routes, key=key_of):
        if route.get("start") and tours:
            tours[-1].append(route)
        else:
            tours.append([route])
    return tours


def key_of(route: Route) -> tuple[str, int]:
    """Return what names a route in a plan: its team and its day."""
    return route["team"], route["day"]
