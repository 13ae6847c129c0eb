"""Nights away from the base: a team may sleep at its last stop and go on from there the next day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twiza_planning.caravans.problem import CaravanProblem, Route


def broken_nights(problem: CaravanProblem, routes: Sequence[Route]) -> Iterator[str]:
    """
    Say which nights away break a rule.

    A route that ends at a stop ends at its last one; the same team's route of the next day starts there, and no
    route starts at a stop otherwise. So a team away works every day until it is home, and no night follows the
    last day. At most `nights_max` nights follow each other without one at the base.
    """
    by_day = {(route.team, route.day): route for route in routes}
    for route in routes:
        yield from broken_evening(by_day, route)
        yield from broken_morning(by_day, route)
        nights = nights_in_a_row(by_day, route)
        # Said once, of the night that is one too many.
        if nights == problem.nights_max + 1:
            where = f"Team {route.team}, day {route.day}"
            yield f"{where}: night {nights} in a row away from the base, at most {problem.nights_max} are allowed."


def broken_evening(by_day: dict[tuple[str, int], Route], route: Route) -> Iterator[str]:
    """Say that a team sleeps where it is not, or does not go on from where it slept."""
    if route.end is None:
        return
    where = f"Team {route.team}, day {route.day}"
    if route.stops[-1] != route.end:
        yield f"{where}: the team sleeps at stop {route.end}, but its last stop is {route.stops[-1]}."
    following = by_day.get((route.team, route.day + 1))
    if following is None:
        yield f"{where}: the team sleeps at stop {route.end} and has no route the next day."
    elif following.start != route.end:
        yield f"{where}: the team sleeps at stop {route.end} and does not start there the next day."


def broken_morning(by_day: dict[tuple[str, int], Route], route: Route) -> Iterator[str]:
    """Say that a team starts where it did not sleep."""
    before = by_day.get((route.team, route.day - 1))
    if route.start is not None and (before is None or before.end != route.start):
        yield f"Team {route.team}, day {route.day}: the team starts at stop {route.start} and did not sleep there."


def nights_in_a_row(by_day: dict[tuple[str, int], Route], route: Route) -> int:
    """Return which night in a row away from the base ends a route's day, 0 when the team goes home."""
    nights, day = 0, route.day
    while (said := by_day.get((route.team, day))) is not None and said.end is not None:
        nights, day = nights + 1, day - 1
    return nights
