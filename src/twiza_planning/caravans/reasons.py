"""Why each stop is in a plan: what it adds, and what the best stop left out would add in its place."""

from __future__ import annotations

from twiza_planning.caravans.gains import CoverGains, StaffGains
from twiza_planning.caravans.plan import Reason
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.swaps import Swaps


def reasons_of(problem: CaravanProblem, routes: tuple[Route, ...]) -> tuple[Reason, ...]:
    """Return one reason for every visit, in order of routes and stops."""
    gains = StaffGains(problem, routes) if problem.capacity else CoverGains(problem, routes)
    swaps = Swaps(problem, routes)
    return tuple(_reason(problem, gains, swaps, route, rank) for route in routes for rank in range(len(route.stops)))


def _reason(problem: CaravanProblem, gains: CoverGains | StaffGains, swaps: Swaps, route: Route, rank: int) -> Reason:
    gain = gains.lost_without(route, rank)
    best = gains.best_instead(route, rank, swaps.instead_of(route, rank))
    if best is None:
        return Reason(route.stops[rank], gain, None, None)
    stop, its_gain = best
    return Reason(route.stops[rank], gain, problem.stops[stop].id, its_gain)
