"""
The relaxation of rounds: how many days of each class are walked through which homes.

Every home is visited as often as asked, by whomever, on whatever days of the class; so it is not asked which days keep
their distances or that one agent comes each time. Every plan is a solution, at no greater cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.model import Model
from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.programme import Programme
from twiza_planning.rounds.aim import Aim
from twiza_planning.rounds.day_classes import DayClass
from twiza_planning.rounds.schedule import Ground

Column = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """
    What each visit is worth by home, a day at work by class, each visit kept of the rounds before by class, and each
    priority missed.

    Any prices give a bound, none negative but those of visits.
    """

    visits: Matrix
    days: Matrix
    kept: tuple[Matrix, ...]
    missing: float


@dataclass(slots=True, eq=False)
class DayMaster:
    """The linear programme, and the minutes of the days known so far: a class and the ranks of its homes."""

    ground: Ground
    classes: Sequence[DayClass]
    aim: Aim
    columns: dict[Column, float] = field(init=False, default_factory=dict)
    _programme: Programme = field(init=False)
    _kept_rows: list[dict[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        # Rows in order: homes, classes, what is missed in all, visits kept.
        model, homes = Model(), self.ground.problem.homes
        paid = self.aim.missed_most is None
        missing = [model.add_column(worth=-home.priority if paid else 0.0, upper=float(home.visits)) for home in homes]
        for home, column in zip(homes, missing, strict=True):
            model.add_row([column], [1.0], lower=float(home.visits), upper=float(home.visits))
        for one in self.classes:
            model.add_row([], [], upper=float(len(one.days)))
        most = np.inf if self.aim.missed_most is None else self.aim.missed_most
        model.add_row(missing, [home.priority for home in homes], upper=most)
        self._kept_rows = [self._add_kept(model, one) for one in self.classes]
        self._programme = Programme(model)

    def _add_kept(self, model: Model, one: DayClass) -> dict[int, int]:
        """Add how many visits of the rounds before are kept: no more than are made."""
        rows = {}
        for rank in np.flatnonzero(one.known).tolist() if self.aim.change > 0 else ():
            kept = model.add_column(worth=2.0 * self.aim.change, upper=float(one.known[rank]))
            rows[rank] = model.add_row([kept], [1.0], upper=0.0)
        return rows

    def add_day(self, number: int, ranks: tuple[int, ...], minutes: float) -> bool:
        """Add a day of a class through some of its homes, and return whether it is new."""
        if (number, ranks) in self.columns:
            return False
        self.columns[number, ranks] = minutes
        one, kept_rows = self.classes[number], self._kept_rows[number]
        homes = one.homes[list(ranks)]
        passed, times = np.unique(homes, return_counts=True)
        kept = [kept_rows[rank] for rank in ranks if rank in kept_rows]
        price = float(self.aim.day_prices[number].of(np.array(minutes)) - self.aim.off[homes].sum())
        self._programme.add_column(
            upper=float(len(one.days)),
            rows=[*passed.tolist(), len(self.ground.visit_minutes) + number, *kept],
            factors=[*times.tolist(), 1.0] + [-1.0] * len(kept),
            worth=-price,
        )
        return True

    def solve_within(self, seconds: float) -> bool:
        """Find the best mixture of the days known, and return whether there is one and there was time."""
        return self._programme.solve_within(seconds)

    @property
    def least(self) -> float:
        """What the best mixture costs."""
        return self.aim.constant - self._programme.worth

    @property
    def prices(self) -> Prices:
        """The prices at which nothing known is worth more."""
        duals, homes = self._programme.prices, len(self.ground.visit_minutes)
        total = duals[homes + len(self.classes)]
        return Prices(
            visits=-duals[:homes],
            days=np.maximum(0.0, duals[homes : homes + len(self.classes)]),
            kept=tuple(
                _at_ranks(rows, duals, len(one.homes)) for rows, one in zip(self._kept_rows, self.classes, strict=True)
            ),
            missing=1.0 if self.aim.missed_most is None else max(0.0, float(total)),
        )

    def prizes(self, number: int, prices: Prices) -> Matrix:
        """Return what each home of a class is worth to a day, at some prices."""
        homes = self.classes[number].homes
        prizes: Matrix = prices.visits[homes] + self.aim.off[homes] + prices.kept[number]
        return prizes

    def bound(self, prices: Prices, least: Sequence[float]) -> float:
        """
        Return the least that any plan comes to (Lasdon, 1970), at some prices.

        `least` is by class what no day costs less than, less its prizes: 0 or below.
        """
        homes = self.ground.problem.homes
        counts = np.array([home.visits for home in homes], dtype=float)
        priorities = np.array([home.priority for home in homes], dtype=float)
        spared = np.minimum(0.0, prices.missing * priorities - prices.visits)
        days = sum(len(one.days) * cost for one, cost in zip(self.classes, least, strict=True))
        kept = sum(
            float((one.known * np.minimum(0.0, own - 2.0 * self.aim.change)).sum())
            for one, own in zip(self.classes, prices.kept, strict=True)
        )
        shared = self.aim.constant - prices.missing * (self.aim.missed_most or 0.0)
        return shared + float(counts @ (prices.visits + spared)) + days + kept


def _at_ranks(rows: dict[int, int], duals: Matrix, size: int) -> Matrix:
    prices = np.zeros(size)
    for rank, row in rows.items():
        prices[rank] = max(0.0, float(duals[row]))
    return prices
