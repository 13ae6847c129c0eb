"""
What a day costs by its minutes, so that days can be priced one by one.

Unevenness is Σ m² / c - M² / C with M = Σ m and C = Σ c. Its first part belongs to the days; -M² / C lies above the
chord between any two ends of M: so with M somewhere from `least` to `most`, no plan costs less than its days at
m + balance × (m² / c - (least + most) / C × m), less visits, plus balance × least × most / C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.rounds.schedule import Ground


@dataclass(frozen=True, slots=True)
class DayPrice:
    """The price of one day: `slope` × minutes + `square` × minutes²."""

    slope: float
    square: float

    def of(self, minutes: Matrix) -> Matrix:
        """
        Return what a day of at least so many minutes costs at least.

        A short day may cost less when it is walked by a longer way: that is allowed for.
        """
        cheapest = max(0.0, -self.slope / (2.0 * self.square)) if self.square > 0 else 0.0
        longer = np.maximum(minutes, cheapest)
        price: Matrix = (self.slope + self.square * longer) * longer
        return price


FREE = DayPrice(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Evenness:
    """The chord: the ends of the minutes of all days together, and the minutes that all days may have."""

    balance: float
    least: float
    most: float
    whole: float

    def price(self, limit: float) -> DayPrice:
        """Return the price of days with so many minutes at most."""
        if self.whole <= 0 or limit <= 0:
            return DayPrice(1.0, 0.0)
        return DayPrice(1.0 - self.balance * (self.least + self.most) / self.whole, self.balance / limit)

    @property
    def constant(self) -> float:
        """What the chord adds whatever the days."""
        return self.balance * self.least * self.most / self.whole if self.whole > 0 else 0.0


def evenness_between(ground: Ground, least: float, most: float) -> Evenness:
    """Return the chord for plans whose days have so many minutes in all."""
    whole = float((ground.limits[:, None] * ground.at_work).sum())
    most = min(most, whole)
    return Evenness(ground.problem.balance, min(least, most), most, whole)
