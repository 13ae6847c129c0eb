"""
The least minutes over ground, by numba (the extra `fast`). Import it only where numba is installed.

A bucket queue whose buckets are as wide as the shortest step, so that what a bucket holds is settled when it is
opened; where the longest step is too many times the shortest, a binary heap. Of equal minutes the lowest rank wins,
so that the answer does not hang on the order of the work: `plain.py` gives the same numbers.

References
----------
Dial, R. B. (1969). Algorithm 360: Shortest-path forest with topological ordering. Communications of the ACM 12,
632-633.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from twiza_planning.access import Vector
from twiza_planning.ground.grid import Cells
from twiza_planning.ground.ground import NEIGHBOURS, Ground, Way, half_lengths, step_minutes
from twiza_planning.ground.kernels import (
    CHUNK,
    FULL,
    gather_points,
    put_starts,
    spread_by_buckets,
    spread_by_heap,
)
from twiza_planning.ground.points import PointsByCell, Ranks

BUCKETS_MAX = 2**16
# Cells wait 1.5 times each on common ground; a queue that turns out too small is doubled.
WAITING_PER_CELL = 2
GREATEST = float(np.finfo(np.float64).max)


def spread_nearest(ground: Ground, starts: Cells, ranks: Ranks, *, way: Way, within: float) -> tuple[Vector, Ranks]:
    """Return by cell the minutes to the nearest start, infinite past `within`, and its rank, -1 for none."""
    field = Field(ground, way, within)
    field.spread(field.inside(starts), ranks)
    return field.without_border(field.cells[::2]), field.without_border(field.known)


def spread_each(
    ground: Ground, starts: Cells, points: PointsByCell, *, way: Way, within: float
) -> Iterator[tuple[Ranks, Vector]]:
    """Yield for each start the ranks of the points within reach and the minutes between."""
    field, first = Field(ground, way, within), np.zeros(1, dtype=np.int32)
    point_start = field.point_start(points)
    ranks, minutes = np.empty(len(points.points), dtype=np.int32), np.empty(len(points.points))
    for start in field.inside(starts).reshape(-1, 1):
        count = field.spread(start, first)
        end = gather_points(field.cells, field.touched, count, point_start, points.points, ranks, minutes)
        yield ranks[:end].copy(), minutes[:end].copy()


class Field:
    """The ground with its border as the kernels read it, and the queue they work with."""

    def __init__(self, ground: Ground, way: Way, within: float) -> None:
        self.limit = min(within, GREATEST)
        self.shape = ground.grid.rows + 2, ground.grid.columns + 2
        self.offsets = np.array([down * self.shape[1] + right for down, right in NEIGHBOURS])
        half = half_lengths(ground)
        is_even = (half == half[0]).all()
        self.half = half[0] if is_even else np.pad(half, ((1, 1), (0, 0)), mode="edge").ravel()
        self.friction = ground.passable_friction()
        self.steps = bordered_steps(ground, way) if ground.elevation_m is not None else np.zeros(0)
        self.measure_buckets(half)
        self.make_room(WAITING_PER_CELL)

    def measure_buckets(self, half: Vector) -> None:
        """Find how wide buckets may be and how many there must be: 0, and a heap, where they would be too many."""
        if len(self.steps):
            least, most = finite_range(self.steps)
        else:
            least, most = finite_range(self.friction)
            least, most = 2 * least * half.min(), 2 * most * half.max()
        self.per_minute = 1.0 / least
        # One more for the bucket that is open, and one for what is lost in rounding.
        needed = most * self.per_minute + 2
        self.buckets = 1 << int(np.ceil(np.log2(needed))) if needed <= BUCKETS_MAX else 0

    def make_room(self, waiting_per_cell: int) -> None:
        """Forget every way, and make an empty queue."""
        size = self.shape[0] * self.shape[1]
        self.waiting_per_cell = waiting_per_cell
        self.cells = np.full(2 * size, np.inf)
        self.cells.reshape(*self.shape, 2)[1:-1, 1:-1, 1] = self.friction
        self.known = np.full(size, -1, dtype=np.int32)
        self.touched = np.empty(size, dtype=np.int32)
        chunks = size * waiting_per_cell // CHUNK + self.buckets + 1
        self.waiting = np.empty(chunks * CHUNK, dtype=np.int32)
        self.chunk_next = np.empty(chunks if self.buckets else 0, dtype=np.int64)
        self.keys = np.empty(0 if self.buckets else len(self.waiting))
        self.head = np.full(self.buckets, -1)
        self.fill = np.full(self.buckets, CHUNK)

    def spread(self, starts: Cells, ranks: Ranks) -> int:
        """Spread from the starts up to the limit; return how many cells were touched."""
        while (count := self.try_to_spread(starts, ranks)) == FULL:
            self.make_room(2 * self.waiting_per_cell)
        return count

    def try_to_spread(self, starts: Cells, ranks: Ranks) -> int:
        """Spread from the starts; return how many cells were touched, or FULL."""
        count = put_starts(self.cells, self.known, starts, ranks, self.waiting, self.touched)
        ways = self.cells, self.known, self.half, self.steps, self.offsets, self.limit
        if self.buckets:
            queue = self.per_minute, self.head, self.fill, self.chunk_next, self.waiting
            return int(spread_by_buckets(*ways, *queue, self.touched, count))
        return int(spread_by_heap(*ways, self.keys, self.waiting, self.touched, count))

    def inside(self, cells: Cells) -> Cells:
        """Return the numbers that cells have once the raster has a border."""
        row, column = np.divmod(cells, self.shape[1] - 2)
        return (row + 1) * self.shape[1] + column + 1

    def without_border(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return a raster's values without its border, flat."""
        return values.reshape(self.shape)[1:-1, 1:-1].ravel()

    def point_start(self, points: PointsByCell) -> Ranks:
        """Return, by cell of the raster with its border, where its points start."""
        held = np.zeros(len(self.known) + 1, dtype=np.int32)
        held[self.inside(points.cells) + 1] = np.diff(points.start)
        return np.cumsum(held, dtype=np.int32)


def finite_range(ways: Vector) -> tuple[float, float]:
    """Return the least and the greatest number that is not endless; 1 and 1 where all are."""
    least, most = float(ways.min()), float(ways.max())
    if most == np.inf:
        most = float(np.max(ways, where=ways < np.inf, initial=0.0))
    return (least, most) if least < np.inf else (1.0, 1.0)


def bordered_steps(ground: Ground, way: Way) -> Vector:
    """Return the minutes of each step, by cell of the raster with its border and by neighbour."""
    rows, columns = ground.grid.shape
    steps = np.full((rows + 2, columns + 2, len(NEIGHBOURS)), np.inf)
    steps[1:-1, 1:-1] = np.moveaxis(step_minutes(ground, way), 0, -1)
    return steps.ravel()
