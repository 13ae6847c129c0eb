"""What days of one class may do: their ways, what they cost, and what each home is worth to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Legs
from twiza_planning.rounds.day_classes import DayClass
from twiza_planning.rounds.day_price import DayPrice
from twiza_planning.rounds.schedule import Ground

# As much longer may a day be for the checks to call it in time.
AS_LONG = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Ways of one class of days, what a day costs, and what each home is worth to it, its visit paid."""

    legs: Legs
    price: DayPrice
    prizes: Matrix


def legs_of_class(ground: Ground, one: DayClass) -> Legs:
    """Return the minutes between the agent's place and the homes of a class."""
    nodes, limit = ground.agents + one.homes, float(ground.limits[one.agent])
    return Legs(
        out=ground.minutes[one.agent, nodes],
        between=ground.minutes[np.ix_(nodes, nodes)],
        back=ground.minutes[nodes, one.agent],
        service=ground.visit_minutes[one.homes],
        limit=limit + AS_LONG * max(1.0, limit),
    )
