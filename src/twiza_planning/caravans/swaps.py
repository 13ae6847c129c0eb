"""Which stops left out of a plan could take the place of a visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from twiza_planning.caravans.cost import route_cost
from twiza_planning.caravans.problem import CaravanProblem, Lengths, Matrix, Route
from twiza_planning.caravans.routes import TIME_TOLERANCE, Ints
from twiza_planning.caravans.slots import may_visit


class Swaps:
    """The stops that could be visited instead: open, in time, within budget, with every rule of visits kept."""

    def __init__(self, problem: CaravanProblem, routes: Sequence[Route]) -> None:
        self._problem = problem
        self._index = {stop.id: number for number, stop in enumerate(problem.stops)}
        self._base = {team.id: number for number, team in enumerate(problem.teams)}
        self._visits = Counter(stop for route in routes for stop in route.stops)
        self._locks = set(problem.locks)
        self._service = np.array([stop.service_minutes for stop in problem.stops])
        self._spent = sum(route_cost(problem, route) for route in routes) if problem.budget is not None else 0.0
        self._open: dict[tuple[str, int], Ints] = {}

    def instead_of(self, route: Route, rank: int) -> list[int]:
        """Return the unvisited stops that could take the place of a visit, in order."""
        if route in self._locks or self._must_stay(route, rank):
            return []
        stops = self._unvisited(route)
        fits = self._in_time(route, rank, stops) & self._paid_for(route, rank, stops)
        return [int(stop) for stop in stops[fits]]

    def _must_stay(self, route: Route, rank: int) -> bool:
        """Whether the team sleeps there, or the stop would be visited too rarely."""
        if route.end is not None and rank == len(route.stops) - 1:
            return True
        left = self._visits[route.stops[rank]] - 1
        return 0 < left < self._problem.stops[self._index[route.stops[rank]]].visits_min

    def _unvisited(self, route: Route) -> Ints:
        key = route.team, route.day
        if key not in self._open:
            team = self._problem.teams[self._base[route.team]]
            self._open[key] = np.array(
                [
                    number
                    for number, stop in enumerate(self._problem.stops)
                    if not self._visits[stop.id]
                    and stop.visits_max >= 1 >= stop.visits_min
                    and may_visit(self._problem, team, route.day, stop)
                ],
                np.int64,
            )
        return self._open[key]

    def _in_time(self, route: Route, rank: int, stops: Ints) -> np.typing.NDArray[np.bool_]:
        limit = self._problem.teams[self._base[route.team]].day_minutes
        minutes = self._way(self._problem.travel_on(route.day).minutes, route, rank, stops)
        others = sum(self._service[self._index[stop]] for stop in (*route.stops[:rank], *route.stops[rank + 1 :]))
        within: np.typing.NDArray[np.bool_] = minutes + others + self._service[stops] <= limit + TIME_TOLERANCE * max(
            1.0, limit
        )
        return within

    def _paid_for(self, route: Route, rank: int, stops: Ints) -> np.typing.NDArray[np.bool_]:
        budget = self._problem.budget
        if budget is None:
            return np.ones(len(stops), bool)
        team = self._problem.teams[self._base[route.team]]
        km = self._way(self._problem.travel_on(route.day).km, route, rank, stops)
        cost = self._spent - route_cost(self._problem, route) + team.cost_day + team.cost_km * km
        paid: np.typing.NDArray[np.bool_] = cost <= budget + TIME_TOLERANCE * max(1.0, budget)
        return paid

    def _way(self, lengths: Lengths, route: Route, rank: int, stops: Ints) -> Matrix:
        """Return the length of a route with each of some stops in place of one of its own."""
        first, base = len(self._problem.teams), self._base[route.team]
        places = [first + self._index[stop] for stop in route.stops]
        start = base if route.start is None else first + self._index[route.start]
        end = base if route.end is None else first + self._index[route.end]
        nodes = [start, *places, end]
        before, after = nodes[: rank + 1], nodes[rank + 2 :]
        kept = sum(lengths[leg] for part in (before, after) for leg in pairwise(part))
        way: Matrix = kept + lengths[before[-1], first + stops] + lengths[first + stops, after[0]]
        return way
