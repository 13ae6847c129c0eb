"""What a relaxation of rounds makes least: the cost of plans that miss little, or what is missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.rounds.day_classes import DayClass
from twiza_planning.rounds.day_price import FREE, DayPrice, Evenness
from twiza_planning.rounds.schedule import Ground


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """
    Prices of days by class, what is taken off for each visit by home, and `constant`, which is there in any case.

    `change` is the price of a visit added or dropped. Plans may miss visits of priority `missed_most`; None is any,
    at the price of their priority.
    """

    day_prices: tuple[DayPrice, ...]
    off: Matrix
    constant: float
    change: float
    missed_most: float | None


def least_cost(ground: Ground, classes: Sequence[DayClass], evenness: Evenness, *, missed_most: float) -> Aim:
    """Return the aim of the least cost, missing no more than so much."""
    change = ground.problem.change_price if ground.problem.previous is not None else 0.0
    before = sum(len(visits) for visits in ground.known.values())
    return Aim(
        day_prices=tuple(evenness.price(float(ground.limits[one.agent])) for one in classes),
        off=ground.visit_minutes - change,
        constant=evenness.constant + change * before,
        change=change,
        missed_most=missed_most,
    )


def least_missed_visits(ground: Ground, classes: Sequence[DayClass]) -> Aim:
    """Return the aim of missing as little as can be, at whatever cost."""
    return Aim(
        day_prices=(FREE,) * len(classes),
        off=np.zeros(len(ground.visit_minutes)),
        constant=0.0,
        change=0.0,
        missed_most=None,
    )
