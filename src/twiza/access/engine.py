"""The door to the engine: the only file of this house that speaks to `twiza_planning`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.access import AccessProblem, Bands, Vector, enhanced_floating_catchment
from twiza_planning.nearest import TooManyPairs, nearest_by_speed, pairs_by_speed

__all__ = ["Reach", "TooManyPairs", "Travel", "nearest_care", "supply_within_reach"]

MINUTES_PER_HOUR = 60.0
BAND_SHARES = (1 / 3, 2 / 3, 1.0)
BAND_WEIGHTS = (1.0, 0.68, 0.22)
"""The weights of Luo and Qi (2009), who cut 30 minutes at 10 and 20: here at thirds of whatever the limit is."""


@dataclass(frozen=True, slots=True)
class Travel:
    """How people are supposed to travel: road kilometres are great circle × `detour`, at one speed."""

    speed_kmh: float
    detour: float


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """By point, road kilometres and minutes to the nearest place of care; NaN where there is none at all."""

    road_km: Vector
    minutes: Vector
    nearest: npt.NDArray[np.intp]


def nearest_care(points: Vector, sites: Vector, travel: Travel) -> Reach:
    """Return how far each point is from its nearest site, rows being (lat, lon)."""
    found = nearest_by_speed(points, sites, speed_kmh=travel.speed_kmh, detour=travel.detour)
    return Reach(found.minutes * travel.speed_kmh / MINUTES_PER_HOUR, found.minutes, found.facility)


def supply_within_reach(
    points: Vector, people: Vector, sites: Vector, supply: Vector, travel: Travel, *, within: float
) -> Vector:
    """
    Return supply per inhabitant by point (E2SFCA), within some minutes; NaN where no site is within reach.

    Raises TooManyPairs.
    """
    minutes = pairs_by_speed(points, sites, speed_kmh=travel.speed_kmh, detour=travel.detour, within=within)
    bands = Bands(upper=tuple(share * within for share in BAND_SHARES), weights=BAND_WEIGHTS)
    return enhanced_floating_catchment(AccessProblem(people, supply, minutes), within=within, decay=bands)
