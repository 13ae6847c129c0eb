"""
A bound by column generation: days that are worth more than they cost join the relaxation until there are none.

At any prices no plan costs less than the Lagrangian bound (Lasdon, 1970), which needs the least day of each class:
that of the ng-routes of `completion`, or of all labels where they can be listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.watch import TimeIsUp, Watch
from twiza_planning.rounds.completion import completions, memory_of, step_of
from twiza_planning.rounds.market import Market, legs_of_class
from twiza_planning.rounds.master import DayMaster, Prices
from twiza_planning.rounds.pricing import ROUNDING, Day, Pricer, TooManyLabels, least_of_all

REMEMBERED = 12
# What remembering more brings the completions is less than what finer steps bring in the same time.
REMEMBERED_BY_COMPLETIONS = 4
DAYS_A_TURN = 100
LABELS_MAX = 600_000
# Homes past which the tables of the completions are too large.
HOMES_MAX = 800
CLOSE = 1e-5
# A turn that brings less than this share leaves the rest to more care.
TOO_LITTLE = 3e-4


@dataclass(frozen=True, slots=True)
class Care:
    """How finely time is cut, and how many labels of one size grow (None: all)."""

    steps: int
    width: int | None


# From quick to exact.
CARES = (Care(75, 300), Care(300, None))


def is_within_reach(master: DayMaster) -> bool:
    """Return whether days of every class can be priced: homes not too many, and no visit much too short."""
    return all(
        len(one.homes) <= HOMES_MAX
        and step_of(Market(legs_of_class(master.ground, one), price, np.zeros(len(one.homes))), 1) is not None
        for one, price in zip(master.classes, master.aim.day_prices, strict=True)
        if len(one.homes)
    )


def bounds_closing_in(master: DayMaster, watch: Watch) -> Iterable[float]:
    """Yield bounds, not always growing, until the days known are all that matter or the time is over."""
    if not is_within_reach(master):
        return
    for care in CARES:
        last, has_grown = np.inf, True
        while has_grown and master.solve_within(watch.left):
            if care.width is not None and master.least > last - TOO_LITTLE * abs(last):
                break
            last, prices = master.least, master.prices
            try:
                found = [_priced(master, number, prices, care, watch) for number in range(len(master.classes))]
            except (TimeIsUp, TooManyLabels):
                return
            bound = master.bound(prices, [least for least, _ in found])
            yield bound
            if master.least - bound <= CLOSE * abs(master.least):
                return
            has_grown = sum(_add(master, number, days) for number, (_, days) in enumerate(found)) > 0


def _priced(master: DayMaster, number: int, prices: Prices, care: Care, watch: Watch) -> tuple[float, list[Day]]:
    """Return what no day of a class costs less than, at some prices, and days worth more than they cost."""
    one = master.classes[number]
    if not len(one.homes):
        return 0.0, []
    market = Market(legs_of_class(master.ground, one), master.aim.day_prices[number], master.prizes(number, prices))
    memory, step = memory_of(market, REMEMBERED), step_of(market, care.steps)
    if step is None:
        raise TimeIsUp
    completion = completions(market, memory.first(REMEMBERED_BY_COMPLETIONS), step=step, watch=watch)
    asked = -float(prices.days[number])
    days = Pricer(market, memory, completion, asked, care.width, LABELS_MAX).best_days(DAYS_A_TURN, watch)
    if care.width is not None:
        return least_of_all(market, completion), days
    return min((day.cost for day in days), default=asked) - ROUNDING, days


def _add(master: DayMaster, number: int, days: Iterable[Day]) -> int:
    return sum(master.add_day(number, tuple(sorted(day.homes)), day.minutes) for day in days)
