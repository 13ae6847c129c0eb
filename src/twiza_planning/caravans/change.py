"""What it costs to change an earlier plan."""

from __future__ import annotations

from collections.abc import Iterable

from twiza_planning.caravans.problem import CaravanProblem, Route


def price_of_change(problem: CaravanProblem, routes: Iterable[Route]) -> float:
    """Return change_price for every (team, day, stop) dropped from or added to the earlier plan; 0 without one."""
    if problem.previous is None:
        return 0.0
    return problem.change_price * len(_visits(problem.previous) ^ _visits(routes))


def _visits(routes: Iterable[Route]) -> set[tuple[str, int, str]]:
    return {(route.team, route.day, stop) for route in routes for stop in route.stops}
