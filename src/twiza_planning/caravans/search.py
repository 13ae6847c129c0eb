"""Search for the best plan: with days counted together first, day by day where that leaves something out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from twiza_planning.caravans.assign import Assigned, assign_flights
from twiza_planning.caravans.build import build_master
from twiza_planning.caravans.change import price_of_change
from twiza_planning.caravans.flights import flights_of
from twiza_planning.caravans.greedy import greedy_flights
from twiza_planning.caravans.lexicographic import Outcome, solve_master
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.watch import Cancelled, Watch
from twiza_planning.caravans.worth import worth_of

ROUTES_BY_DAY_MAX = 300_000


@dataclass(frozen=True, slots=True)
class Found:
    """
    Routes that keep every rule, and a bound on value less changes over plans with no more shortfall.

    `floor_proven` says that no plan has a smaller sum of shortfalls.
    """

    routes: tuple[Route, ...]
    bound: float
    floor_proven: bool


def find_plan(problem: CaravanProblem, *, watch: Watch, gap: float, seed: int) -> Found | None:
    """
    Return the best plan found, None when no plan keeps the locked routes.

    Raises Cancelled when the search ends before any plan is found.
    """
    master, outcome = _solve(problem, watch=watch, gap=gap, seed=seed, by_day=False)
    if outcome is None:
        return None
    assigned = _assign(master, outcome, watch=watch, seed=seed)
    if assigned.is_whole and outcome.columns is not None:
        return Found(_with_locks(problem, assigned), outcome.bound, outcome.floor_proven)
    rough = _rough_plan(problem, assigned, outcome)
    if watch.stopped or _routes_by_day(master) > ROUTES_BY_DAY_MAX:
        return _or_cancelled(rough)
    return _find_by_day(problem, rough, watch=watch, gap=gap, seed=seed)


def _find_by_day(problem: CaravanProblem, rough: Found | None, *, watch: Watch, gap: float, seed: int) -> Found | None:
    master, outcome = _solve(problem, watch=watch, gap=gap, seed=seed, by_day=True)
    if outcome is None:
        return None
    if outcome.columns is None:
        return _or_cancelled(rough)
    exact = Found(
        _with_locks(problem, _assign(master, outcome, watch=watch, seed=seed)), outcome.bound, outcome.floor_proven
    )
    if rough is None or problem.area_floor is not None:
        return exact
    bound = min(rough.bound, exact.bound)
    return replace(max((exact, rough), key=lambda found: _aim(problem, found)), bound=bound)


def _solve(
    problem: CaravanProblem, *, watch: Watch, gap: float, seed: int, by_day: bool
) -> tuple[Master, Outcome | None]:
    master, objective = build_master(problem, by_day=by_day)
    return master, solve_master(master, objective, watch=watch, gap=gap, seed=seed)


def _assign(master: Master, outcome: Outcome, *, watch: Watch, seed: int) -> Assigned:
    """Assign the flights of a solution, or greedy ones where the time was too short to find any."""
    if outcome.columns is not None:
        return assign_flights(master, flights_of(master, outcome.columns), seed=seed)
    watch.keep(0.0)
    return assign_flights(master, greedy_flights(master, watch=watch), seed=seed)


def _rough_plan(problem: CaravanProblem, assigned: Assigned, outcome: Outcome) -> Found | None:
    """Return a plan with visits left out, None when the locked routes then break a rule."""
    if _leaves_locks_alone(problem, assigned):
        return None
    # Under a floor, the bound holds for plans that lack no more; this one may lack more.
    bound = outcome.bound if problem.area_floor is None else outcome.ceiling
    return Found(_with_locks(problem, assigned), bound, floor_proven=False)


def _leaves_locks_alone(problem: CaravanProblem, assigned: Assigned) -> bool:
    """Return whether a locked stop is visited too rarely, or a locked night has no day before or after it."""
    locked = {stop for lock in problem.locks for stop in lock.stops}
    visits = [stop for route in _with_locks(problem, assigned) for stop in route.stops]
    rare = any(visits.count(stop.id) < stop.visits_min for stop in problem.stops if stop.id in locked)
    return rare or any(lock.start is not None or lock.end is not None for lock in problem.locks)


def _with_locks(problem: CaravanProblem, assigned: Assigned) -> tuple[Route, ...]:
    """Return the routes with the locked ones, in order of team (as the problem lists them) and day."""
    rank = {team.id: number for number, team in enumerate(problem.teams)}
    return tuple(sorted((*problem.locks, *assigned.routes), key=lambda route: (rank[route.team], route.day)))


def _or_cancelled(rough: Found | None) -> Found:
    if rough is None:
        raise Cancelled
    return rough


def _routes_by_day(master: Master) -> int:
    return sum(len(block.routes) * len(block.slots.days) for block in master.blocks)


def _aim(problem: CaravanProblem, found: Found) -> float:
    return worth_of(problem, found.routes).value - price_of_change(problem, found.routes)
