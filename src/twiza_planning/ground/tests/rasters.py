"""Ground for tests, and the least minutes over it by a plain Dijkstra that shares no code with the engine."""

from __future__ import annotations

import heapq
import math

import numpy as np

from twiza_planning.ground.grid import metric_grid
from twiza_planning.ground.ground import PER_KM, Ground


def kilometres(rows, elevation=None):
    """Return ground of cells of 1 km, rows of minutes per km; the centre of row 0, column 0 is at (500, top - 500)."""
    friction = np.array(rows, dtype=float)
    height = None if elevation is None else np.array(elevation, dtype=float)
    grid = metric_grid(rows=friction.shape[0], columns=friction.shape[1], cell_m=1000.0)
    return Ground(grid, friction, PER_KM, height)


def centre(ground, *cells):
    """Return the positions (x, y) of the centres of cells (row, column)."""
    return np.array([(500.0 + 1000 * column, ground.grid.top - 500 - 1000 * row) for row, column in cells]).reshape(
        -1, 2
    )


def minutes_from(ground, start, *, uphill_matters=False):
    """Return {cell: minutes} from a start cell (row, column) to each cell it reaches, going from it."""
    friction, found, heap = ground.friction, {}, [(0.0, start)]
    while heap:
        minutes, (row, column) = heapq.heappop(heap)
        if (row, column) in found:
            continue
        found[row, column] = minutes
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                there = row + down, column + right
                if there in found or not is_passable(ground, there):
                    continue
                km = math.hypot(down, right)
                step = (friction[row, column] + friction[there]) / 2 * km
                if uphill_matters:
                    slope = (ground.elevation_m[there] - ground.elevation_m[row, column]) / (km * 1000)
                    step *= math.exp(-3.5 * 0.05) / math.exp(-3.5 * abs(slope + 0.05))
                heapq.heappush(heap, (minutes + step, there))
    return found


def is_passable(ground, cell):
    """Say whether a cell is on the raster and no barrier."""
    row, column = cell
    rows, columns = ground.grid.shape
    return 0 <= row < rows and 0 <= column < columns and math.isfinite(ground.friction[cell])
