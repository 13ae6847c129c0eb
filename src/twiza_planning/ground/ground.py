"""What the way costs: friction and slope by cell, and the minutes of a step from a cell to its neighbours."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Matrix
from twiza_planning.ground.grid import METRES_PER_KM, Cells, Grid
from twiza_planning.ground.slopes import FLAT_KMH, slope_factor

PER_METRE, PER_KM = 1.0, METRES_PER_KM
# The eight neighbours: rows down, columns right. A kernel's offsets and the tables below keep this order.
NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
MINUTES_PER_HOUR = 60.0


class Way(enum.Enum):
    """Which way people go: on slopes, there and back do not take as long."""

    TO_SOURCE = "to source"
    FROM_SOURCE = "from source"


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """
    Minutes that `over_m` metres take in each cell (PER_METRE or PER_KM), and how high each cell lies, in metres.

    A cell whose friction is NaN or infinite, or whose elevation is, is a barrier. On a slope the friction is that of
    flat ground. Raises ValueError when a shape differs or a friction is not above 0.
    """

    grid: Grid
    friction: Matrix
    over_m: float
    elevation_m: Matrix | None = None

    def __post_init__(self) -> None:
        for raster in (self.friction, self.elevation_m):
            if raster is not None and raster.shape != self.grid.shape:
                raise ValueError("A raster of another shape than its grid not understood.")
        if not 0 < self.over_m < np.inf:
            raise ValueError("Friction over a length that is not above 0 not understood.")
        refuse_friction_not_above_0(self.friction)

    def passable_friction(self) -> Matrix:
        """Return the friction by cell, infinite where there is a barrier; not to be written to."""
        # Twice as precise as most rasters: sums in their own precision would hang on the order of the work.
        friction = np.asarray(self.friction, dtype=np.float64)
        if self.elevation_m is None and not np.isnan(friction.min()):
            return friction
        return np.where(self.is_barrier(), np.inf, friction)

    def is_barrier(self) -> npt.NDArray[np.bool_]:
        """Say of each cell whether it is a barrier."""
        return self.is_barrier_at(np.arange(self.friction.size)).reshape(self.grid.shape)

    def is_barrier_at(self, cells: Cells) -> npt.NDArray[np.bool_]:
        """Say of cells, by number, whether they are barriers."""
        barrier = ~np.isfinite(self.friction.ravel()[cells])
        if self.elevation_m is not None:
            barrier |= ~np.isfinite(self.elevation_m.ravel()[cells])
        return barrier


def walking_ground(grid: Grid, elevation_m: Matrix) -> Ground:
    """
    Return ground that people cross on foot, as fast as slopes let them (Tobler). Raises ValueError.

    References
    ----------
    Tobler, W. (1993). Three presentations on geographical analysis and modeling. NCGIA Technical Report 93-1.
    """
    return Ground(grid, np.full(grid.shape, MINUTES_PER_HOUR / FLAT_KMH), PER_KM, elevation_m)


def refuse_friction_not_above_0(friction: Matrix) -> None:
    """Raise ValueError that names the first cell whose friction is 0 or less."""
    if (wrong := friction <= 0).any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            f"Friction {friction[row, column]:g} at row {row}, column {column} not understood: a way takes more than "
            "0 minutes. Give a barrier as NaN or infinity."
        )


def half_lengths(ground: Ground) -> Matrix:
    """Return, by row and neighbour, half the way to the neighbour's centre, in lengths of `over_m` metres."""
    grid = ground.grid
    half = np.zeros((grid.rows, len(NEIGHBOURS)))
    for place, (down, right) in enumerate(NEIGHBOURS):
        if down == 0:
            half[:, place] = grid.east_m
        else:
            # Beyond the first and last row stands the border, which no one crosses: any usual length will do.
            between = grid.diagonal_m if right else grid.south_m
            usual = between if len(between) else grid.east_m
            half[:, place] = np.append(between, usual[-1]) if down > 0 else np.insert(between, 0, usual[0])
    return half / ground.over_m / 2


def bordered(values: Matrix) -> Matrix:
    """Return a raster with a border of barriers one cell wide, so that every cell has eight neighbours."""
    return np.pad(values, 1, constant_values=np.inf)


def step_minutes(ground: Ground, way: Way) -> npt.NDArray[np.float64]:
    """
    Return, by neighbour, row and column, the minutes of the step that joins a cell and its neighbour.

    The mean friction of both cells × the length between centres × what the slope adds or saves; infinite where one of
    the two is a barrier. TO_SOURCE is the step from the neighbour to the cell, FROM_SOURCE from the cell to it.
    """
    friction, half = ground.passable_friction(), half_lengths(ground)
    steps = np.empty((len(NEIGHBOURS), *ground.grid.shape))
    for place, neighbour in enumerate(NEIGHBOURS):
        steps[place] = (friction + shifted(bordered(friction), neighbour)) * half[:, place, None]
        if ground.elevation_m is not None:
            steps[place] *= slope_factors(ground, half[:, place, None], neighbour, way)
    return steps


def slope_factors(ground: Ground, half: Matrix, neighbour: tuple[int, int], way: Way) -> Matrix:
    """Return what the slope between each cell and one neighbour multiplies the minutes by."""
    assert ground.elevation_m is not None  # noqa: S101 -- for the type checker
    # Barriers have an endless friction already: here they only must not overflow.
    height = np.where(np.isfinite(ground.elevation_m), ground.elevation_m, 0.0).astype(np.float64)
    rise = shifted(np.pad(height, 1, mode="edge"), neighbour) - height
    slope = rise / (half * 2 * ground.over_m)
    return slope_factor(slope if way is Way.FROM_SOURCE else -slope)


def shifted(values: Matrix, neighbour: tuple[int, int]) -> Matrix:
    """Return, by cell, the value that one neighbour has in a raster with a border."""
    down, right = neighbour
    rows, columns = values.shape
    return values[1 + down : rows - 1 + down, 1 + right : columns - 1 + right]
