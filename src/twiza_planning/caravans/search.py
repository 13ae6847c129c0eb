"""
Search for the best plan.

Days are counted together first: a small model whose bound holds and whose flights mostly find their days. Where some
do not, days are told apart: all of them where the model stays small, in periods otherwise, and then all of them with
the routes found so far.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from math import fsum, inf

import numpy as np

from twiza_planning.caravans.assign import Assigned, assign_flights
from twiza_planning.caravans.build import Pool, build_master
from twiza_planning.caravans.change import price_of_change
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.flights import Flight, columns_of, flights_of
from twiza_planning.caravans.generate import generate_routes
from twiza_planning.caravans.greedy import greedy_flights
from twiza_planning.caravans.lexicographic import Outcome, solve_master
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.routes import TooManyRoutes
from twiza_planning.caravans.watch import Cancelled
from twiza_planning.caravans.worth import Worth, worth_of

# Routes times days up to which every day is told apart at once, and past which days are not told apart at all.
ROUTES_BY_DAY = 60_000
ROUTES_BY_PERIOD = 400_000
SAME_SHORTFALL = 1e-6
# Part of the time for finding routes, where they are too many to enumerate.
GENERATION_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Routes that keep every rule, what they are worth, and what their changes cost."""

    routes: tuple[Route, ...]
    worth: Worth
    change: float

    @property
    def shortfall(self) -> float:
        """What areas lack in all under their floor."""
        return fsum(area.shortfall for area in self.worth.areas)

    @property
    def rank(self) -> tuple[float, float]:
        """Greater is better: the least shortfall first, then the greatest value less changes."""
        return -round(self.shortfall / SAME_SHORTFALL), self.worth.value - self.change


@dataclass(frozen=True, slots=True)
class Found:
    """The best candidate, a bound on value less changes over plans that lack no more, and whether none lacks less."""

    best: Candidate
    bound: float
    floor_proven: bool


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


def find_plan(problem: CaravanProblem, effort: Effort) -> Found | None:
    """
    Return the best plan found, None when no plan keeps the locked routes.

    Raises Cancelled when the search ends before any plan is found.
    """
    try:
        return _find_with_all_routes(problem, effort)
    except TooManyRoutes:
        return find_with_some_routes(problem, effort)


def _find_with_all_routes(problem: CaravanProblem, effort: Effort) -> Found | None:
    attempts: list[Attempt] = []
    for period_days in _periods(problem, attempts):
        attempt = _attempt(problem, effort, period_days, None)
        if attempt is None:
            return None
        attempts.append(attempt)
        if attempt.is_whole or effort.watch.stopped:
            break
    bounding = [attempt.outcome for attempt in attempts]
    if not attempts[-1].is_whole and not effort.watch.stopped:
        attempts += filter(None, [_attempt(problem, effort, 1, _pool(attempts))])
    return _bounded(_best(problem, attempts), bounding)


def find_with_some_routes(problem: CaravanProblem, effort: Effort) -> Found | None:
    """
    Search among generated routes, home every night: others are too many.

    The bound is that of the generation; under a floor nothing says that no plan lacks less.
    """
    with effort.watch.sharing(GENERATION_SHARE):
        generated = generate_routes(problem, effort)
    home = replace(problem, nights_max=0)
    attempts = list(filter(None, [_attempt(home, effort, problem.days, generated.pool)]))
    if not attempts:
        raise Cancelled
    if not attempts[0].is_whole and not effort.watch.stopped:
        attempts += filter(None, [_attempt(home, effort, 1, _pool(attempts))])
    best = _best(problem, attempts)
    return Found(best, generated.bound, floor_proven=best.shortfall == 0)


def _best(problem: CaravanProblem, attempts: list[Attempt]) -> Candidate:
    candidates = [candidate for attempt in attempts for candidate in _candidates(problem, attempt)]
    if not candidates:
        raise Cancelled
    return max(candidates, key=lambda candidate: candidate.rank)


def _periods(problem: CaravanProblem, attempts: list[Attempt]) -> Iterator[int]:
    """Yield how many days to count together: all at first, then fewer where flights did not find their days."""
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


def _attempt(problem: CaravanProblem, effort: Effort, period_days: int, pool: Pool | None) -> Attempt | None:
    """Return what comes of one model, None when it has no solution."""
    master, objective = build_master(problem, period_days=period_days, pool=pool)
    start = None if pool is None else columns_of(master, greedy_flights(master, watch=effort.watch))
    outcome = solve_master(master, objective, effort, start=start)
    if outcome is None:
        return None
    if outcome.columns is None:
        # Time kept for the reasons is better spent on a plan.
        effort.watch.keep(0.0)
        flights = greedy_flights(master, watch=effort.watch)
    else:
        flights = flights_of(master, outcome.columns)
    return Attempt(master, outcome, flights, assign_flights(master, flights, seed=effort.seed))


def _pool(attempts: list[Attempt]) -> Pool:
    """Return the routes that some attempt flies, by the roads of their class."""
    flown: dict[Hashable, set[int]] = {}
    sets = {}
    for attempt in attempts:
        for flight in attempt.flights:
            road = flight.block.slots.road
            flown.setdefault(road, set()).add(flight.route)
            sets[road] = flight.block.routes
    return {road: sets[road].only(np.array(sorted(routes), np.int64)) for road, routes in flown.items()}


def _candidates(problem: CaravanProblem, attempt: Attempt) -> Iterator[Candidate]:
    """Yield the plan of an attempt if it keeps the rules that its left-out visits may break."""
    rank = {team.id: number for number, team in enumerate(problem.teams)}
    routes = (*problem.locks, *attempt.assigned.routes)
    if attempt.is_whole or not _leaves_locks_alone(problem, routes):
        ordered = tuple(sorted(routes, key=lambda route: (rank[route.team], route.day)))
        yield Candidate(ordered, worth_of(problem, ordered), price_of_change(problem, ordered))


def _leaves_locks_alone(problem: CaravanProblem, routes: tuple[Route, ...]) -> bool:
    """Return whether a locked stop is visited too rarely, or a locked night has no day before or after it."""
    locked = {stop for lock in problem.locks for stop in lock.stops}
    visits = [stop for route in routes for stop in route.stops]
    rare = any(visits.count(stop.id) < stop.visits_min for stop in problem.stops if stop.id in locked)
    return rare or any(lock.start is not None or lock.end is not None for lock in problem.locks)


def _bounded(best: Candidate, outcomes: list[Outcome]) -> Found:
    """Return a plan with the best bound that holds for it: a floor's holds only for plans that lack no more."""
    bound, least = inf, 0.0
    for outcome in outcomes:
        lacks_no_more = best.shortfall <= outcome.shortfall + SAME_SHORTFALL * max(1.0, outcome.shortfall)
        bound = min(bound, outcome.bound if lacks_no_more else outcome.ceiling)
        least = max(least, outcome.shortfall_bound)
    proven = best.shortfall <= least + SAME_SHORTFALL * max(1.0, least)
    return Found(best, bound, floor_proven=proven)
