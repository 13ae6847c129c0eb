"""Where the cells of a raster lie, and how many metres there are between their centres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.access import Vector
from twiza_planning.caravans.problem import Matrix
from twiza_planning.travel import EARTH_RADIUS_KM

Cells = npt.NDArray[np.int64]
OFF_RASTER = -1
METRES_PER_KM = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """
    Rows of cells from `top` downwards and from `left` rightwards, in the raster's own coordinates.

    `east_m` has for each row the metres between the centres of two neighbours in it, `south_m` for each row but the
    last those to the next row. `crs` names the coordinates, "" when no one said. Raises ValueError.
    """

    left: float
    top: float
    cell_width: float
    cell_height: float
    columns: int
    east_m: Vector
    south_m: Vector
    crs: str = ""

    def __post_init__(self) -> None:
        if self.columns < 1 or len(self.east_m) < 1 or len(self.south_m) != len(self.east_m) - 1:
            raise ValueError("A grid without cells, or whose rows and lengths differ, not understood.")
        sizes = np.concatenate([[self.cell_width, self.cell_height], self.east_m, self.south_m])
        if not (np.isfinite([self.left, self.top]).all() and (sizes > 0).all() and (sizes < np.inf).all()):
            raise ValueError("Cells whose width or height is not above 0 not understood.")

    @property
    def rows(self) -> int:
        """Rows of cells."""
        return len(self.east_m)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def diagonal_m(self) -> Vector:
        """Metres between the centres of two cells that touch at a corner, by row but the last."""
        return np.hypot(self.south_m, (self.east_m[:-1] + self.east_m[1:]) / 2)

    def cells_of(self, positions: Matrix) -> Cells:
        """
        Return the number (row × columns + column) of the cell that holds each (x, y), OFF_RASTER where none does.

        The raster's outer border belongs to it; a position that is not a number is off it.
        """
        # An endless or missing position is off the raster: comparisons say so without a warning.
        with np.errstate(invalid="ignore"):
            column = (positions[:, 0] - self.left) / self.cell_width
            row = (self.top - positions[:, 1]) / self.cell_height
            is_on = (column >= 0) & (column <= self.columns) & (row >= 0) & (row <= self.rows)
        columns = np.minimum(np.where(is_on, column, 0).astype(np.int64), self.columns - 1)
        rows = np.minimum(np.where(is_on, row, 0).astype(np.int64), self.rows - 1)
        return np.where(is_on, rows * self.columns + columns, OFF_RASTER)


def metric_grid(
    *, rows: int, columns: int, cell_m: float, left: float = 0.0, top: float | None = None, crs: str = ""
) -> Grid:
    """
    Return a grid of square cells in metres; unless `top` is told, its lower left corner is at (left, 0).

    Raises ValueError.
    """
    if not 0 < cell_m < np.inf or rows < 1:
        raise ValueError("Cells whose width or height is not above 0 not understood.")
    corner = rows * cell_m if top is None else top
    return Grid(left, corner, cell_m, cell_m, columns, np.full(rows, cell_m), np.full(rows - 1, cell_m), crs)


def degree_grid(
    *, rows: int, columns: int, west: float, north: float, width: float, height: float, crs: str = "EPSG:4326"
) -> Grid:
    """
    Return a grid of cells in degrees, x being longitude and y latitude: the further from the equator, the narrower.

    Metres are arcs of parallels and of meridians on the sphere that `great_circle_km` measures. Raises ValueError.
    """
    if rows < 1 or not (north - rows * height >= -90 and north <= 90):
        raise ValueError("A grid in degrees that passes a pole not understood.")
    metres_per_degree = np.radians(1.0) * EARTH_RADIUS_KM * METRES_PER_KM
    middle = np.radians(north - (np.arange(rows) + 0.5) * height)
    east, south = np.cos(middle) * width * metres_per_degree, np.full(rows - 1, height * metres_per_degree)
    return Grid(west, north, width, height, columns, east, south, crs)
