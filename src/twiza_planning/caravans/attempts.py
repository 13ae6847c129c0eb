"""One model solved, with days counted together or told apart, and the routes that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.assign import Assigned, assign_flights
from twiza_planning.caravans.build import Pool, build_master
from twiza_planning.caravans.classes import Road
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.flights import Flight, columns_of, flights_of
from twiza_planning.caravans.greedy import greedy_flights
from twiza_planning.caravans.legs import HOME
from twiza_planning.caravans.lexicographic import Outcome, solve_master
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.watch import TimeIsUp

# Routes times days up to which every day is told apart at once, and past which days are not told apart at all.
ROUTES_BY_DAY = 60_000
ROUTES_BY_PERIOD = 400_000


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """One model, what came of it, and the flights with their teams and days."""

    master: Master
    outcome: Outcome
    flights: list[Flight]
    assigned: Assigned

    @property
    def is_whole(self) -> bool:
        """Whether the plan is worth what the model says."""
        return self.outcome.columns is not None and self.assigned.is_whole


def make_attempt(problem: CaravanProblem, effort: Effort, period_days: int, pool: Pool | None) -> Attempt | None:
    """Return what comes of one model, None when it has no solution. Raises TooManyRoutes and TimeIsUp."""
    master, objective = build_master(problem, period_days=period_days, pool=pool, watch=effort.watch)
    effort.watch.check()
    start = None if pool is None else columns_of(master, greedy_flights(master, watch=effort.watch))
    outcome = solve_master(master, objective, effort, start=start)
    if outcome is None:
        return None
    flights = [] if outcome.columns is None else flights_of(master, outcome.columns)
    try:
        assigned = assign_flights(master, flights, seed=effort.seed, watch=effort.watch)
    except TimeIsUp:
        # The bound is worth having without the plan.
        assigned = Assigned((), is_whole=False)
    return Attempt(master, outcome, flights, assigned)


def periods(problem: CaravanProblem, attempts: list[Attempt]) -> Iterator[int]:
    """Yield how many days to count together: all at first, then fewer where flights did not find their days."""
    if problem.nights_max:
        # Nights tie days together: each must be told apart.
        yield 1
        return
    yield problem.days
    master = attempts[0].master
    if _routes_in_periods(master, 1) <= ROUTES_BY_DAY:
        yield 1
        return
    gaps = [rule.gap_days for rule in master.rules if rule.left > 1 and rule.gap_days > 0]
    half = max(1, min(gaps, default=2) // 2)
    if _routes_in_periods(master, half) <= ROUTES_BY_PERIOD:
        yield half


def _routes_in_periods(master: Master, period_days: int) -> int:
    return sum(
        len(block.routes) * len({(day - 1) // period_days for day in block.slots.days}) for block in master.blocks
    )


def flown_pool(attempts: list[Attempt]) -> Pool:
    """Return the routes that some attempt flies, by the roads of their class."""
    flown: dict[Road, set[int]] = {}
    sets = {}
    for attempt in attempts:
        for flight in attempt.flights:
            road = flight.block.slots.road
            flown.setdefault(road, set()).add(flight.route)
            sets[road] = flight.block.routes
    return {(road, HOME): sets[road].only(np.array(sorted(routes), np.int64)) for road, routes in flown.items()}
