"""How much weight p sites can cover at the most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.location.coverage import Coverage
from twiza_planning.location.distances import Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.volume import Volume

CLIMB_STEPS = 1_000
MEMORY = 0.95
SHORTEST_STEP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What each row pays to the sites that cover it, what a site costs, and the bound that follows."""

    row: Vector
    site: float
    earned: Vector
    bound: float


def prices_of(coverage: Coverage, count: int, value: float, effort: Effort) -> Prices:
    """
    Return prices at which so many sites cover little more than they can.

    The Lagrangian relaxation of "a row is covered only by an open site" (Galvao, R. D. and ReVelle, C. (1996). A
    Lagrangean heuristic for the maximal covering location problem. European Journal of Operational Research 88,
    114-123), climbed by the volume algorithm. `value` is that of a known answer.
    """
    weights = coverage.weights
    climb = Volume(weights / 2, lowest=np.zeros(len(weights)), highest=weights, scale=weights, memory=MEMORY)
    for step in range(CLIMB_STEPS):
        earned = coverage.rows_of @ climb.trial
        chosen = np.argpartition(-earned, count - 1)[:count]
        is_open = np.zeros(len(earned))
        is_open[chosen] = 1.0
        bound = float((weights - climb.trial).sum() + earned[chosen].sum())
        climb.tell(-bound, 1.0 - coverage.sites_of @ is_open, target=-value)
        if climb.length < SHORTEST_STEP or (step % 32 == 0 and effort.watch.stopped):
            break
        if effort.is_close(value, -climb.bound):
            break
    return at_price(coverage, climb.best, count)


def at_price(coverage: Coverage, row: Vector, count: int) -> Prices:
    """Return the prices that follow from what each row pays."""
    earned = coverage.rows_of @ row
    ranked = np.sort(earned)[::-1]
    site = float(ranked[count - 1])
    bound = float((coverage.weights - row).sum() + ranked[:count].sum())
    return Prices(row, site, earned, bound)
