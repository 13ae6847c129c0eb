"""The best serving of needs by the staff of given visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import inf

import numpy as np

from twiza_planning.caravans.floor import area_needs
from twiza_planning.caravans.mip import Model, maximise
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route
from twiza_planning.caravans.staff import Demand, consultations, demands
from twiza_planning.caravans.watch import Watch

Staff = dict[tuple[int, str], float]
Served = dict[Demand, float]

SHORTFALL_TOLERANCE = 1e-9


def staff_of(problem: CaravanProblem, routes: Iterable[Route]) -> Staff:
    """Return the consultations that routes give at each stop (by index) in each specialty."""
    teams = {team.id: team for team in problem.teams}
    index = {stop.id: number for number, stop in enumerate(problem.stops)}
    staff: Staff = defaultdict(float)
    for route in routes:
        team = teams[route.team]
        for stop in route.stops:
            for specialty in sorted(team.specialties):
                pace = team.minutes_per_consultation[specialty]
                staff[index[stop], specialty] += consultations(problem, pace, index[stop])
    return dict(staff)


class Serving:
    """
    Best servings of one problem, each found by a linear program.

    Without a floor, stops that share no locality are served apart, and what was solved once is remembered.
    """

    def __init__(self, problem: CaravanProblem) -> None:
        self.problem = problem
        self.demands = demands(problem)
        self._solved: dict[frozenset[tuple[tuple[int, str], float]], Served] = {}
        self._by_stop: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number, demand in enumerate(self.demands):
            for stop in demand.stops:
                self._by_stop[stop, demand.specialty].append(number)

    def value(self, staff: Staff) -> float:
        """Return Σ equity × served of the best serving."""
        return sum(demand.equity * served for demand, served in self.best(staff).items())

    def best(self, staff: Staff) -> Served:
        """Return what is served of each demand: the least sum of shortfalls first, then the greatest value."""
        if self.problem.area_floor is not None:
            return self._once(staff)
        served: Served = {}
        for part in self._apart(staff):
            served |= self._once(part)
        return served

    def most_added(self, stop: int, specialties: Iterable[str]) -> float:
        """Return what visiting one more stop can add at most, where areas have no floor."""
        found = (self.demands[number] for specialty in specialties for number in self._by_stop[stop, specialty])
        return sum(demand.equity * demand.most for demand in found)

    def _apart(self, staff: Staff) -> list[Staff]:
        """Split staff into parts that share no demand."""
        parts: list[Staff] = []
        left = dict.fromkeys(key for key, given in staff.items() if given > 0 and self._by_stop[key])
        while left:
            part, waiting = {}, [next(iter(left))]
            del left[waiting[0]]
            while waiting:
                key = waiting.pop()
                part[key] = staff[key]
                near = self._sharing(key, left)
                waiting += near
                for other in near:
                    del left[other]
            parts.append(part)
        return parts

    def _sharing(self, key: tuple[int, str], left: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
        stops = {stop for number in self._by_stop[key] for stop in self.demands[number].stops}
        return [other for other in left if other[0] in stops and other[1] == key[1]]

    def _once(self, staff: Staff) -> Served:
        name = frozenset(staff.items())
        if name not in self._solved:
            self._solved[name] = _solve(self.problem, self._met_by(staff), staff)
        return self._solved[name]

    def _met_by(self, staff: Staff) -> list[Demand]:
        numbers = {number for key in staff for number in self._by_stop[key]}
        return [self.demands[number] for number in sorted(numbers)]


def _solve(problem: CaravanProblem, asked: list[Demand], staff: Staff) -> Served:
    """Serve demands with staff by a linear program in two steps where areas have a floor."""
    model = Model()
    serving: dict[Demand, list[int]] = {}
    by_staff: dict[tuple[int, str], list[int]] = defaultdict(list)
    for demand in asked:
        able = [stop for stop in demand.stops if staff.get((stop, demand.specialty), 0.0) > 0]
        serving[demand] = [model.add_column(worth=demand.equity) for _ in able]
        most = demand.need * max((demand.share(stop) for stop in able), default=0.0)
        model.add_row(serving[demand], np.ones(len(able)), upper=most)
        for stop, column in zip(able, serving[demand], strict=True):
            by_staff[stop, demand.specialty].append(column)
    for key, columns in by_staff.items():
        if staff[key] < inf:
            model.add_row(columns, np.ones(len(columns)), upper=staff[key])
    if problem.area_floor is not None:
        _hold_least_shortfall(problem, model, serving)
    answer = _maximum(model)
    return {demand: float(sum(answer[column] for column in columns)) for demand, columns in serving.items()}


def _hold_least_shortfall(problem: CaravanProblem, model: Model, serving: dict[Demand, list[int]]) -> None:
    by_area: dict[str, list[int]] = defaultdict(list)
    for demand, columns in serving.items():
        by_area[demand.area] += columns
    worth, shortfalls = model.worth, []
    for area, need in area_needs(problem).items():
        lacks = model.add_column()
        columns = [*by_area[area], lacks]
        model.add_row(columns, np.ones(len(columns)), lower=(problem.area_floor or 0.0) * need)
        shortfalls.append(lacks)
    model.worth = [0.0] * len(worth)
    for column in shortfalls:
        model.worth[column] = -1.0
    least = float(_maximum(model)[shortfalls].sum())
    model.worth = worth
    model.add_row(shortfalls, np.ones(len(shortfalls)), upper=least + SHORTFALL_TOLERANCE * max(1.0, least))


def _maximum(model: Model) -> Matrix:
    answer = maximise(model, watch=Watch(seconds=inf), gap=0.0, seed=0)
    if answer.columns is None:
        raise RuntimeError("A serving that serves nobody is always possible.")
    return answer.columns
