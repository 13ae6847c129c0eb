"""The least minutes over ground: rasters to check in your head, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from twiza_planning import nearest
from twiza_planning.ground.grid import degree_grid
from twiza_planning.ground.ground import PER_KM, Ground, Way
from twiza_planning.ground.tests.rasters import centre, kilometres, minutes_from
from twiza_planning.ground.times import State, catchments, nearest_source, time_matrix
from twiza_planning.nearest import TooManyPairs

NONE, DIAGONAL = math.nan, math.sqrt(2)
REACHED, UNREACHED, ON_BARRIER, OFF = State.REACHED, State.UNREACHED, State.ON_BARRIER, State.OFF_RASTER
FRICTION = st.one_of(st.floats(0.1, 50), st.just(math.nan), st.just(math.inf))
RASTERS = arrays(float, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=FRICTION)


def some_cells(raster, seed, count):
    """Return `count` cells of a raster by seed, some of them barriers perhaps, some given twice."""
    random = np.random.default_rng(seed)
    return [(int(random.integers(raster.shape[0])), int(random.integers(raster.shape[1]))) for _ in range(count)]


def test_minutes_grow_with_the_way_and_diagonals_are_longer():
    ground = kilometres([[12, 12, 12], [12, 12, 12]])

    found = nearest_source(ground, centre(ground, (0, 0)))

    assert found.minutes == pytest.approx(np.array([[0, 12, 24], [12, 12 * DIAGONAL, 12 + 12 * DIAGONAL]]))


def test_people_go_round_what_is_slow():
    ground = kilometres([[1, 99, 1], [1, 99, 1], [1, 1, 1]])

    found = nearest_source(ground, centre(ground, (0, 0)))

    assert found.minutes[0, 2] == pytest.approx(2 + 2 * DIAGONAL)


def test_each_cell_has_the_nearest_source_and_the_first_of_those_as_near():
    ground = kilometres([[1, 1, 1, 1, 1]])

    found = nearest_source(ground, centre(ground, (0, 4), (0, 0), (0, 0)))

    assert found.minutes.tolist() == [[0, 1, 2, 1, 0]]
    assert found.source.tolist() == [[1, 1, 0, 0, 0]]


def test_barriers_the_unreached_and_what_is_off_the_raster_are_told_apart():
    ground = kilometres([[1, 1, math.inf, 1]])
    points = np.vstack([centre(ground, (0, 1), (0, 2), (0, 3)), [(9e9, 500)]])

    found = nearest_source(ground, centre(ground, (0, 0))).at(points)

    assert found.state.tolist() == [REACHED, ON_BARRIER, UNREACHED, OFF]
    assert found.minutes.tolist() == pytest.approx([1, NONE, NONE, NONE], nan_ok=True)
    assert found.source.tolist() == [0, -1, -1, -1]


def test_a_source_that_stands_on_no_ground_is_nearest_to_no_one():
    ground = kilometres([[1, math.nan, 1]])
    sources = np.vstack([centre(ground, (0, 1)), [(-1, 0)], centre(ground, (0, 2))])

    found = nearest_source(ground, sources)

    assert found.source_state.tolist() == [ON_BARRIER, OFF, REACHED]
    assert found.source.tolist() == [[-1, -1, 2]]


def test_one_cell_is_0_minutes_from_itself():
    ground = kilometres([[7]])

    assert nearest_source(ground, centre(ground, (0, 0))).minutes.tolist() == [[0]]
    assert time_matrix(
        ground, centre(ground, (0, 0)), centre(ground, (0, 0)), within=0
    ).minutes.toarray().tolist() == [[0]]


def test_without_a_source_no_one_is_reached():
    ground = kilometres([[1, 1]])

    found = nearest_source(ground, np.zeros((0, 2)))
    matrix = time_matrix(ground, centre(ground, (0, 0)), np.zeros((0, 2)), within=60)

    assert np.isnan(found.minutes).all()
    assert found.source.tolist() == [[-1, -1]]
    assert (matrix.minutes.shape, matrix.point_state.tolist()) == ((1, 0), [UNREACHED])


def test_where_all_is_barrier_no_one_moves():
    ground = kilometres([[math.inf, math.nan]])

    found = nearest_source(ground, centre(ground, (0, 0)))
    matrix = time_matrix(ground, centre(ground, (0, 1)), centre(ground, (0, 0)), within=1e300)

    assert found.source.tolist() == [[-1, -1]]
    assert (matrix.minutes.nnz, matrix.point_state.tolist(), matrix.source_state.tolist()) == (
        0,
        [ON_BARRIER],
        [ON_BARRIER],
    )


def test_the_limit_is_inclusive_and_beyond_it_no_one_is_reached():
    ground = kilometres([[1, 1, 1]])

    found = nearest_source(ground, centre(ground, (0, 0)), within=1)

    assert found.minutes.tolist()[0] == pytest.approx([0, 1, NONE], nan_ok=True)


def test_the_matrix_has_a_row_a_point_and_a_column_a_source():
    ground = kilometres([[1, 1, 1, math.inf, 1]])
    points = np.vstack([centre(ground, (0, 0), (0, 2), (0, 2), (0, 3), (0, 4)), [(-5, 5)]])
    sources = np.vstack([centre(ground, (0, 1), (0, 3), (0, 0), (0, 1)), [(5, -5)]])

    found = time_matrix(ground, points, sources, within=1)

    assert [list(zip(row.indices.tolist(), row.data.tolist(), strict=True)) for row in rows_of(found.minutes)] == [
        [(0, 1), (2, 0), (3, 1)],
        [(0, 1), (3, 1)],
        [(0, 1), (3, 1)],
        [],
        [],
        [],
    ]
    assert found.point_state.tolist() == [REACHED, REACHED, REACHED, ON_BARRIER, UNREACHED, OFF]
    assert found.source_state.tolist() == [REACHED, ON_BARRIER, REACHED, REACHED, OFF]


def test_catchments_have_a_row_a_cell():
    ground = kilometres([[1, math.inf], [1, 1]])

    found = catchments(ground, centre(ground, (0, 0), (1, 1)), within=1)

    assert found.minutes.toarray().tolist() == [[0, 0], [0, 0], [1, 1], [0, 0]]
    assert found.minutes.nnz == 4
    assert found.point_state.tolist() == [REACHED, ON_BARRIER, REACHED, REACHED]


def test_without_points_there_are_no_rows():
    ground = kilometres([[1, 1]])

    found = time_matrix(ground, np.zeros((0, 2)), centre(ground, (0, 0)), within=60)

    assert (found.minutes.shape, found.source_state.tolist()) == ((0, 1), [UNREACHED])


def test_rasters_of_less_precision_are_summed_in_full():
    rows = np.random.default_rng(3).uniform(1, 9, (6, 6)).astype(np.float32)
    exact = kilometres(rows.astype(float))
    ground = Ground(exact.grid, rows, PER_KM)

    found = nearest_source(ground, centre(ground, (0, 0)))

    assert found.minutes.tolist() == nearest_source(exact, centre(exact, (0, 0))).minutes.tolist()


def rows_of(matrix):
    """Return the rows of a sparse matrix, their columns rising."""
    matrix.sort_indices()
    return [matrix[[row]] for row in range(matrix.shape[0])]


def test_climbing_to_the_post_takes_longer_than_coming_back():
    ground = kilometres([[12, 12]], elevation=[[0, 200]])
    post = centre(ground, (0, 1))

    there = nearest_source(ground, post).minutes[0, 0]
    back = nearest_source(ground, post, way=Way.FROM_SOURCE).minutes[0, 0]

    assert there == pytest.approx(12 * math.exp(3.5 * 0.2))
    assert back == pytest.approx(12 * math.exp(3.5 * 0.1))


def test_a_raster_in_degrees_is_measured_in_metres():
    grid = degree_grid(rows=1, columns=2, west=0, north=60.5, width=1, height=1)
    ground = Ground(grid, np.array([[1.0, 1.0]]), PER_KM)

    found = nearest_source(ground, np.array([(0.5, 60.0)]))

    assert found.minutes.tolist()[0] == pytest.approx([0, 111.195 / 2], rel=1e-4)


@settings(max_examples=60)
@given(raster=RASTERS, seed=st.integers(0, 999), count=st.integers(0, 4), within=st.sampled_from([0, 20, 1e308]))
def test_no_way_is_shorter_than_those_found(raster, seed, count, within):
    ground, cells = kilometres(raster), some_cells(raster, seed, count)

    found = nearest_source(ground, centre(ground, *cells), within=within)
    everywhere = list(np.ndindex(raster.shape))
    matrix = time_matrix(ground, centre(ground, *everywhere), centre(ground, *cells), within=within)

    ways = [minutes_from(ground, cell) if math.isfinite(raster[cell]) else {} for cell in cells]
    table = [[way.get(cell, math.inf) for way in ways] for cell in everywhere]
    least = [min((way for way in row if way <= within), default=NONE) for row in table]
    assert found.minutes.ravel().tolist() == pytest.approx(least, rel=1e-9, nan_ok=True)
    assert [dict(zip(row.indices.tolist(), row.data.tolist(), strict=True)) for row in rows_of(matrix.minutes)] == [
        {rank: pytest.approx(way, rel=1e-9) for rank, way in enumerate(row) if way <= within} for row in table
    ]


@settings(max_examples=40)
@given(raster=RASTERS, seed=st.integers(0, 999))
def test_on_slopes_no_way_is_shorter_than_those_found(raster, seed):
    height = np.random.default_rng(seed).uniform(0, 900, raster.shape)
    ground, (cell,) = kilometres(raster, elevation=height), some_cells(raster, seed, 1)

    found = nearest_source(ground, centre(ground, cell), way=Way.FROM_SOURCE)

    ways = minutes_from(ground, cell, uphill_matters=True) if math.isfinite(raster[cell]) else {}
    least = [ways.get(other, NONE) for other in np.ndindex(raster.shape)]
    assert found.minutes.ravel().tolist() == pytest.approx(least, rel=1e-9, nan_ok=True)


@settings(max_examples=40)
@given(raster=RASTERS, seed=st.integers(0, 999))
def test_twice_the_friction_is_twice_the_time_and_one_more_source_never_lengthens_it(raster, seed):
    ground, twice, cells = kilometres(raster), kilometres(raster * 2), some_cells(raster, seed, 3)

    found = nearest_source(ground, centre(ground, *cells[:2]))

    slower = nearest_source(twice, centre(ground, *cells[:2]))
    nearer = nearest_source(ground, centre(ground, *cells))
    assert np.array_equal(slower.minutes, found.minutes * 2, equal_nan=True)
    reached = ~np.isnan(found.minutes)
    assert (nearer.minutes[reached] <= found.minutes[reached]).all()


def test_minutes_below_0_are_refused():
    ground = kilometres([[1]])

    for within in (-1, math.nan):
        with pytest.raises(ValueError, match="Negative minutes"):
            nearest_source(ground, centre(ground, (0, 0)), within=within)


def test_more_pairs_than_memory_holds_are_refused(monkeypatch):
    ground = kilometres([[1, 1]])
    both = centre(ground, (0, 0), (0, 1))
    monkeypatch.setattr(nearest, "PAIRS_MAX", 3)

    with pytest.raises(TooManyPairs, match="More than 3 pairs are within reach: lower the limit"):
        time_matrix(ground, both, both, within=60)
