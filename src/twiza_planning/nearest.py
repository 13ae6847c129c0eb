"""Which facility is nearest, and which are within reach, along the great circle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.spatial import KDTree

from twiza_planning.access import Vector
from twiza_planning.travel import EARTH_RADIUS_KM, MINUTES_PER_HOUR, great_circle_km

Ranks = npt.NDArray[np.intp]
NO_FACILITY = -1
SAME = 1e-9  # relative difference of two distances that are the same
PAIRS_MAX = 60_000_000  # about 1 GB
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """By locality, the rank of its nearest facility (-1: none) and the minutes to it (NaN: none)."""

    facility: Ranks
    minutes: Vector


class TooManyPairs(ValueError):
    """So many pairs are within reach that they would not fit in memory."""


def nearest_by_speed(localities: Vector, facilities: Vector, *, speed_kmh: float, detour: float) -> Nearest:
    """
    Return the nearest facility of each locality, rows being (lat, lon); the first of those equally near.

    Minutes are great circle × detour at one speed.
    """
    rank, km = nearest_by_great_circle(localities, facilities)
    return Nearest(rank, km * detour / speed_kmh * MINUTES_PER_HOUR)


def nearest_by_great_circle(localities: Vector, facilities: Vector) -> tuple[Ranks, Vector]:
    """Return the rank of the nearest facility and the kilometres to it."""
    if len(facilities) == 0 or len(localities) == 0:
        return np.full(len(localities), NO_FACILITY, dtype=np.intp), np.full(len(localities), np.nan)
    # Facilities on one spot are one point, that of the first: a tie the tree would break as it likes.
    _, first = np.unique(facilities, axis=0, return_index=True)
    first.sort()
    tree = KDTree(on_sphere(facilities[first]))
    points = on_sphere(localities)
    chord, place = (np.asarray(found) for found in tree.query(points, k=[1, 2][: len(first)]))
    rank = first[place[:, 0]]
    for row in np.flatnonzero(chord[:, -1] <= reach_of_ties(chord[:, 0])) if len(first) > 1 else ():
        rank[row] = first_of_ties(
            localities[row], facilities, first[tree.query_ball_point(points[row], reach_of_ties(chord[row, 0]))]
        )
    return rank, km_between(localities, facilities[rank])


def reach_of_ties(chord: Vector) -> Vector:
    """Return a chord just long enough to hold the points that may be as near."""
    return chord * (1 + 10 * SAME) + 1e-15


def first_of_ties(locality: Vector, facilities: Vector, ranks: Ranks) -> int:
    """Return the first of the facilities that are as near as the nearest."""
    km = great_circle_km(locality[0], locality[1], facilities[ranks, 0], facilities[ranks, 1])
    return int(ranks[km <= km.min() * (1 + SAME)].min())


def nearest_of_pairs(minutes: csr_array) -> Nearest:
    """Return the nearest facility by the travel times stored, the first of those equally near."""
    rows = np.repeat(np.arange(minutes.shape[0]), np.diff(minutes.indptr))
    order = np.lexsort((minutes.indices, minutes.data, rows))
    seen, first = np.unique(rows[order], return_index=True)
    rank = np.full(minutes.shape[0], NO_FACILITY, dtype=np.intp)
    least = np.full(minutes.shape[0], np.nan)
    rank[seen], least[seen] = minutes.indices[order[first]], minutes.data[order[first]]
    return Nearest(rank, least)


def pairs_by_speed(
    localities: Vector, facilities: Vector, *, speed_kmh: float, detour: float, within: float
) -> csr_array:
    """
    Return the minutes of each pair within reach, a row a locality, a column a facility.

    Minutes are great circle × detour at one speed, at most `within`. Raises TooManyPairs.
    """
    km = within * speed_kmh / MINUTES_PER_HOUR / detour
    shape = (len(localities), len(facilities))
    rows, columns = ranks_within(localities, facilities, km)
    minutes = km_between(localities[rows], facilities[columns]) * detour / speed_kmh * MINUTES_PER_HOUR
    kept = minutes <= within
    return csr_array(coo_array((minutes[kept], (rows[kept], columns[kept])), shape=shape))


def ranks_within(
    localities: Vector, facilities: Vector, km: float, *, pairs_max: int | None = None
) -> tuple[Ranks, Ranks]:
    """
    Return the ranks of the pairs that may be within some kilometres, none that are left out.

    Raises TooManyPairs past `pairs_max` (PAIRS_MAX).
    """
    if len(localities) == 0 or len(facilities) == 0:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    tree, points = KDTree(on_sphere(facilities)), on_sphere(localities)
    chord = 2 * np.sin(min(km / EARTH_RADIUS_KM, np.pi) / 2) * (1 + SAME) + 1e-12
    if (count := int(KDTree(points).count_neighbors(tree, chord))) > (
        most := PAIRS_MAX if pairs_max is None else pairs_max
    ):
        raise TooManyPairs(f"{count} pairs are within reach, more than {most}: lower the threshold.")
    rows, columns = [], []
    for first in range(0, len(points), ROWS_AT_ONCE):
        found = KDTree(points[first : first + ROWS_AT_ONCE]).sparse_distance_matrix(tree, chord, output_type="ndarray")
        rows.append((found["i"] + first).astype(np.int32))
        columns.append(found["j"].astype(np.int32))
    return np.concatenate(rows), np.concatenate(columns)


def km_between(origins: Vector, destinations: Vector) -> Vector:
    """Return great-circle kilometres row by row."""
    return great_circle_km(origins[:, 0], origins[:, 1], destinations[:, 0], destinations[:, 1])


def on_sphere(positions: Vector) -> Vector:
    """Return positions (lat, lon) as points of the unit sphere, where near is near in a straight line too."""
    lat, lon = np.radians(positions[:, 0]), np.radians(positions[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
