"""Minutes and kilometres from and to every stop, for one place at a time."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.problem import CaravanProblem, Lengths, Matrix
from twiza_planning.caravans.slots import season_on

KEPT_MAX = 1_000


class Ways:
    """
    Rows and columns of the travel matrices of one measure (`minutes` or `km`), computed where they are not stored.

    Places are rows of the matrices: the teams' bases first, then the stops.
    """

    def __init__(self, problem: CaravanProblem, measure: str) -> None:
        self._first = len(problem.teams)
        self._season = [season_on(problem, day) for day in range(problem.days + 1)]
        travels = {-1: problem.travel} | {rank: season.travel for rank, season in enumerate(problem.seasons)}
        self._lengths: dict[int, Lengths] = {season: getattr(travel, measure) for season, travel in travels.items()}
        self._kept: dict[tuple[int, int, bool], Matrix] = {}

    def onward(self, day: int, place: int) -> Matrix:
        """Return the lengths from a place to every stop."""
        return self._kept_or_cut(self._season[day], place, onward=True)

    def back(self, day: int, place: int) -> Matrix:
        """Return the lengths from every stop to a place."""
        return self._kept_or_cut(self._season[day], place, onward=False)

    def between(self, day: int, here: int, there: int) -> float:
        """Return the length from one place to another."""
        if there >= self._first:
            return float(self.onward(day, here)[there - self._first])
        return float(self.back(day, there)[here - self._first])

    def _kept_or_cut(self, season: int, place: int, *, onward: bool) -> Matrix:
        key = season, place, onward
        if key not in self._kept:
            if len(self._kept) >= KEPT_MAX:
                self._kept.clear()
            stops = slice(self._first, None)
            cut = self._lengths[season][(place, stops) if onward else (stops, place)]
            self._kept[key] = np.ascontiguousarray(cut)
        return self._kept[key]
