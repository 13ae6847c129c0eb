"""
Routes that would improve a relaxation: those whose prizes are worth more than their slot.

Sets of stops grow as in the enumeration, but only while they may still become worth it: what a set may yet win is
bounded by filling the time left with the best prizes a minute, each at the least minutes it can take (the fractional
knapsack: Dantzig, 1957). So what is not found does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints, Legs, Level, TooManyRoutes, enumerate_sets, fitting
from twiza_planning.caravans.watch import Watch

EPSILON = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """
    Sets found that are worth more than asked, best first, with what they win above it.

    No set wins more than `most` above what was asked.
    """

    sets: list[tuple[int, ...]]
    wins: list[float]
    most: float


def price_routes(
    legs: Legs, prizes: Matrix, *, asked: float, size_max: int, count_max: int, wanted: int, watch: Watch | None = None
) -> Priced:
    """
    Return the best sets of stops whose prizes sum to more than `asked`.

    Past `count_max` sets only the most promising grow further, and `most` is what the others promise. Raises TimeIsUp.
    """
    sieve = _Sieve(legs, prizes, _Knapsack(legs, prizes), asked, width=None)
    try:
        levels = enumerate_sets(legs, size_max=size_max, count_max=count_max, sieve=sieve, watch=watch)
        found = _best(legs, prizes, levels, asked, wanted)
        return replace(found, most=max(found.wins, default=0.0))
    except TooManyRoutes:
        narrow = replace(sieve, width=max(1, count_max // (8 * size_max)))
        levels = enumerate_sets(legs, size_max=size_max, count_max=count_max * size_max, sieve=narrow, watch=watch)
        found = _best(legs, prizes, levels, asked, wanted)
        # Every set not seen grows out of the last level that was seen whole.
        return replace(found, most=max(0.0, sieve.promises[-1] - asked, max(sieve.won) - asked))


@dataclass(frozen=True, slots=True, eq=False)
class _Sieve:
    """
    Keep what may still become worth more than asked, and of that no more than `width` sets a level.

    `won` and `promises` note the most that any set of each level is worth and may become worth.
    """

    legs: Legs
    prizes: Matrix
    knapsack: _Knapsack
    asked: float
    width: int | None
    promises: list[float] = field(default_factory=list)
    won: list[float] = field(default_factory=list)

    def __call__(self, level: Level) -> Level:
        won = self.prizes[level.sets].sum(axis=1)
        left = self.legs.budget - level.ends - self.legs.back.min()
        promise = won[:, None] + self.knapsack.most(left)
        hopeful = promise > self.asked + EPSILON
        best = np.where(hopeful, promise, -np.inf).max(axis=1)
        self.promises.append(float(best.max()))
        self.won.append(float(won.max()))
        rows = np.flatnonzero(best > -np.inf)
        if self.width is not None and len(rows) > self.width:
            rows = np.sort(rows[np.argsort(-best[rows], kind="stable")[: self.width]])
        ends = np.where(hopeful, level.ends, np.inf)[rows]
        return replace(level.only(rows), ends=ends)


class _Knapsack:
    """The most prizes that fit in some minutes, parts of stops allowed."""

    def __init__(self, legs: Legs, prizes: Matrix) -> None:
        reached = np.minimum(legs.out, (legs.between + _endless_diagonal(len(prizes))).min(axis=0, initial=np.inf))
        least = legs.service + reached
        at_once = float(prizes[(prizes > 0) & (least <= 0)].sum())
        worth = np.flatnonzero((prizes > 0) & (least > 0))
        order = worth[np.argsort(-prizes[worth] / least[worth], kind="stable")]
        self._minutes = np.concatenate([[0.0], np.cumsum(least[order])])
        self._prizes = at_once + np.concatenate([[0.0], np.cumsum(prizes[order])])

    def most(self, minutes: Matrix) -> Matrix:
        """Return the most prizes in each of some times; minus endless where time has run out."""
        filled: Matrix = np.interp(minutes, self._minutes, self._prizes)
        return np.where(minutes >= 0, filled, np.where(minutes > -1e-6, 0.0, -np.inf))


def _endless_diagonal(size: int) -> Matrix:
    return np.where(np.eye(size, dtype=bool), np.inf, 0.0)


def _best(legs: Legs, prizes: Matrix, levels: list[Level], asked: float, wanted: int) -> Priced:
    sets: list[tuple[int, ...]] = []
    wins: list[float] = []
    for level in levels:
        rows: Ints = np.flatnonzero(fitting(legs, level))
        gains = prizes[level.sets[rows]].sum(axis=1) - asked
        best = np.argsort(-gains, kind="stable")[:wanted]
        best = best[gains[best] > EPSILON]
        sets += [tuple(int(stop) for stop in row) for row in level.sets[rows[best]]]
        wins += [float(gain) for gain in gains[best]]
    order = sorted(range(len(sets)), key=lambda index: -wins[index])[:wanted]
    return Priced([sets[index] for index in order], [wins[index] for index in order], 0.0)
