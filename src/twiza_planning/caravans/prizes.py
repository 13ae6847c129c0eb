"""What visiting each stop would add to a plan in the making."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.classes import Kind
from twiza_planning.caravans.cover import covers, first_of_same_staff
from twiza_planning.caravans.floor import area_needs
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import Ints
from twiza_planning.caravans.staff import consultations, demands

# A need that an area lacks under its floor comes before any value.
FLOOR_WEIGHT = 1e3


@dataclass(slots=True, eq=False)
class Terms:
    """
    What can be earned in one specialty: covered sets, or demands where staff counts.

    `left` is the part of each term not earned yet. Row r of the pairs says that `stop[r]` can bring what is earned
    of `term[r]` up to `share[r]`.
    """

    value: Matrix
    need: Matrix
    area: Ints
    left: Matrix
    term: Ints
    stop: Ints
    share: Matrix

    def earned_by_visit(self, rows: slice | Ints) -> Matrix:
        """Return the part of its term that each pair would earn now."""
        earned: Matrix = np.maximum(0.0, self.share[rows] - (1.0 - self.left[self.term[rows]]))
        return earned


class Prizes:
    """
    What visits would add, kept up to date as stops are visited.

    Where staff counts this is a guess: visits serve in the order they come, not at their best.
    """

    def __init__(self, problem: CaravanProblem) -> None:
        self._problem = problem
        self._first = first_of_same_staff(problem)
        areas = area_needs(problem)
        self._area = {area: number for number, area in enumerate(areas)}
        self._missing = np.array([problem.floor_of(area) * need for area, need in areas.items()])
        self._terms = {specialty: self._terms_of(specialty) for specialty in dict.fromkeys(self._names())}

    def of_kind(self, kind: Kind) -> Matrix:
        """Return what one visit by a kind of team would add at each stop."""
        added = np.zeros(len(self._problem.stops))
        for specialty in self._skills(kind):
            terms = self._terms[specialty]
            earned = terms.earned_by_visit(slice(None))
            gains = np.bincount(terms.stop, earned * self._worth(terms)[terms.term], minlength=len(added))
            if self._problem.capacity:
                people = np.bincount(terms.stop, earned * terms.need[terms.term], minlength=len(added))
                gains = gains * np.minimum(1.0, self._given(kind, specialty) / np.maximum(people, 1e-12))
            added += gains
        return added

    def visit(self, kind: Kind, stop: int) -> None:
        """Take what a visit earns from what is left."""
        for specialty in self._skills(kind):
            terms = self._terms[specialty]
            rows = np.flatnonzero(terms.stop == stop)
            earned = terms.earned_by_visit(rows)
            if self._problem.capacity:
                people = float(earned @ terms.need[terms.term[rows]])
                given = consultations(self._problem, kind.pace_of(specialty), stop)
                earned = earned * min(1.0, given / max(people, 1e-12))
            terms.left[terms.term[rows]] -= earned
            met = earned * terms.need[terms.term[rows]]
            self._missing -= np.bincount(terms.area[terms.term[rows]], met, minlength=len(self._missing))

    def _worth(self, terms: Terms) -> Matrix:
        lacking = self._missing[terms.area] > 0
        return terms.value + np.where(lacking, FLOOR_WEIGHT * terms.need, 0.0)

    def _given(self, kind: Kind, specialty: str) -> Matrix:
        pace = kind.pace_of(specialty)
        stops = range(len(self._problem.stops))
        return np.array([consultations(self._problem, pace, stop) for stop in stops])

    def _skills(self, kind: Kind) -> list[str]:
        if self._problem.capacity:
            return [name for name in self._terms if name in kind.specialties]
        return sorted({self._first[name] for name in kind.specialties} & self._terms.keys())

    def _names(self) -> list[str]:
        return [*self._first] if self._problem.capacity else [*self._first.values()]

    def _terms_of(self, specialty: str) -> Terms:
        found = _staffed(self._problem, specialty) if self._problem.capacity else _covered(self._problem, specialty)
        pairs = [(number, stop, share) for number, (stops, _, _, _) in enumerate(found) for stop, share in stops]
        return Terms(
            value=np.array([value for _, value, _, _ in found]),
            need=np.array([need for _, _, need, _ in found]),
            area=np.array([self._area.get(area, 0) for _, _, _, area in found], np.int64),
            left=np.ones(len(found)),
            term=np.array([term for term, _, _ in pairs], np.int64),
            stop=np.array([stop for _, stop, _ in pairs], np.int64),
            share=np.array([share for _, _, share in pairs]),
        )


Found = list[tuple[list[tuple[int, float]], float, float, str]]


def _covered(problem: CaravanProblem, specialty: str) -> Found:
    """Return (stops with their share, value, need, area) of each covered set."""
    return [
        ([(stop, 1.0) for stop in cover.stops], cover.value, cover.need, cover.area)
        for cover in covers(problem)
        if cover.specialty == specialty
    ]


def _staffed(problem: CaravanProblem, specialty: str) -> Found:
    """Return (stops with their share, value, need, area) of each demand."""
    return [
        ([(stop, demand.share(stop)) for stop in demand.stops], demand.equity * demand.need, demand.need, demand.area)
        for demand in demands(problem)
        if demand.specialty == specialty
    ]
