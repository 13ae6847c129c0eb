"""Nights away from the base: a team may sleep at its last stop and go on from there the next day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twiza_planning.caravan_checks.broken import Broken
from twiza_planning.caravans.problem import CaravanProblem, Route


def broken_nights(problem: CaravanProblem, routes: Sequence[Route]) -> Iterator[Broken]:
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
            said = f"{where}: night {nights} in a row away from the base, at most {problem.nights_max} are allowed."
            yield Broken("nights_max", said, route.team, route.day, route.end, nights, problem.nights_max)


def broken_evening(by_day: dict[tuple[str, int], Route], route: Route) -> Iterator[Broken]:
    """Say that a team sleeps where it is not, or does not go on from where it slept."""
    if route.end is None:
        return
    where, who = f"Team {route.team}, day {route.day}", (route.team, route.day, route.end)
    if route.stops[-1] != route.end:
        said = f"{where}: the team sleeps at stop {route.end}, but its last stop is {route.stops[-1]}."
        yield Broken("sleeps_elsewhere", said, *who)
    following = by_day.get((route.team, route.day + 1))
    if following is None:
        yield Broken(
            "no_next_day", f"{where}: the team sleeps at stop {route.end} and has no route the next day.", *who
        )
    elif following.start != route.end:
        yield Broken(
            "starts_elsewhere",
            f"{where}: the team sleeps at stop {route.end} and does not start there the next day.",
            *who,
        )


def broken_morning(by_day: dict[tuple[str, int], Route], route: Route) -> Iterator[Broken]:
    """Say that a team starts where it did not sleep."""
    before = by_day.get((route.team, route.day - 1))
    if route.start is not None and (before is None or before.end != route.start):
        said = f"Team {route.team}, day {route.day}: the team starts at stop {route.start} and did not sleep there."
        yield Broken("did_not_sleep", said, route.team, route.day, route.start)


def nights_in_a_row(by_day: dict[tuple[str, int], Route], route: Route) -> int:
    """Return which night in a row away from the base ends a route's day, 0 when the team goes home."""
    nights, day = 0, route.day
    while (said := by_day.get((route.team, day))) is not None and said.end is not None:
        nights, day = nights + 1, day - 1
    return nights
