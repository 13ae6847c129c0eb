"""How long from here to there: great circle, detour and speed, until a road matrix is imported."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Lengths, Matrix, Travel

EARTH_RADIUS_KM = 6371.0088
MINUTES_PER_HOUR = 60.0
# Places up to which lengths are stored: 18 MB a matrix; past it they are computed when asked for.
STORED_MAX = 1_500


def great_circle_km(
    from_lat: npt.ArrayLike, from_lon: npt.ArrayLike, to_lat: npt.ArrayLike, to_lon: npt.ArrayLike
) -> Matrix:
    """
    Return great-circle kilometres between positions in degrees, by the haversine formula.

    The four arguments broadcast like numpy arrays: a column against a row gives a matrix.

    References
    ----------
    Sinnott, R. W. (1984). Virtues of the haversine. Sky and Telescope 68, 159.
    """
    phi, psi = np.radians(np.asarray(from_lat, float)), np.radians(np.asarray(to_lat, float))
    turn = np.radians(np.asarray(to_lon, float) - np.asarray(from_lon, float))
    half = np.sin((psi - phi) / 2) ** 2 + np.cos(phi) * np.cos(psi) * np.sin(turn / 2) ** 2
    km: Matrix = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return km


def distances_km(origins: Matrix, destinations: Matrix) -> Matrix:
    """Return great-circle kilometres from each row (lat, lon) of `origins` to each row of `destinations`."""
    return great_circle_km(origins[:, :1], origins[:, 1:], destinations[:, 0], destinations[:, 1])


def travel_by_speed(points: Matrix, *, speed_kmh: float, detour: float) -> Travel:
    """
    Return road kilometres (great circle × detour) and minutes (at one speed) between rows (lat, lon) of `points`.

    Raises ValueError when the speed is not above 0 or the detour is below 1.
    """
    if not 0 < speed_kmh < np.inf:
        raise ValueError("Speed that is not above 0 not understood.")
    if not 1 <= detour < np.inf:
        raise ValueError("Detour below 1 not understood: no road is shorter than the straight line.")
    km: Lengths = Roads(points, detour)
    if len(points) <= STORED_MAX:
        km = distances_km(points, points) * detour
        return Travel(minutes=km / speed_kmh * MINUTES_PER_HOUR, km=km, is_direct=True)
    return Travel(minutes=RoadMinutes(km, speed_kmh), km=km, is_direct=True)


class Roads:
    """Road kilometres between positions (lat, lon), computed when asked for and read like a matrix."""

    def __init__(self, points: Matrix, detour: float) -> None:
        self._points = points
        self._detour = detour

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self._points), len(self._points)

    def __getitem__(self, places: tuple[Any, Any]) -> Any:
        """Return the kilometres from one place or several to others."""
        (lat, lon), (to_lat, to_lon) = ((self._points[part, 0], self._points[part, 1]) for part in places)
        return great_circle_km(lat, lon, to_lat, to_lon) * self._detour


class RoadMinutes:
    """Minutes on roads at one speed, computed when asked for and read like a matrix."""

    def __init__(self, km: Lengths, speed_kmh: float) -> None:
        self._km = km
        self._speed_kmh = speed_kmh

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""
        return self._km.shape

    def __getitem__(self, places: tuple[Any, Any]) -> Any:
        """Return the minutes from one place or several to others."""
        return self._km[places] / self._speed_kmh * MINUTES_PER_HOUR
