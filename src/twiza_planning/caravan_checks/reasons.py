"""Are the reasons that a plan gives for its stops right?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twiza_planning.caravan_checks.nearness import is_near
from twiza_planning.caravan_checks.rules import broken_rules
from twiza_planning.caravan_checks.worth import Worth
from twiza_planning.caravans.plan import Reason
from twiza_planning.caravans.problem import Route


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a plan: which route, and at which rank in it."""

    route: int
    rank: int


def broken_reasons(worth: Worth, reasons: Sequence[Reason], routes: Sequence[Route]) -> Iterator[str]:
    """Say which reason is not what the routes give. The routes break no rule."""
    value = worth.served(routes).value
    for reason in reasons:
        visits = visits_to(routes, reason.stop)
        if not visits:
            yield f"reasons: stop {reason.stop} is not visited."
        # A stop visited twice has a reason a visit; nothing in the file says which is which.
        elif not any(is_right(worth, routes, visit, reason, value) for visit in visits):
            yield from describe_wrong(worth, routes, visits[0], reason, value)


def visits_to(routes: Sequence[Route], stop: str) -> list[Visit]:
    """Return the visits of a stop."""
    return [
        Visit(place, rank)
        for place, route in enumerate(routes)
        for rank, name in enumerate(route.stops)
        if name == stop
    ]


def put_in_place(routes: Sequence[Route], visit: Visit, names: tuple[str, ...]) -> list[Route]:
    """Return the routes with other stops (or none) in the place of one visit."""
    changed = list(routes)
    stops = routes[visit.route].stops
    changed[visit.route] = replace(routes[visit.route], stops=stops[: visit.rank] + names + stops[visit.rank + 1 :])
    return changed


def is_right(worth: Worth, routes: Sequence[Route], visit: Visit, reason: Reason, value: float) -> bool:
    """Say whether a reason holds for a visit."""
    without = worth.served(put_in_place(routes, visit, ())).value
    if not is_near(reason.gain, value - without):
        return False
    best = best_replacements(worth, routes, visit, without)
    greatest = max(best.values(), default=None)
    if reason.next_best is None or reason.next_gain is None:
        return greatest is None
    if greatest is None or reason.next_best not in best:
        return False
    return is_near(reason.next_gain, greatest) and is_near(reason.next_gain, best[reason.next_best])


def best_replacements(worth: Worth, routes: Sequence[Route], visit: Visit, without: float) -> dict[str, float]:
    """Return the gain of each unvisited stop that a feasible plan may have in the place of a visit."""
    visited = {name for route in routes for name in route.stops}
    gains = {}
    for stop in worth.problem.stops:
        if stop.id in visited:
            continue
        changed = put_in_place(routes, visit, (stop.id,))
        if not broken_rules(worth.problem, changed):
            gains[stop.id] = worth.served(changed).value - without
    return gains


def describe_wrong(worth: Worth, routes: Sequence[Route], visit: Visit, reason: Reason, value: float) -> Iterator[str]:
    """Say what is wrong with a reason."""
    without = worth.served(put_in_place(routes, visit, ())).value
    best = best_replacements(worth, routes, visit, without)
    if not is_near(reason.gain, value - without):
        yield f"reasons: gain {reason.gain:.10g} stated of stop {reason.stop}, the routes give {value - without:.10g}."
        return
    name = max(best, key=lambda stop: best[stop], default=None)
    due = "none fits" if name is None else f"{name} would gain {best[name]:.10g}"
    said = "none" if reason.next_best is None else f"{reason.next_best} at {reason.next_gain:.10g}"
    yield f"reasons: next best {said} stated for stop {reason.stop}, {due}."
