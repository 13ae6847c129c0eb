"""Why each stop is in a plan: what it adds, and what the best stop left out would add in its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from twiza_planning.caravans.cover import Cover, covers
from twiza_planning.caravans.limits import route_cost
from twiza_planning.caravans.plan import Reason
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.routes import TIME_TOLERANCE
from twiza_planning.caravans.slots import may_visit
from twiza_planning.caravans.travelled import travelled

TIE = 1e-9


def reasons_of(problem: CaravanProblem, routes: tuple[Route, ...]) -> tuple[Reason, ...]:
    """Return one reason for every visit, in order of routes and stops."""
    gains = _Gains(problem, routes)
    swaps = _Swaps(problem, routes)
    return tuple(_reason(gains, swaps, route, rank) for route in routes for rank in range(len(route.stops)))


def _reason(gains: _Gains, swaps: _Swaps, route: Route, rank: int) -> Reason:
    gain = gains.lost_without(route, rank)
    for stop, its_gain in gains.of_others(route, rank, swaps.unvisited):
        if swaps.fits(route, rank, stop):
            return Reason(route.stops[rank], gain, swaps.problem.stops[stop].id, its_gain)
    return Reason(route.stops[rank], gain, None, None)


@dataclass(slots=True, eq=False)
class _Gains:
    """Value that single visits add, from how many visits earn each covered set."""

    problem: CaravanProblem
    routes: tuple[Route, ...]
    index: dict[str, int] = field(init=False)
    skills: dict[str, frozenset[str]] = field(init=False)
    by_stop: dict[int, list[tuple[int, Cover]]] = field(init=False)
    times: Counter[int] = field(init=False)

    def __post_init__(self) -> None:
        self.index = {stop.id: number for number, stop in enumerate(self.problem.stops)}
        self.skills = {team.id: team.specialties for team in self.problem.teams}
        self.by_stop = defaultdict(list)
        for number, cover in enumerate(covers(self.problem)):
            for stop in cover.stops:
                self.by_stop[stop].append((number, cover))
        self.times = Counter(
            number for route in self.routes for stop in route.stops for number, _ in self._earned(route, stop)
        )

    def lost_without(self, route: Route, rank: int) -> float:
        """Return the value that is gone without one visit."""
        return sum(cover.value for number, cover in self._earned(route, route.stops[rank]) if self.times[number] == 1)

    def of_others(self, route: Route, rank: int, unvisited: list[int]) -> Iterator[tuple[int, float]]:
        """Yield unvisited stops with what they would add in place of a visit, best first, file order among equals."""
        freed = {number for number, _ in self._earned(route, route.stops[rank]) if self.times[number] == 1}
        gains = {stop: self._added_by(route, stop, freed) for stop in unvisited}
        while gains:
            best = max(gains.values())
            stop = next(stop for stop, gain in gains.items() if gain >= best - TIE * max(1.0, best))
            yield stop, gains.pop(stop)

    def _added_by(self, route: Route, stop: int, freed: set[int]) -> float:
        return sum(
            cover.value
            for number, cover in self.by_stop[stop]
            if cover.specialty in self.skills[route.team] and (number in freed or not self.times[number])
        )

    def _earned(self, route: Route, stop: str) -> list[tuple[int, Cover]]:
        skills = self.skills[route.team]
        return [pair for pair in self.by_stop[self.index[stop]] if pair[1].specialty in skills]


@dataclass(slots=True, eq=False)
class _Swaps:
    """Which stops left out could take the place of a visit."""

    problem: CaravanProblem
    routes: tuple[Route, ...]
    unvisited: list[int] = field(init=False)
    visits: Counter[str] = field(init=False)
    spent: float = field(init=False)

    def __post_init__(self) -> None:
        self.visits = Counter(stop for route in self.routes for stop in route.stops)
        self.unvisited = [
            number
            for number, stop in enumerate(self.problem.stops)
            if stop.id not in self.visits and stop.visits_max >= 1 and stop.visits_min <= 1
        ]
        self.spent = sum(route_cost(self.problem, route) for route in self.routes)

    def fits(self, route: Route, rank: int, stop: int) -> bool:
        """Return whether a plan with the stop in place of the visit is feasible."""
        problem = self.problem
        team = next(team for team in problem.teams if team.id == route.team)
        if route in problem.locks or not may_visit(problem, team, route.day, problem.stops[stop]):
            return False
        if not self._may_leave(route, rank):
            return False
        swapped = Route(route.team, route.day, _put(route.stops, rank, problem.stops[stop].id))
        limit = team.day_minutes + TIME_TOLERANCE * max(1.0, team.day_minutes)
        return travelled(problem, swapped).minutes <= limit and self._is_paid_for(route, swapped)

    def _may_leave(self, route: Route, rank: int) -> bool:
        left = next(stop for stop in self.problem.stops if stop.id == route.stops[rank])
        remaining = self.visits[left.id] - 1
        return remaining == 0 or remaining >= left.visits_min

    def _is_paid_for(self, route: Route, swapped: Route) -> bool:
        if self.problem.budget is None:
            return True
        cost = self.spent - route_cost(self.problem, route) + route_cost(self.problem, swapped)
        return cost <= self.problem.budget + TIME_TOLERANCE * max(1.0, self.problem.budget)


def _put(stops: tuple[str, ...], rank: int, stop: str) -> tuple[str, ...]:
    return (*stops[:rank], stop, *stops[rank + 1 :])
