"""The least minutes over ground by scipy alone: the same numbers as `compiled.py`, several times as slowly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from twiza_planning.access import Vector
from twiza_planning.caravans.problem import Matrix
from twiza_planning.ground.grid import Cells
from twiza_planning.ground.ground import NEIGHBOURS, Ground, Way, step_minutes
from twiza_planning.ground.points import PointsByCell, Ranks

FIRST_WINDOW = 24  # cells on each side of a start; wider where someone gets out of it in time


def spread_nearest(ground: Ground, starts: Cells, ranks: Ranks, *, way: Way, within: float) -> tuple[Vector, Ranks]:
    """Return by cell the minutes to the nearest start, infinite past `within`, and its rank, -1 for none."""
    steps = step_minutes(ground, way)
    minutes, rank = np.full(steps[0].size, np.inf), np.full(steps[0].size, -1, dtype=np.int32)
    if len(starts):
        distinct, first = np.unique(starts, return_index=True)
        minutes, _, origin = dijkstra(
            graph_of(steps), indices=distinct, min_only=True, return_predecessors=True, limit=within
        )
        reached = np.flatnonzero(minutes < np.inf)
        rank[reached] = ranks[first[np.searchsorted(distinct, origin[reached])]]
        take_lowest_ranks(steps, minutes, rank)
    return minutes, rank


def take_lowest_ranks(steps: Matrix, minutes: Vector, rank: Ranks) -> None:
    """Give each cell the lowest rank among the starts that are as near: of equals, scipy takes any."""
    changed = np.flatnonzero(rank >= 0)
    while len(changed):
        better = []
        for place in range(len(NEIGHBOURS)):
            cells, others, ways = steps_from(steps, changed, place)
            found = (minutes[cells] + ways == minutes[others]) & (rank[cells] < rank[others])
            np.minimum.at(rank, others[found], rank[cells[found]])
            better.append(others[found])
        changed = np.unique(np.concatenate(better))


def steps_from(steps: Matrix, cells: Cells, place: int) -> tuple[Cells, Cells, Vector]:
    """Return the steps from cells to one neighbour, those that no one can make left out."""
    ways = steps[place].ravel()[cells]
    down, right = NEIGHBOURS[place]
    passable = ways < np.inf
    return cells[passable], cells[passable] + down * steps.shape[2] + right, ways[passable]


def graph_of(steps: Matrix) -> csr_array:
    """Return the steps that can be made as a graph, a row a cell."""
    size, columns = steps[0].size, steps.shape[2]
    ways = np.moveaxis(steps, 0, -1).reshape(size, len(NEIGHBOURS))
    offsets = np.array([down * columns + right for down, right in NEIGHBOURS], dtype=np.int32)
    others = np.arange(size, dtype=np.int32)[:, None] + offsets
    passable = ways < np.inf
    ends = np.concatenate([[0], np.cumsum(passable.sum(axis=1))]).astype(np.int32)
    return csr_array((ways[passable], others[passable], ends), shape=(size, size))


def spread_each(
    ground: Ground, starts: Cells, points: PointsByCell, *, way: Way, within: float
) -> Iterator[tuple[Ranks, Vector]]:
    """Yield for each start the ranks of the points within reach and the minutes between."""
    steps = step_minutes(ground, way)
    held = np.diff(points.start)
    for start in starts.tolist():
        cells, minutes = spread_one(steps, start, within)
        places = np.searchsorted(points.cells, cells)
        places = np.minimum(places, len(points.cells) - 1)
        with_points = points.cells[places] == cells if len(points.cells) else np.zeros(len(cells), dtype=np.bool_)
        places, minutes = places[with_points], minutes[with_points]
        yield points.points[ranges(points.start[places], held[places])], np.repeat(minutes, held[places])


def ranges(first: npt.NDArray[np.int32], count: npt.NDArray[np.int32]) -> Cells:
    """Return, one after another, `count` numbers that rise from each `first`."""
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(int(count.sum()))


def spread_one(steps: Matrix, start: int, within: float) -> tuple[Cells, Vector]:
    """Return the cells within reach of a start and the minutes between."""
    width = FIRST_WINDOW
    while (found := spread_in_window(steps, start, within, width)) is None:
        width *= 2
    return found


def spread_in_window(steps: Matrix, start: int, within: float, width: int) -> tuple[Cells, Vector] | None:
    """Return what is within reach of a start, None when some way may lead out of the window around it."""
    rows, columns = steps.shape[1:]
    row, column = divmod(start, columns)
    top, left = max(row - width, 0), max(column - width, 0)
    window = steps[:, top : row + width + 1, left : column + width + 1]
    height, breadth = window.shape[1:]
    seed = (row - top) * breadth + column - left
    minutes = dijkstra(graph_of(shut(window)), indices=seed, limit=within).reshape(height, breadth)
    down, right = np.nonzero(minutes < np.inf)
    ends = (
        (top > 0 and down.min() == 0)
        or (left > 0 and right.min() == 0)
        or (top + height < rows and down.max() == height - 1)
        or (left + breadth < columns and right.max() == breadth - 1)
    )
    return None if ends else ((top + down) * columns + left + right, minutes[down, right])


def shut(window: Matrix) -> Matrix:
    """Return the steps of a window without those that lead out of it."""
    shut_window = window.copy()
    for place, (down, right) in enumerate(NEIGHBOURS):
        if down:
            shut_window[place, 0 if down < 0 else -1] = np.inf
        if right:
            shut_window[place, :, 0 if right < 0 else -1] = np.inf
    return shut_window
