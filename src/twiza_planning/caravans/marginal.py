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
from twiza_planning.caravans.routes import Ints

# A need that an area lacks under its floor comes before any value: so many times the dearest need.
FLOOR_WEIGHT = 1e3
LEAST_PEOPLE = 1e-12


class Reach:
    """Who can be met where: the pairs of stops and localities in order of stops, and the needs by specialty."""

    def __init__(self, problem: CaravanProblem) -> None:
        pairs = np.array(list(problem.share), np.int64).reshape(-1, 2)
        order = np.lexsort((pairs[:, 0], pairs[:, 1]))
        self.locality, self.stop = pairs[order, 0], pairs[order, 1]
        self.share = np.array(list(problem.share.values()))[order]
        self.stops = len(problem.stops)
        self.starts = np.searchsorted(self.stop, np.arange(self.stops + 1))
        # The same pairs in order of localities.
        self.near = np.argsort(self.locality, kind="stable")
        self.near_starts = np.searchsorted(self.locality[self.near], np.arange(len(problem.localities) + 1))
        self.specialties = {name: rank for rank, name in enumerate(problem.specialties)}
        self.need: Matrix = np.array(
            [[locality.need.get(name, 0.0) for locality in problem.localities] for name in problem.specialties]
        ).reshape(len(problem.specialties), len(problem.localities))
        self.value: Matrix = self.need * np.array([locality.equity for locality in problem.localities])
        areas = area_needs(problem)
        rank = {area: number for number, area in enumerate(areas)}
        self.area = np.array([rank[locality.area] for locality in problem.localities], np.int64)
        self.floor = np.array([problem.floor_of(area) * need for area, need in areas.items()])
        self.service = np.array([stop.service_minutes for stop in problem.stops])
        self.problem = problem
        dearest = max((locality.equity for locality in problem.localities), default=1.0)
        self.floor_weight = FLOOR_WEIGHT * max(1.0, dearest)

    def sums_by_stop(self, by_pair: Matrix) -> Matrix:
        """Return the sums by stop of what stands by pair."""
        return np.bincount(self.stop, by_pair, minlength=self.stops).astype(float)

    def ranks(self, kind: Kind) -> list[tuple[str, int]]:
        """Return the specialties of a kind of team with their ranks."""
        return [(name, self.specialties[name]) for name in sorted(kind.specialties)]

    def rows_near(self, localities: Ints) -> Ints:
        """Return the pairs of some localities."""
        starts, ends = self.near_starts[localities], self.near_starts[localities + 1]
        return np.concatenate([self.near[start:end] for start, end in zip(starts, ends, strict=True)])

    def rows_of(self, stop: int) -> slice:
        """Return the pairs of a stop."""
        return slice(self.starts[stop], self.starts[stop + 1])


Visits = Iterable[tuple[Kind, int]]


class Marginal:
    """The shares met by some visits, and what others would add."""

    def __init__(self, reach: Reach, visits: Visits = ()) -> None:
        self._reach = reach
        self._met = np.zeros_like(reach.need)
        # By specialty and stop, once asked for: what one visit would add, and the people it could meet.
        self._added: dict[int, Matrix] = {}
        self._people: dict[int, Matrix] = {}
        self._lacking = reach.floor > 0
        if reach.problem.capacity:
            for kind, stop in visits:
                self.visit(kind, stop)
        else:
            self._meet(visits)
        self._lacking = self._missing() > 0

    def copy(self) -> Marginal:
        """Return the same to go on from in another way."""
        other = copy(self)
        other._met = self._met.copy()
        other._added = {rank: added.copy() for rank, added in self._added.items()}
        other._people = {rank: people.copy() for rank, people in self._people.items()}
        return other

    @property
    def score(self) -> float:
        """The value met, less much more for each need that an area lacks under its floor."""
        lacking = float(self._missing().clip(0).sum())
        return float((self._met * self._reach.value).sum()) - self._reach.floor_weight * lacking

    def added(self, kind: Kind) -> Matrix:
        """Return what one visit by a kind of team would add at each stop."""
        reach, added = self._reach, np.zeros(self._reach.stops)
        for name, rank in reach.ranks(kind):
            if rank not in self._added:
                self._added[rank], self._people[rank] = self._sums(rank, slice(None))
            gains = self._added[rank]
            if reach.problem.capacity:
                given = reach.service / kind.pace_of(name)
                gains = gains * np.minimum(1.0, given / np.maximum(self._people[rank], LEAST_PEOPLE))
            added += gains
        return added

    def visit(self, kind: Kind, stop: int) -> None:
        """Count a visit."""
        reach, rows = self._reach, self._reach.rows_of(stop)
        who = reach.locality[rows]
        for name, rank in reach.ranks(kind):
            earned = np.maximum(0.0, reach.share[rows] - self._met[rank, who])
            if reach.problem.capacity:
                people = float(earned @ reach.need[rank, who])
                given = float(reach.service[stop]) / kind.pace_of(name)
                earned = earned * min(1.0, given / max(people, LEAST_PEOPLE))
            self._change(rank, who[earned > 0], earned[earned > 0])
        if reach.floor.any() and ((lacking := self._missing() > 0) != self._lacking).any():
            self._lacking = lacking
            self._added.clear()

    def _meet(self, visits: Visits) -> None:
        for kind, stop in visits:
            rows = self._reach.rows_of(stop)
            who = self._reach.locality[rows]
            for _, rank in self._reach.ranks(kind):
                self._met[rank, who] = np.maximum(self._met[rank, who], self._reach.share[rows])

    def _change(self, rank: int, who: Ints, earned: Matrix) -> None:
        """Meet more of some needs, and take what it changes for every stop near them."""
        if rank not in self._added or not len(who):
            self._met[rank, who] += earned
            return
        rows = self._reach.rows_near(who)
        before, people_before = self._sums(rank, rows)
        self._met[rank, who] += earned
        after, people_after = self._sums(rank, rows)
        self._added[rank] += after - before
        self._people[rank] += people_after - people_before

    def _sums(self, rank: int, rows: Ints | slice) -> tuple[Matrix, Matrix]:
        """Return by stop what some pairs would add, and the people whom it would meet."""
        reach = self._reach
        who, stops = reach.locality[rows], reach.stop[rows]
        more = np.maximum(0.0, reach.share[rows] - self._met[rank, who])
        weight, people = reach.value[rank, who], more * reach.need[rank, who]
        if reach.floor.any():
            lacking = self._lacking[reach.area[who]]
            weight = weight + np.where(lacking, reach.floor_weight * reach.need[rank, who], 0.0)
        return (
            np.bincount(stops, more * weight, minlength=reach.stops).astype(float),
            np.bincount(stops, people, minlength=reach.stops).astype(float),
        )

    def _missing(self) -> Matrix:
        met = (self._met * self._reach.need).sum(axis=0)
        missing: Matrix = self._reach.floor - np.bincount(self._reach.area, met, minlength=len(self._reach.floor))
        return missing
