"""The best serving of needs by the staff of given visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import inf

import numpy as np

from twiza_planning.caravans.floor import area_needs
from twiza_planning.caravans.model import Model
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.programme import Programme
from twiza_planning.caravans.staff import Demand, consultations, demands

Staff = dict[tuple[int, str], float]

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
    Best servings of one problem under different staff, by a linear program that is changed and solved again.

    With a floor there are two: the least sum of shortfalls, then the greatest value that needs no more.
    """

    def __init__(self, problem: CaravanProblem) -> None:
        self.demands = demands(problem)
        self._by_stop: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._columns: list[list[int]] = []
        self._visited: list[set[int]] = [set() for _ in self.demands]
        self._staff: Staff = {}
        model = self._model()
        self._floors = _add_floors(problem, model, self.demands, self._columns)
        self._value = Programme(model)
        self._known: float | None = None
        self._shortfall = _shortfall_programme(model, self._floors) if self._floors else None

    def value(self, staff: Staff) -> float:
        """Return Σ equity × served of the best serving."""
        if staff != self._staff or self._known is None:
            self._change(staff)
            self._known = self._value.maximum()
        return self._known

    def shortfall(self, staff: Staff) -> float:
        """Return the least sum of what areas lack under their floor, 0 without one."""
        self.value(staff)
        return 0.0 if self._shortfall is None else float(self._shortfall.best_columns()[self._floors].sum())

    def best(self, staff: Staff) -> list[tuple[Demand, float]]:
        """Return what is served of each demand."""
        self._change(staff)
        self._known = None
        answer = self._value.best_columns()
        return [
            (demand, float(answer[columns].sum())) for demand, columns in zip(self.demands, self._columns, strict=True)
        ]

    def most_added(self, stop: int, specialties: Iterable[str]) -> float:
        """Return what visiting one more stop can add at most; endless where areas have a floor."""
        if self._shortfall is not None:
            return inf
        found = (self.demands[number] for specialty in specialties for number in self._by_stop[stop, specialty])
        return sum(demand.equity * demand.most for demand in found)

    def _model(self) -> Model:
        """Rows of needs, one a demand, then rows of staff; nobody is served yet."""
        model = Model()
        serving: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number, demand in enumerate(self.demands):
            self._columns.append([model.add_column(worth=demand.equity) for _ in demand.stops])
            model.add_row(self._columns[-1], np.ones(len(demand.stops)), upper=0.0)
            for stop, column in zip(demand.stops, self._columns[-1], strict=True):
                self._by_stop[stop, demand.specialty].append(number)
                serving[stop, demand.specialty].append(column)
        self._rows = {
            key: model.add_row(columns, np.ones(len(columns)), upper=0.0) for key, columns in serving.items()
        }
        return model

    def _change(self, staff: Staff) -> None:
        """Give the programmes the staff of other visits."""
        for key in {**self._staff, **staff}:
            if self._staff.get(key) != staff.get(key) and key in self._rows:
                self._limit(self._rows[key], staff.get(key, 0.0))
                if (key in staff) != (key in self._staff):
                    self._visit(key, is_visited=key in staff)
        self._staff = dict(staff)
        if self._shortfall is not None:
            least = float(self._shortfall.best_columns()[self._floors].sum())
            self._value.limit(self._value.rows - 1, least + SHORTFALL_TOLERANCE * max(1.0, least))

    def _visit(self, key: tuple[int, str], *, is_visited: bool) -> None:
        for number in self._by_stop[key]:
            visited, demand = self._visited[number], self.demands[number]
            if is_visited:
                visited.add(key[0])
            else:
                visited.discard(key[0])
            self._limit(number, demand.need * max((demand.share(stop) for stop in visited), default=0.0))

    def _limit(self, row: int, upper: float) -> None:
        for programme in (self._value, self._shortfall):
            if programme is not None:
                programme.limit(row, upper)


def _add_floors(
    problem: CaravanProblem, model: Model, asked: tuple[Demand, ...], serving: list[list[int]]
) -> list[int]:
    """Add what each area lacks, and a last row for their sum; return the columns, none without a floor."""
    if not problem.has_floor:
        return []
    by_area: dict[str, list[int]] = defaultdict(list)
    for demand, columns in zip(asked, serving, strict=True):
        by_area[demand.area] += columns
    shortfalls = []
    for area, need in area_needs(problem).items():
        lacks = model.add_column()
        columns = [*by_area[area], lacks]
        model.add_row(columns, np.ones(len(columns)), lower=problem.floor_of(area) * need)
        shortfalls.append(lacks)
    model.add_row(shortfalls, np.ones(len(shortfalls)))
    return shortfalls


def _shortfall_programme(model: Model, shortfalls: list[int]) -> Programme:
    worth = model.worth
    model.worth = [0.0] * len(worth)
    for column in shortfalls:
        model.worth[column] = -1.0
    programme = Programme(model)
    model.worth = worth
    return programme
