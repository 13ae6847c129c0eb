"""What the way costs: friction, barriers and slopes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from twiza_planning.ground.grid import metric_grid
from twiza_planning.ground.ground import PER_KM, PER_METRE, Ground, Way, step_minutes, walking_ground
from twiza_planning.ground.slopes import walking_kmh

SQUARE = metric_grid(rows=2, columns=2, cell_m=1000)


def test_a_step_takes_the_mean_friction_over_the_way_between_centres():
    ground = Ground(SQUARE, np.array([[10.0, 20.0], [30.0, math.inf]]), PER_KM)

    north_west, _, north_east, west, east, south_west, south, south_east = step_minutes(ground, Way.TO_SOURCE)

    none = math.inf
    assert east.tolist() == [[15, none], [none, none]]
    assert west.tolist() == [[none, 15], [none, none]]
    assert south.tolist() == [[20, none], [none, none]]
    assert south_west.tolist() == [[none, pytest.approx(25 * math.sqrt(2))], [none, none]]
    assert north_east.tolist() == [[none, none], [pytest.approx(25 * math.sqrt(2)), none]]
    assert (south_east.tolist(), north_west.tolist()) == ([[none, none]] * 2, [[none, none]] * 2)


def test_minutes_per_metre_and_per_kilometre_say_the_same():
    by_km = step_minutes(Ground(SQUARE, np.full((2, 2), 12.0), PER_KM), Way.TO_SOURCE)
    by_metre = step_minutes(Ground(SQUARE, np.full((2, 2), 0.012), PER_METRE), Way.TO_SOURCE)

    assert by_metre == pytest.approx(by_km, rel=1e-12)


# Tobler's published figures: 6 km/h at its fastest, down a slope of 5 %; 5.04 on the flat.
@pytest.mark.parametrize(("slope", "kmh"), [(-0.05, 6.0), (0.0, 5.0367), (0.5, 0.8752), (-0.5, 1.2420)])
def test_walking_slows_on_slopes_as_tobler_measured(slope, kmh):
    assert walking_kmh(np.array([slope])).tolist() == pytest.approx([kmh], rel=1e-4)


def test_going_up_takes_longer_than_coming_down():
    ground = walking_ground(metric_grid(rows=1, columns=2, cell_m=1000), np.array([[0.0, 300.0]]))

    up, down = (float(step_minutes(ground, way)[4, 0, 0]) for way in (Way.FROM_SOURCE, Way.TO_SOURCE))

    assert up == pytest.approx(60 / (6 * math.exp(-3.5 * 0.35)))
    assert down == pytest.approx(60 / (6 * math.exp(-3.5 * 0.25)))


def test_a_hole_in_the_elevation_is_a_barrier_and_a_wall_is_no_endless_number():
    grid = metric_grid(rows=1, columns=3, cell_m=1)

    ground = walking_ground(grid, np.array([[math.nan, 0.0, 1e9]]))

    assert ground.is_barrier().tolist() == [[True, False, False]]
    assert 1e100 < float(step_minutes(ground, Way.FROM_SOURCE)[4, 0, 1]) < math.inf


@pytest.mark.parametrize("friction", [-1.0, 0.0, -math.inf])
def test_friction_that_is_not_above_0_is_refused_where_it_stands(friction):
    rows = np.array([[1.0, 1.0], [math.nan, friction]])

    with pytest.raises(ValueError, match=f"Friction {friction:g} at row 1, column 1 not understood"):
        Ground(SQUARE, rows, PER_KM)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Ground(SQUARE, np.ones((2, 3)), PER_KM),
        lambda: Ground(SQUARE, np.ones((2, 2)), PER_KM, np.ones((1, 2))),
        lambda: Ground(SQUARE, np.ones((2, 2)), 0.0),
        lambda: Ground(SQUARE, np.ones((2, 2)), math.nan),
    ],
)
def test_ground_that_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match="not understood"):
        make()
