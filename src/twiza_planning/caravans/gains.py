"""What single visits add to the value of a plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from twiza_planning.caravans.cover import Cover, covers
from twiza_planning.caravans.problem import CaravanProblem, Route, Team
from twiza_planning.caravans.serving import Serving, Staff, staff_of
from twiza_planning.caravans.staff import consultations

TIE = 1e-9


class CoverGains:
    """Gains where staff does not count, from how many visits earn each covered set."""

    def __init__(self, problem: CaravanProblem, routes: Sequence[Route]) -> None:
        self._index = {stop.id: number for number, stop in enumerate(problem.stops)}
        self._skills = {team.id: team.specialties for team in problem.teams}
        self._by_stop: dict[int, list[tuple[int, Cover]]] = defaultdict(list)
        for number, cover in enumerate(covers(problem)):
            for stop in cover.stops:
                self._by_stop[stop].append((number, cover))
        visits = ((route.team, self._index[stop]) for route in routes for stop in route.stops)
        self._times = Counter(number for team, stop in visits for number, _ in self._earned(team, stop))

    def lost_without(self, route: Route, rank: int) -> float:
        """Return the value that is gone without one visit."""
        earned = self._earned(route.team, self._index[route.stops[rank]])
        return sum(cover.value for number, cover in earned if self._times[number] == 1)

    def best_instead(self, route: Route, rank: int, stops: Sequence[int]) -> tuple[int, float] | None:
        """Return which of some unvisited stops adds most in place of a visit, and how much; None without any."""
        earned = self._earned(route.team, self._index[route.stops[rank]])
        freed = {number for number, _ in earned if self._times[number] == 1}
        return first_of_best({stop: self._added(route.team, stop, freed) for stop in stops})

    def _added(self, team: str, stop: int, freed: set[int]) -> float:
        earned = self._earned(team, stop)
        return sum(cover.value for number, cover in earned if number in freed or not self._times[number])

    def _earned(self, team: str, stop: int) -> Iterator[tuple[int, Cover]]:
        skills = self._skills[team]
        return (pair for pair in self._by_stop[stop] if pair[1].specialty in skills)


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
