"""Why each stop is in a plan: what it adds, and what the best stop left out would add in its place."""

from __future__ import annotations

from twiza_planning.caravans.gains import CoverGains, StaffGains
from twiza_planning.caravans.plan import Reason
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.swaps import Swaps
from twiza_planning.caravans.watch import Watch


def reasons_of(problem: CaravanProblem, routes: tuple[Route, ...], *, watch: Watch) -> tuple[Reason, ...]:
    """Return one reason for every visit, in order of routes and stops; none at all when the time ends before."""
    gains = StaffGains(problem, routes) if problem.capacity else CoverGains(problem, routes)
    swaps = Swaps(problem, routes)
    reasons: list[Reason] = []
    for route in routes:
        if watch.stopped:
            return ()
        reasons += (_reason(problem, gains, swaps, route, rank) for rank in range(len(route.stops)))
    return tuple(reasons)


def _reason(problem: CaravanProblem, gains: CoverGains | StaffGains, swaps: Swaps, route: Route, rank: int) -> Reason:
    gain = gains.lost_without(route, rank)
    best = gains.best_instead(route, rank, swaps.instead_of(route, rank))
    if best is None:
        return Reason(route.stops[rank], gain, None, None)
    stop, its_gain = best
    return Reason(route.stops[rank], gain, problem.stops[stop].id, its_gain)
