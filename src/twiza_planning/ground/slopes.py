"""How slopes change the time it takes to walk."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.problem import Matrix

STEEPNESS, GENTLE_DESCENT = 3.5, 0.05
FASTEST_KMH = 6.0
FLAT_KMH = float(FASTEST_KMH * np.exp(-STEEPNESS * GENTLE_DESCENT))
# Past it exp() would overflow; no one climbs a wall of 1 in 100 either.
STEEPEST = 100.0


def walking_kmh(slope: Matrix) -> Matrix:
    """
    Return the speed on a slope (rise over run, going down is negative), in km of map distance an hour.

    6 exp(-3.5 |slope + 0.05|): 5.04 km/h on the flat, fastest going down a gentle slope.

    References
    ----------
    Tobler, W. (1993). Three presentations on geographical analysis and modeling. NCGIA Technical Report 93-1.
    """
    return FLAT_KMH / slope_factor(slope)


def slope_factor(slope: Matrix) -> Matrix:
    """Return how many times as long as on the flat a way on a slope takes."""
    factor: Matrix = np.exp(
        STEEPNESS * (np.abs(np.clip(slope, -STEEPEST, STEEPEST) + GENTLE_DESCENT) - GENTLE_DESCENT)
    )
    return factor
