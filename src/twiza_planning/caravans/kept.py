"""What locked routes need beside them: further visits of their stops, and ways to where their teams sleep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from twiza_planning.caravans.attempts import make_attempt
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.problem import CaravanProblem, Forbidden, Route
from twiza_planning.caravans.routes import TooManyRoutes
from twiza_planning.caravans.watch import TimeIsUp, Watch

SECONDS = 5.0
NEAR = 6
STOPS_A_DAY = 2


def are_kept(problem: CaravanProblem, routes: Sequence[Route]) -> bool:
    """Return whether stops of locked routes are visited often enough, and their nights have a day before and after."""
    locked = {stop for lock in problem.locks for stop in lock.stops}
    visits = [stop for route in routes for stop in route.stops if stop in locked]
    if any(visits.count(stop.id) < stop.visits_min for stop in problem.stops if stop.id in locked):
        return False
    by_day = {(route.team, route.day): route for route in routes}
    for lock in problem.locks:
        before, after = by_day.get((lock.team, lock.day - 1)), by_day.get((lock.team, lock.day + 1))
        if lock.start != (None if before is None else before.end):
            return False
        if lock.end != (None if after is None else after.start):
            return False
    return True


def routes_for_locks(problem: CaravanProblem, effort: Effort) -> tuple[Route, ...] | None:
    """
    Return routes that locked routes need, None where none is found.

    They are looked for among the stops of locked routes and those near the beds, few a day, and where nights alone
    ask for them on the days around those.
    """
    kept = _stops_near_locks(problem)
    others = tuple(Forbidden(stop=stop.id) for number, stop in enumerate(problem.stops) if number not in kept)
    alone = replace(
        problem,
        forbidden=(*problem.forbidden, *others, *_days_without(problem)),
        stops_per_day_max=min(problem.stops_per_day_max, STOPS_A_DAY),
        capacity=False,
        area_floor=None,
        area_floors={},
        previous=None,
    )
    brief = replace(effort, watch=Watch(seconds=min(SECONDS, max(1.0, effort.watch.left))), gap=1.0)
    try:
        attempt = make_attempt(alone, brief, 1, None)
    except (TooManyRoutes, TimeIsUp):
        return None
    if attempt is None or not attempt.is_whole or not are_kept(problem, [*problem.locks, *attempt.assigned.routes]):
        return None
    return attempt.assigned.routes


def _days_without(problem: CaravanProblem) -> tuple[Forbidden, ...]:
    """Return the days of teams that locked nights do not touch; none where a locked stop asks for more visits."""
    times = Counter(stop for lock in problem.locks for stop in lock.stops)
    if any(0 < times[stop.id] < stop.visits_min for stop in problem.stops):
        return ()
    around = range(-problem.nights_max - 1, problem.nights_max + 2)
    near = {(lock.team, lock.day + days) for lock in problem.locks if lock.start or lock.end for days in around}
    return tuple(
        Forbidden(team=team.id, day=day)
        for team in problem.teams
        for day in range(1, problem.days + 1)
        if (team.id, day) not in near
    )


def _stops_near_locks(problem: CaravanProblem) -> set[int]:
    """Return the stops of locked routes, and where teams sleep away those nearest to their beds."""
    index, first = {stop.id: number for number, stop in enumerate(problem.stops)}, len(problem.teams)
    found = {index[stop] for lock in problem.locks for stop in lock.stops}
    stops = np.arange(len(problem.stops)) + first
    for lock in problem.locks:
        minutes = problem.travel_on(lock.day).minutes
        for bed in filter(None, (lock.start, lock.end)):
            place = first + index[bed]
            nearest = np.argsort(minutes[place, stops] + minutes[stops, place], kind="stable")[:NEAR]
            found |= {index[bed], *nearest.tolist()}
    return found
