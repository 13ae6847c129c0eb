"""The least minutes over ground: to the nearest of many sources, and to each source within reach."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from twiza_planning import nearest
from twiza_planning.access import Vector
from twiza_planning.caravans.problem import Matrix
from twiza_planning.ground.grid import OFF_RASTER, Cells
from twiza_planning.ground.ground import Ground, Way
from twiza_planning.ground.points import PointsByCell, points_by_cell
from twiza_planning.nearest import TooManyPairs

# Compiled where the extra `fast` is installed; the same numbers without it, or with a numba too old for this numpy.
try:
    from twiza_planning.ground.compiled import spread_each, spread_nearest
except ImportError:
    from twiza_planning.ground.plain import spread_each, spread_nearest

NO_SOURCE = -1


class State(enum.IntEnum):
    """What is known of the way between a place and a source."""

    REACHED = 0
    UNREACHED = 1
    ON_BARRIER = 2
    OFF_RASTER = 3


States = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class PointTimes:
    """By point: minutes to the nearest source (NaN: none), its rank (-1: none) and why (State)."""

    minutes: Vector
    source: npt.NDArray[np.int32]
    state: States


@dataclass(frozen=True, slots=True, eq=False)
class NearestTimes:
    """
    By cell: minutes to the nearest source (NaN: none) and its rank, the lowest of those as near (-1: none).

    `source_state` says of each source whether it stands on ground: the others are nearest to no one.
    """

    ground: Ground
    minutes: Matrix
    source: npt.NDArray[np.int32]
    source_state: States

    def at(self, positions: Matrix) -> PointTimes:
        """Return what holds at each (x, y), in the raster's coordinates: what holds in the cell around it."""
        cells = self.ground.grid.cells_of(positions)
        state = states_of(self.ground, cells)
        minutes = np.where(cells == OFF_RASTER, np.nan, self.minutes.ravel()[cells])
        source = np.where(cells == OFF_RASTER, NO_SOURCE, self.source.ravel()[cells])
        state[(state == State.REACHED) & (source == NO_SOURCE)] = State.UNREACHED
        return PointTimes(minutes, source, state)


@dataclass(frozen=True, slots=True, eq=False)
class TimeMatrix:
    """
    Minutes between points (rows) and sources (columns); what is not stored is out of reach.

    The states say REACHED, UNREACHED (standing on ground, with nothing within reach), ON_BARRIER or OFF_RASTER.
    """

    minutes: csr_array
    point_state: States
    source_state: States


def nearest_source(
    ground: Ground, sources: Matrix, *, within: float = np.inf, way: Way = Way.TO_SOURCE
) -> NearestTimes:
    """
    Return the least minutes from each cell to a source, and which source it is.

    A step leads to one of eight neighbours; it takes the mean friction of the two cells × the length between centres.

    Parameters
    ----------
    ground : Ground
        Friction, and elevation where slopes count.
    sources : Matrix
        A row (x, y) a source, in the raster's coordinates.
    within : float
        Greatest minutes, inclusive.
    way : Way
        To the sources or from them: the same but on slopes.

    Returns
    -------
    NearestTimes
        Minutes and source by cell; NaN and -1 on barriers and where no source can be reached.

    Raises
    ------
    ValueError
        When `within` is negative or not a number.
    """
    cells, state = place_sources(ground, sources, within)
    standing = np.flatnonzero(state == State.REACHED).astype(np.int32)
    minutes, source = spread_nearest(ground, cells[standing], standing, way=way, within=within)
    minutes[source == NO_SOURCE] = np.nan
    return NearestTimes(ground, minutes.reshape(ground.grid.shape), source.reshape(ground.grid.shape), state)


def time_matrix(
    ground: Ground, points: Matrix, sources: Matrix, *, within: float, way: Way = Way.TO_SOURCE
) -> TimeMatrix:
    """
    Return the minutes between each point and each source within reach, by the least way over ground.

    The matrix is what `AccessProblem` takes. Parameters are those of `nearest_source`, `points` being rows (x, y).

    Raises
    ------
    TooManyPairs
        When so many pairs are within reach that they would not fit in memory.
    ValueError
        When `within` is negative or not a number.
    """
    return matrix_of_cells(ground, ground.grid.cells_of(points), sources, within=within, way=way)


def catchments(ground: Ground, sources: Matrix, *, within: float, way: Way = Way.TO_SOURCE) -> TimeMatrix:
    """
    Return the minutes between each cell, a row of the matrix (row × columns + column), and each source within reach.

    Parameters and errors are those of `time_matrix`.
    """
    return matrix_of_cells(ground, np.arange(ground.friction.size), sources, within=within, way=way)


def matrix_of_cells(ground: Ground, point_cells: Cells, sources: Matrix, *, within: float, way: Way) -> TimeMatrix:
    """Return the minutes between points, told by their cells, and each source within reach."""
    cells, source_state = place_sources(ground, sources, within)
    point_state = states_of(ground, point_cells)
    held = points_by_cell(np.where(point_state == State.REACHED, point_cells, OFF_RASTER))
    minutes = csr_array(
        reach_of_sources(ground, cells, held, (len(sources), len(point_cells)), way=way, within=within).T.tocsr()
    )
    point_state[(np.diff(minutes.indptr) == 0) & (point_state == State.REACHED)] = State.UNREACHED
    reached_by = np.bincount(minutes.indices, minlength=len(sources))
    source_state[(reached_by == 0) & (source_state == State.REACHED)] = State.UNREACHED
    return TimeMatrix(minutes, point_state, source_state)


def reach_of_sources(
    ground: Ground, cells: Cells, held: PointsByCell, shape: tuple[int, int], *, way: Way, within: float
) -> csr_array:
    """Return minutes, a row a source, a column a point; sources in one cell share one search. Raises TooManyPairs."""
    starts, row_of = np.unique(cells, return_inverse=True)
    sharing = np.bincount(row_of, minlength=len(starts))
    standing = starts >= 0
    found, total = [(np.zeros(0, np.int32), np.zeros(0))] * int((~standing).sum()), 0
    for times, pair in zip(
        sharing[standing], spread_each(ground, starts[standing], held, way=way, within=within), strict=True
    ):
        found.append(pair)
        total += len(pair[0]) * int(times)
        if total > nearest.PAIRS_MAX:
            raise TooManyPairs(f"More than {nearest.PAIRS_MAX} pairs are within reach: lower the limit.")
    points, minutes = (np.concatenate(part) for part in zip(*found, strict=True)) if found else (np.zeros(0),) * 2
    ends = np.cumsum([0, *(len(ranks) for ranks, _ in found)])
    reach = csr_array((minutes, points, ends), shape=(len(starts), shape[1]))
    return csr_array(reach[row_of])


def place_sources(ground: Ground, sources: Matrix, within: float) -> tuple[Cells, States]:
    """Return the cell of each source (OFF_RASTER where it stands on no ground) and its state. Raises ValueError."""
    if not within >= 0:
        raise ValueError("Negative minutes, or none, not understood.")
    cells = ground.grid.cells_of(sources)
    state = states_of(ground, cells)
    return np.where(state == State.REACHED, cells, OFF_RASTER), state


def states_of(ground: Ground, cells: Cells) -> States:
    """Return whether each cell is off the raster or a barrier; REACHED when neither."""
    state = np.full(len(cells), State.REACHED, dtype=np.uint8)
    state[ground.is_barrier_at(cells)] = State.ON_BARRIER
    state[cells == OFF_RASTER] = State.OFF_RASTER
    return state
