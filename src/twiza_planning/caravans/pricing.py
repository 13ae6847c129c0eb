"""
Routes that would improve a relaxation: those whose prizes are worth more than their slot and their road.

Sets of stops grow as in the enumeration, but only while they may still become worth it: what a set may yet win is
bounded by filling the time left with the best prizes a minute, each at the least minutes it can take (the fractional
knapsack: Dantzig, 1957). As a day has only so many stops, each may be made to pay a fee that is given back for every
stop that the day may still have (Lagrange's multiplier), at some fees. So what is not found does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints, Legs, Level, TooManyRoutes, enumerate_sets, fitting
from twiza_planning.caravans.watch import Watch

EPSILON = 1e-7
# Minutes that no day has.
FAR = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """Prizes by stop, what a route must win at least, and what a minute on the road takes from it."""

    prizes: Matrix
    asked: float
    toll: float = 0.0

    def fare(self, minutes: Matrix) -> Matrix:
        """Return what minutes on the road take, nothing where they cost nothing."""
        return self.toll * minutes if self.toll else 0.0 * np.minimum(minutes, FAR)


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """
    Sets found that are worth more than asked, best first, with what they win above it and their minutes on the road.

    No set wins more than `most` above what was asked.
    """

    sets: list[tuple[int, ...]]
    wins: list[float]
    driven: list[float]
    most: float


def price_routes(
    legs: Legs, offer: Offer, *, size_max: int, count_max: int, wanted: int, watch: Watch | None = None
) -> Priced:
    """
    Return the best sets of stops whose prizes sum to more than is asked.

    Past `count_max` sets only the most promising grow further, and `most` is what the others promise. Raises TimeIsUp.
    """
    sieve = _Sieve(legs, offer, _Promises(legs, offer, size_max), width=None)
    try:
        levels = enumerate_sets(legs, size_max=size_max, count_max=count_max, sieve=sieve, watch=watch)
        found = _best(legs, offer, levels, wanted)
        return replace(found, most=max(found.wins, default=0.0))
    except TooManyRoutes:
        narrow = replace(sieve, width=max(1, count_max // (8 * size_max)), promises=[], won=[])
        levels = enumerate_sets(legs, size_max=size_max, count_max=count_max * size_max, sieve=narrow, watch=watch)
        found = _best(legs, offer, levels, wanted)
        # Every set not seen grows out of the last level that was seen whole.
        return replace(found, most=max(0.0, sieve.promises[-1] - offer.asked, max(sieve.won) - offer.asked))


@dataclass(frozen=True, slots=True, eq=False)
class _Sieve:
    """
    Keep what may still become worth more than asked, and of that no more than `width` sets a level.

    `won` and `promises` note the most that any set of each level is worth and may become worth.
    """

    legs: Legs
    offer: Offer
    still: _Promises
    width: int | None
    promises: list[float] = field(default_factory=list)
    won: list[float] = field(default_factory=list)

    def __call__(self, level: Level) -> Level:
        driven = level.ends - self.legs.service[level.sets].sum(axis=1)[:, None]
        won = self.offer.prizes[level.sets].sum(axis=1)[:, None] - self.offer.fare(driven)
        promise = won + self.still.most(self.legs.budget - level.ends, level.sets)
        hopeful = promise > self.offer.asked + EPSILON
        best = np.where(hopeful, promise, -np.inf).max(axis=1)
        self.promises.append(float(best.max()))
        self.won.append(float(won.max()))
        rows = np.flatnonzero(best > -np.inf)
        if self.width is not None and len(rows) > self.width:
            rows = np.sort(rows[np.argsort(-best[rows], kind="stable")[: self.width]])
        ends = np.where(hopeful, level.ends, np.inf)[rows]
        return replace(level.only(rows), ends=ends)


class _Promises:
    """
    The most that more stops may still win in some minutes, the way home and its toll taken off.

    Two bounds hold, and the lower is taken. Each stop more takes its service and the least way to it, and the way home
    is at least the shortest of all; or each takes its service alone, and the way home is at least that from where the
    set ends.
    """

    def __init__(self, legs: Legs, offer: Offer, size_max: int) -> None:
        stops, between = len(offer.prizes), legs.between + _endless_diagonal(len(offer.prizes))
        reached = np.minimum(legs.out, between.min(axis=0, initial=np.inf))
        self._offer, self._home = offer, _least_ways_home(between, legs.back)
        by_way = offer.prizes - offer.toll * np.minimum(reached, FAR)
        self._by_way = _Choices(legs.service + reached, by_way, size_max)
        self._at_once = _Choices(legs.service, np.where(reached < FAR, offer.prizes, np.zeros(stops)), size_max)

    def most(self, minutes: Matrix, sets: Ints) -> Matrix:
        """Return the most for each set by its end, in the minutes left there; minus endless where time has run out."""
        nearest, from_end = self._home.min(), self._home[sets]
        by_way = self._by_way.most(minutes - nearest, sets.shape[1]) - self._offer.fare(nearest)
        at_once = self._at_once.most(minutes - from_end, sets.shape[1]) - self._offer.fare(from_end)
        lowest: Matrix = np.minimum(by_way, at_once)
        return lowest


def _least_ways_home(between: Matrix, back: Matrix) -> Matrix:
    """Return the least minutes home from each stop, by way of others where that is quicker."""
    home, last = back, np.full(len(back), np.inf)
    while (home < last).any():
        home, last = np.minimum(home, (between + home).min(axis=1, initial=np.inf)), home
    return home


class _Choices:
    """The most prizes that sets of some size may still take in some minutes, each stop at its least minutes."""

    def __init__(self, least: Matrix, prizes: Matrix, size_max: int) -> None:
        self._least, self._prizes, self._size_max = least, prizes, size_max
        self._dearest = -np.sort(-np.concatenate([np.maximum(prizes, 0.0), np.zeros(size_max + 1)]))
        self._knapsacks: dict[float, _Knapsack] = {}

    def most(self, minutes: Matrix, size: int) -> Matrix:
        """Return the most that more stops win in each of some times; minus endless where time has run out."""
        rest = self._size_max - size
        # At the prize of the first stop that has no place any more, no fuller day wins more.
        fees = sorted({0.0, 0.5 * self._dearest[rest], self._dearest[rest]})
        limits = [fee * rest + self._knapsack(float(fee)).most(minutes) for fee in fees]
        lowest: Matrix = np.minimum.reduce(limits)
        return lowest

    def _knapsack(self, fee: float) -> _Knapsack:
        if fee not in self._knapsacks:
            self._knapsacks[fee] = _Knapsack(self._least, self._prizes - fee)
        return self._knapsacks[fee]


class _Knapsack:
    """The most prizes that fit in some minutes, each at its least, parts of stops allowed."""

    def __init__(self, least: Matrix, prizes: Matrix) -> None:
        at_once = float(prizes[(prizes > 0) & (least <= 0)].sum())
        worth = np.flatnonzero((prizes > 0) & (least > 0) & (least < FAR))
        order = worth[np.argsort(-prizes[worth] / least[worth], kind="stable")]
        self._minutes = np.concatenate([[0.0], np.cumsum(least[order])])
        self._prizes = at_once + np.concatenate([[0.0], np.cumsum(prizes[order])])

    def most(self, minutes: Matrix) -> Matrix:
        """Return the most prizes in each of some times; minus endless where time has run out."""
        filled: Matrix = np.interp(minutes, self._minutes, self._prizes)
        return np.where(minutes >= 0, filled, np.where(minutes > -1e-6, 0.0, -np.inf))


def _endless_diagonal(size: int) -> Matrix:
    return np.where(np.eye(size, dtype=bool), np.inf, 0.0)


def _best(legs: Legs, offer: Offer, levels: list[Level], wanted: int) -> Priced:
    sets: list[tuple[int, ...]] = []
    wins: list[float] = []
    ways: list[float] = []
    for level in levels:
        rows: Ints = np.flatnonzero(fitting(legs, level))
        driven = level.minutes[rows] - legs.service[level.sets[rows]].sum(axis=1)
        gains = offer.prizes[level.sets[rows]].sum(axis=1) - offer.fare(driven) - offer.asked
        best = np.argsort(-gains, kind="stable")[:wanted]
        best = best[gains[best] > EPSILON]
        sets += [tuple(int(stop) for stop in row) for row in level.sets[rows[best]]]
        wins += [float(gain) for gain in gains[best]]
        ways += [float(way) for way in driven[best]]
    order = sorted(range(len(sets)), key=lambda index: -wins[index])[:wanted]
    return Priced([sets[rank] for rank in order], [wins[rank] for rank in order], [ways[rank] for rank in order], 0.0)
