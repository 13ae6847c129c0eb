"""Climb a Lagrangian dual."""

from __future__ import annotations

import numpy as np

from twiza_planning.location.distances import Vector

PATIENCE = 8  # steps without a better bound before they get shorter
SHORTER, LONGER, LONGEST = 0.8, 1.05, 2.0


class Volume:
    """
    Multipliers on their way to the greatest lower bound: `trial` is where to look next, `tell` what was seen there.

    Steps go from the best multipliers known along a mean of the subgradients seen, which converges where the plain
    subgradient swings.

    Parameters
    ----------
    start : array
        Multipliers to begin from.
    lowest, highest : array
        Limits of each multiplier.
    scale : array
        How far each multiplier moves for one unit of its subgradient, relative to the others.
    memory : float
        Share of the direction that is kept in each step.

    References
    ----------
    Barahona, F. and Anbil, R. (2000). The volume algorithm: producing primal solutions with a subgradient method.
    Mathematical Programming 87, 385-399.
    """

    def __init__(self, start: Vector, *, lowest: Vector, highest: Vector, scale: Vector, memory: float) -> None:
        self.best = self.trial = np.clip(start, lowest, highest)
        self.bound = -np.inf
        self.length = 1.0
        self._lowest, self._highest, self._scale = lowest, highest, scale
        self._memory = memory
        self._direction: Vector | None = None
        self._failures = 0

    def tell(self, bound: float, subgradient: Vector, *, target: float) -> None:
        """Take what was seen at the trial point, and choose the next; `target` is a value the bound cannot pass."""
        if self._direction is None:
            self._direction = subgradient.copy()
        else:
            self._direction *= self._memory
            self._direction += (1 - self._memory) * subgradient
        self._judge(bound)
        scaled = self._direction * self._scale
        steepness = float(self._direction @ scaled)
        step = self.length * max(0.0, target - self.bound) / steepness if steepness > 0 else 0.0
        self.trial = np.clip(self.best + step * scaled, self._lowest, self._highest)

    def _judge(self, bound: float) -> None:
        if bound > self.bound:
            self.bound, self.best, self._failures = bound, self.trial, 0
            self.length = min(LONGEST, self.length * LONGER)
            return
        self._failures += 1
        if self._failures >= PATIENCE:
            self._failures = 0
            self.length *= SHORTER
