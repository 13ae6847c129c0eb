"""Where cells lie, and how far apart."""

from __future__ import annotations

import math

import numpy as np
import pytest

from twiza_planning.ground.grid import OFF_RASTER, Grid, degree_grid, metric_grid
from twiza_planning.travel import great_circle_km


def test_positions_fall_in_cells_rows_down_from_the_top():
    grid = metric_grid(rows=2, columns=3, cell_m=100)

    cells = grid.cells_of(np.array([(0, 200), (299, 101), (150, 50), (0, 100)]))

    assert cells.tolist() == [0, 2, 4, 3]


def test_the_border_belongs_to_the_raster_and_nothing_beyond_does():
    grid = metric_grid(rows=2, columns=3, cell_m=100)
    beyond = [(-0.1, 50), (300.1, 50), (50, 200.1), (50, -0.1), (math.nan, 50), (50, math.inf), (-math.inf, 50)]

    assert grid.cells_of(np.array([(300.0, 0.0), (0.0, 200.0)])).tolist() == [5, 0]
    assert grid.cells_of(np.array(beyond)).tolist() == [OFF_RASTER] * 7


def test_metres_are_those_between_centres():
    grid = metric_grid(rows=2, columns=2, cell_m=100)

    assert (grid.east_m.tolist(), grid.south_m.tolist()) == ([100, 100], [100])
    assert grid.diagonal_m.tolist() == pytest.approx([100 * math.sqrt(2)])


def test_cells_in_degrees_narrow_towards_the_pole_and_measure_as_great_circles_do():
    grid = degree_grid(rows=3, columns=2, west=-6.0, north=33.0, width=1 / 120, height=1 / 120)

    middles = 33 - (np.arange(3) + 0.5) / 120
    assert grid.east_m == pytest.approx(great_circle_km(middles, 0.0, middles, 1 / 120) * 1000, rel=1e-8)
    assert grid.south_m == pytest.approx(great_circle_km(middles[:-1], 0.0, middles[1:], 0.0) * 1000, rel=1e-8)
    assert grid.east_m[0] < grid.east_m[1] < grid.east_m[2]


@pytest.mark.parametrize(
    "make",
    [
        lambda: metric_grid(rows=0, columns=1, cell_m=1),
        lambda: metric_grid(rows=1, columns=0, cell_m=1),
        lambda: metric_grid(rows=1, columns=1, cell_m=0),
        lambda: metric_grid(rows=1, columns=1, cell_m=math.nan),
        lambda: metric_grid(rows=1, columns=1, cell_m=1, left=math.nan),
        lambda: degree_grid(rows=2, columns=1, west=0, north=91, width=1, height=1),
        lambda: degree_grid(rows=200, columns=1, west=0, north=90, width=1, height=1),
        lambda: degree_grid(rows=2, columns=1, west=0, north=50, width=1, height=-1),
        lambda: Grid(0, 1, 1, 1, 1, np.ones(2), np.ones(2)),
    ],
)
def test_a_grid_that_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match="not understood"):
        make()
