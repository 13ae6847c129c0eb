"""
What one more visit of each stop would add to a plan, kept up to date as visits are added.

Where staff counts this is a guess: visits serve in the order they come, not at their best.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

import numpy as np

from twiza_planning.caravans.classes import Kind
from twiza_planning.caravans.floor import area_needs
from twiza_planning.caravans.problem import CaravanProblem, Matrix

# A need that an area lacks under its floor comes before any value: so many times the dearest need.
FLOOR_WEIGHT = 1e3


class Reach:
    """Who can be met where: the pairs of stops and localities in order of stops, and the needs by specialty."""

    def __init__(self, problem: CaravanProblem) -> None:
        pairs = np.array(list(problem.share), np.int64).reshape(-1, 2)
        order = np.lexsort((pairs[:, 0], pairs[:, 1]))
        self.locality, self.stop = pairs[order, 0], pairs[order, 1]
        self.share = np.array(list(problem.share.values()))[order]
        self.stops = len(problem.stops)
        self.starts = np.searchsorted(self.stop, np.arange(self.stops + 1))
        self.specialties = {name: rank for rank, name in enumerate(problem.specialties)}
        self.need: Matrix = np.array(
            [[locality.need.get(name, 0.0) for locality in problem.localities] for name in problem.specialties]
        ).reshape(len(problem.specialties), len(problem.localities))
        self.value: Matrix = self.need * np.array([locality.equity for locality in problem.localities])
        areas = area_needs(problem)
        rank = {area: number for number, area in enumerate(areas)}
        self.area = np.array([rank[locality.area] for locality in problem.localities], np.int64)
        self.floor = np.array([(problem.area_floor or 0.0) * need for need in areas.values()])
        self.service = np.array([stop.service_minutes for stop in problem.stops])
        self.problem = problem
        dearest = max((locality.equity for locality in problem.localities), default=1.0)
        self.floor_weight = FLOOR_WEIGHT * max(1.0, dearest)

    def sums_by_stop(self, by_pair: Matrix) -> Matrix:
        """Return the sums by stop of what stands by pair."""
        return np.bincount(self.stop, by_pair, minlength=self.stops).astype(float)

    def rows_of(self, stop: int) -> slice:
        """Return the pairs of a stop."""
        return slice(self.starts[stop], self.starts[stop + 1])


Visits = Iterable[tuple[Kind, int]]


class Marginal:
    """The shares met by some visits, and what others would add."""

    def __init__(self, reach: Reach, visits: Visits = ()) -> None:
        self._reach = reach
        self._met = np.zeros_like(reach.need)
        self._added: dict[Kind, Matrix] = {}
        if reach.problem.capacity:
            for kind, stop in visits:
                self.visit(kind, stop)
            return
        for kind, stop in visits:
            rows = reach.rows_of(stop)
            for rank in self._ranks(kind):
                place = self._met[rank]
                place[reach.locality[rows]] = np.maximum(place[reach.locality[rows]], reach.share[rows])

    def copy(self) -> Marginal:
        """Return the same to go on from in another way."""
        other = copy(self)
        other._met = self._met.copy()
        other._added = dict(self._added)
        return other

    @property
    def score(self) -> float:
        """The value met, less much more for each need that an area lacks under its floor."""
        met = self._met * self._reach.need
        return float((self._met * self._reach.value).sum()) - self._reach.floor_weight * float(
            self._missing(met).clip(0).sum()
        )

    def added(self, kind: Kind) -> Matrix:
        """Return what one visit by a kind of team would add at each stop."""
        if kind not in self._added:
            self._added[kind] = sum(
                (self._added_in(kind, rank) for rank in self._ranks(kind)), np.zeros(self._reach.stops)
            )
        return self._added[kind]

    def visit(self, kind: Kind, stop: int) -> None:
        """Count a visit."""
        reach, rows = self._reach, self._reach.rows_of(stop)
        who = reach.locality[rows]
        for name, rank in zip(sorted(kind.specialties), self._ranks(kind), strict=True):
            earned = np.maximum(0.0, reach.share[rows] - self._met[rank, who])
            if reach.problem.capacity:
                people = float(earned @ reach.need[rank, who])
                given = float(reach.service[stop]) / kind.pace_of(name)
                earned = earned * min(1.0, given / max(people, 1e-12))
            self._met[rank, who] += earned
        self._added.clear()

    def _added_in(self, kind: Kind, rank: int) -> Matrix:
        reach = self._reach
        earned = np.maximum(0.0, reach.share - self._met[rank, reach.locality])
        gains = reach.sums_by_stop(earned * self._weight(rank)[reach.locality])
        if reach.problem.capacity:
            people = reach.sums_by_stop(earned * reach.need[rank, reach.locality])
            given = reach.service / kind.pace_of(reach.problem.specialties[rank])
            gains = gains * np.minimum(1.0, given / np.maximum(people, 1e-12))
        return gains

    def _weight(self, rank: int) -> Matrix:
        reach = self._reach
        weight: Matrix = reach.value[rank]
        if reach.floor.any():
            lacking = self._missing(self._met * reach.need) > 0
            weight = weight + np.where(lacking[reach.area], reach.floor_weight * reach.need[rank], 0.0)
        return weight

    def _missing(self, met: Matrix) -> Matrix:
        by_area = np.bincount(self._reach.area, met.sum(axis=0), minlength=len(self._reach.floor)).astype(float)
        missing: Matrix = self._reach.floor - by_area
        return missing

    def _ranks(self, kind: Kind) -> list[int]:
        return [self._reach.specialties[name] for name in sorted(kind.specialties)]
