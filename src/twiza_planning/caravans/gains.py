"""What single visits add to the value of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from twiza_planning.caravans.marginal import Reach
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route, Team
from twiza_planning.caravans.routes import Bools, Ints
from twiza_planning.caravans.serving import Serving, Staff, staff_of
from twiza_planning.caravans.staff import consultations

TIE = 1e-9


class CoverGains:
    """Gains where staff does not count, from the largest and the next largest share visited of each need."""

    def __init__(self, problem: CaravanProblem, routes: Sequence[Route]) -> None:
        self._reach = Reach(problem)
        self._index = {stop.id: number for number, stop in enumerate(problem.stops)}
        self._skills = {
            team.id: [self._reach.specialties[name] for name in sorted(team.specialties)] for team in problem.teams
        }
        self._times = np.zeros((len(problem.specialties), len(problem.stops)), np.int64)
        for route in routes:
            for stop in route.stops:
                self._times[self._skills[route.team], self._index[stop]] += 1
        self._best = [_two_largest(self._reach, times > 0) for times in self._times]

    def lost_without(self, route: Route, rank: int) -> float:
        """Return the value that is gone without one visit."""
        stop = self._index[route.stops[rank]]
        who = self._reach.locality[self._reach.rows_of(stop)]
        return float(
            sum(
                self._reach.value[skill, who] @ (self._best[skill].share[who] - self._without(skill, stop)[who])
                for skill in self._skills[route.team]
            )
        )

    def best_instead(self, route: Route, rank: int, stops: Sequence[int]) -> tuple[int, float] | None:
        """Return which of some unvisited stops adds most in place of a visit, and how much; None without any."""
        if not stops:
            return None
        reach, added = self._reach, np.zeros(self._reach.stops)
        for skill in self._skills[route.team]:
            met = self._without(skill, self._index[route.stops[rank]])
            more = np.maximum(0.0, reach.share - met[reach.locality])
            added += reach.sums_by_stop(more * reach.value[skill, reach.locality])
        return first_of_best({stop: float(added[stop]) for stop in stops})

    def _without(self, skill: int, stop: int) -> Matrix:
        """Return the largest shares visited, one visit of a stop left out."""
        best = self._best[skill]
        if self._times[skill, stop] != 1:
            return best.share
        return np.where(best.stop == stop, best.next_share, best.share)


@dataclass(frozen=True, slots=True, eq=False)
class _Best:
    """By locality the largest share visited, at which stop (-1: none), and the largest at any other."""

    share: Matrix
    stop: Ints
    next_share: Matrix


def _two_largest(reach: Reach, visited: Bools) -> _Best:
    rows = np.flatnonzero(visited[reach.stop])
    rows = rows[np.lexsort((-reach.share[rows], reach.locality[rows]))]
    people = reach.need.shape[1]
    best = _Best(np.zeros(people), np.full(people, -1, np.int64), np.zeros(people))
    who, first = np.unique(reach.locality[rows], return_index=True)
    best.share[who], best.stop[who] = reach.share[rows[first]], reach.stop[rows[first]]
    several = np.diff(np.append(first, len(rows))) > 1
    best.next_share[who[several]] = reach.share[rows[first[several] + 1]]
    return best


class StaffGains:
    """Gains where staff counts: the best serving with and without a visit."""

    def __init__(self, problem: CaravanProblem, routes: Sequence[Route]) -> None:
        self._problem = problem
        self._serving = Serving(problem)
        self._teams = {team.id: team for team in problem.teams}
        self._routes = routes
        self._value = self._serving.value(staff_of(problem, routes))

    def lost_without(self, route: Route, rank: int) -> float:
        """Return the value that is gone without one visit."""
        return self._value - self._serving.value(self._without(route, rank))

    def best_instead(self, route: Route, rank: int, stops: Sequence[int]) -> tuple[int, float] | None:
        """Return which of some unvisited stops adds most in place of a visit, and how much; None without any."""
        staff = self._without(route, rank)
        base = self._serving.value(staff)
        team, gains = self._teams[route.team], dict[int, float]()
        skills = sorted(team.specialties)
        limits = ((self._serving.most_added(stop, skills), stop) for stop in stops)
        for most, stop in sorted(limits, key=lambda pair: -pair[0]):
            best = max(gains.values(), default=-1.0)
            if most < best - TIE * max(1.0, best):
                break
            gains[stop] = self._serving.value(staff | self._given(team, stop)) - base
        return first_of_best(gains)

    def _given(self, team: Team, stop: int) -> Staff:
        paces = team.minutes_per_consultation
        return {
            (stop, specialty): consultations(self._problem, paces[specialty], stop)
            for specialty in sorted(team.specialties)
        }

    def _without(self, route: Route, rank: int) -> Staff:
        shorter = replace(route, stops=(*route.stops[:rank], *route.stops[rank + 1 :]))
        return staff_of(self._problem, [*(other for other in self._routes if other != route), shorter])


def first_of_best(gains: dict[int, float]) -> tuple[int, float] | None:
    """Return the stop of greatest gain, the first of the problem's stops among equals."""
    if not gains:
        return None
    best = max(gains.values())
    stop = min(stop for stop, gain in gains.items() if gain >= best - TIE * max(1.0, best))
    return stop, gains[stop]
