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
from twiza_planning.executors import Executor, Here
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


@dataclass(frozen=True, slots=True, eq=False)
class Pricing:
    """
    One class of days to price: its market, the price that a day must beat, and how long and carefully to look.

    `watch` is the caller's where the work is done here; elsewhere one of so many seconds is made.
    """

    market: Market
    asked: float
    care: Care
    seconds: float
    watch: Watch | None


Priced = tuple[float, list[Day]]


def is_within_reach(master: DayMaster) -> bool:
    """Return whether days of every class can be priced: homes not too many, and no visit much too short."""
    return all(
        len(one.homes) <= HOMES_MAX
        and step_of(Market(legs_of_class(master.ground, one), price, np.zeros(len(one.homes))), 1) is not None
        for one, price in zip(master.classes, master.aim.day_prices, strict=True)
        if len(one.homes)
    )


def bounds_closing_in(master: DayMaster, watch: Watch, executor: Executor) -> Iterable[float]:
    """
    Yield bounds, not always growing, until the days known are all that matter or the time is over.

    Classes are priced wherever the executor works; the bounds are the same.
    """
    if not is_within_reach(master):
        return
    for care in CARES:
        last, has_grown = np.inf, True
        while has_grown and master.solve_within(watch.left):
            if care.width is not None and master.least > last - TOO_LITTLE * abs(last):
                break
            last, prices = master.least, master.prices
            found = _priced(master, prices, care, watch, executor)
            if found is None:
                return
            bound = master.bound(prices, [least for least, _ in found.values()])
            yield bound
            if master.least - bound <= CLOSE * abs(master.least):
                return
            has_grown = sum(_add(master, number, days) for number, (_, days) in found.items()) > 0


def _priced(
    master: DayMaster, prices: Prices, care: Care, watch: Watch, executor: Executor
) -> dict[int, Priced] | None:
    """Return, by class, what no day costs less than and days worth more than they cost; None when one gave up."""
    known = watch if isinstance(executor, Here) else None
    filled = [number for number, one in enumerate(master.classes) if len(one.homes)]
    tasks = [
        Pricing(_market(master, number, prices), -float(prices.days[number]), care, watch.left, known)
        for number in filled
    ]
    done = executor.run(price, tasks, wanted=lambda _done: not watch.stopped)
    found = {filled[rank]: result for rank, result in done.items() if result is not None}
    if len(found) < len(filled):
        return None
    return {number: found.get(number, (0.0, [])) for number in range(len(master.classes))}


def _market(master: DayMaster, number: int, prices: Prices) -> Market:
    legs = legs_of_class(master.ground, master.classes[number])
    return Market(legs, master.aim.day_prices[number], master.prizes(number, prices))


def price(task: Pricing) -> Priced | None:
    """Return what no day of a class costs less than, and days worth more than they cost; None when that took long."""
    try:
        return _days_of(task, task.watch or Watch(seconds=task.seconds))
    except (TimeIsUp, TooManyLabels):
        return None


def _days_of(task: Pricing, watch: Watch) -> Priced:
    market, care = task.market, task.care
    memory, step = memory_of(market, REMEMBERED), step_of(market, care.steps)
    if step is None:
        raise TimeIsUp
    completion = completions(market, memory.first(REMEMBERED_BY_COMPLETIONS), step=step, watch=watch)
    days = Pricer(market, memory, completion, task.asked, care.width, LABELS_MAX).best_days(DAYS_A_TURN, watch)
    if care.width is not None:
        return least_of_all(market, completion), days
    return min((day.cost for day in days), default=task.asked) - ROUNDING, days


def _add(master: DayMaster, number: int, days: Iterable[Day]) -> int:
    return sum(master.add_day(number, tuple(sorted(day.homes)), day.minutes) for day in days)
