"""
Days that would improve a relaxation: those whose homes' prizes are worth more than the day's price.

Labels (Desrochers, Desrosiers and Solomon, 1992) grow home by home while they may still become worth it, by
`completion`. Of those at one home that remember the same, only such are kept as no other passes in time and prizes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints
from twiza_planning.caravans.watch import Watch
from twiza_planning.rounds.completion import Completion, Memory
from twiza_planning.rounds.market import Market

# More than the rounding of sums.
ROUNDING = 1e-6
CHUNK = 1_000_000


class TooManyLabels(Exception):
    """There are more labels than can be kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Days begun, of one number of visits: where they stand, after how long, what they won, from which they grew."""

    homes: Ints
    passed: Ints
    minutes: Matrix
    won: Matrix
    grown_from: Ints

    def only(self, rows: Ints) -> Labels:
        """Return some of the labels."""
        return Labels(self.homes[rows], self.passed[rows], self.minutes[rows], self.won[rows], self.grown_from[rows])


@dataclass(frozen=True, slots=True)
class Day:
    """Homes by their ranks in the class, in order, the minutes of the day, and what it costs less its prizes."""

    homes: tuple[int, ...]
    minutes: float
    cost: float


def least_of_all(market: Market, completion: Completion) -> float:
    """Return a bound on the cost less prizes of every day, 0 for the empty one."""
    first = _first_labels(market)
    promises = completion.after(first.minutes, first.passed, first.homes) - first.won
    return min(0.0, float(promises.min(initial=0.0))) - ROUNDING


@dataclass(frozen=True, slots=True, eq=False)
class Pricer:
    """
    Labels of one class that may still end with a cost less prizes below `asked`, which is 0 at most.

    No more than `width` of one size grow further, or all if it is None.
    """

    market: Market
    memory: Memory
    completion: Completion
    asked: float
    width: int | None
    labels_max: int

    def best_days(self, wanted: int, watch: Watch) -> list[Day]:
        """
        Return the best days below what is asked, some perhaps through a home more than once.

        Where all labels grow and none is returned, there is no such day. Raises TooManyLabels and TimeIsUp.
        """
        levels: list[Labels] = []
        ends: list[tuple[float, int, int]] = []
        labels = self._kept(_first_labels(self.market))
        count = len(labels.homes)
        while len(labels.homes):
            watch.check()
            if count > self.labels_max:
                raise TooManyLabels
            levels.append(labels)
            ends += self._ends(labels, len(levels) - 1, wanted)
            labels = self._kept(self._one_home_more(labels, watch))
            count += len(labels.homes)
        return [self._day(levels, *end) for end in sorted(ends)[:wanted]]

    def _kept(self, labels: Labels) -> Labels:
        promise = self.completion.after(labels.minutes, labels.passed, labels.homes) - labels.won
        hopeful = np.flatnonzero(promise < self.asked - ROUNDING)
        rows = hopeful[_not_passed(labels.only(hopeful))]
        if self.width is not None and len(rows) > self.width:
            rows = rows[np.argpartition(promise[rows], self.width)[: self.width]]
        return labels.only(rows)

    def _ends(self, labels: Labels, level: int, wanted: int) -> list[tuple[float, int, int]]:
        home = labels.minutes + self.market.legs.back[labels.homes]
        in_time = home <= self.market.legs.budget
        cost = np.where(in_time, self.market.price.of(np.where(in_time, home, 0.0)), np.inf) - labels.won
        rows = np.flatnonzero(cost < self.asked - ROUNDING)
        rows = rows[np.argsort(cost[rows], kind="stable")[:wanted]]
        return [(float(cost[row]), level, int(row)) for row in rows]

    def _day(self, levels: list[Labels], cost: float, level: int, row: int) -> Day:
        minutes = float(levels[level].minutes[row] + self.market.legs.back[levels[level].homes[row]])
        homes: list[int] = []
        for labels in reversed(levels[: level + 1]):
            homes.append(int(labels.homes[row]))
            row = int(labels.grown_from[row])
        return Day(tuple(reversed(homes)), minutes, cost)

    def _one_home_more(self, labels: Labels, watch: Watch) -> Labels:
        arrive = self.market.legs.between + self.market.legs.service
        step = max(1, CHUNK // len(self.market.prizes))
        rows, homes = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for start in range(0, len(labels.homes), step):
            watch.check()
            here, passed = labels.homes[start : start + step], labels.passed[start : start + step, None]
            place = self.memory.place[here].astype(np.int64)
            been = (place >= 0) & ((passed >> np.maximum(place, 0)) & 1 == 1)
            minutes = labels.minutes[start : start + step, None] + arrive[here]
            row, home = np.nonzero((minutes <= self.market.legs.budget) & ~been)
            won = labels.won[row + start] + self.market.prizes[home]
            # If nothing were remembered: quick to know, and most are hopeless even so.
            promise = self.completion.after(minutes[row, home], np.ones_like(home), home) - won
            hopeful = promise < self.asked - ROUNDING
            rows.append(row[hopeful] + start)
            homes.append(home[hopeful])
        row, home = np.concatenate(rows), np.concatenate(homes)
        here = labels.homes[row]
        return Labels(
            homes=home,
            passed=self.memory.passed_on(labels.passed[row], here, home),
            minutes=labels.minutes[row] + arrive[here, home],
            won=labels.won[row] + self.market.prizes[home],
            grown_from=row,
        )


def _first_labels(market: Market) -> Labels:
    homes, legs = np.arange(len(market.prizes)), market.legs
    return Labels(homes, np.ones_like(homes), legs.out + legs.service, market.prizes, np.full_like(homes, -1))


def _not_passed(labels: Labels) -> Ints:
    """Return the labels that no other of the same place and memory passes: no later, and with no less won."""
    if not len(labels.homes):
        return np.zeros(0, np.int64)
    key = (labels.homes << 32) | labels.passed
    order = np.lexsort((-labels.won, labels.minutes, key))
    is_new = np.append(True, np.diff(key[order]) != 0)
    # Groups one above the other, so that one running maximum serves all of them.
    won = labels.won[order] - labels.won.min() + (np.cumsum(is_new) - 1) * (np.ptp(labels.won) + 1.0)
    most = np.maximum.accumulate(won)
    is_passed = np.append(False, most[:-1] >= won[1:]) & ~is_new
    kept: Ints = order[~is_passed]
    return kept
