"""How care weighs less the further it is: weights from 1 down to 0 by travel time, for every method of `access`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.access import Vector


@dataclass(frozen=True, slots=True)
class Gaussian:
    """
    Weights that fall slowly, then faster, then slowly again, from 1 on the spot to 0 at `zero_minutes` and beyond.

    References
    ----------
    Dai, D. (2010). Black residential segregation, disparities in spatial access to health care facilities, and
    late-stage breast cancer diagnosis in metropolitan Detroit. Health and Place 16, 1038-1052.
    """

    zero_minutes: float

    def __post_init__(self) -> None:
        refuse_not_above_0(self.zero_minutes)

    def __call__(self, minutes: Vector) -> Vector:
        """Return the weight of each travel time."""
        end = np.exp(-0.5)
        bell = np.exp(-0.5 * (minutes / self.zero_minutes) ** 2)
        weights: Vector = np.maximum((bell - end) / (1 - end), 0.0)
        return weights


@dataclass(frozen=True, slots=True)
class Exponential:
    """Weights halved by every `half_minutes`, never quite 0."""

    half_minutes: float

    def __post_init__(self) -> None:
        refuse_not_above_0(self.half_minutes)

    def __call__(self, minutes: Vector) -> Vector:
        """Return the weight of each travel time."""
        weights: Vector = np.exp2(-minutes / self.half_minutes)
        return weights


@dataclass(frozen=True, slots=True)
class Linear:
    """Weight 1 up to `full_minutes`, then less in a straight line to 0 at `zero_minutes`."""

    full_minutes: float
    zero_minutes: float

    def __post_init__(self) -> None:
        refuse_not_above_0(self.zero_minutes - self.full_minutes)
        if not self.full_minutes >= 0:
            raise ValueError("Negative minutes of full weight not understood.")

    def __call__(self, minutes: Vector) -> Vector:
        """Return the weight of each travel time."""
        weights: Vector = np.clip((self.zero_minutes - minutes) / (self.zero_minutes - self.full_minutes), 0.0, 1.0)
        return weights


def refuse_not_above_0(minutes: float) -> None:
    """Raise ValueError when a decay would fall over no time, or over an endless one."""
    if not 0 < minutes < np.inf:
        raise ValueError("A decay over minutes that are not above 0 not understood.")
