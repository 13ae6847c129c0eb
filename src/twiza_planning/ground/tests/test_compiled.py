"""The compiled loops give the very numbers of the plain ones, by buckets and by heap."""

from __future__ import annotations

import math

import numpy as np
import pytest

from twiza_planning.ground import plain
from twiza_planning.ground.grid import degree_grid
from twiza_planning.ground.ground import PER_KM, Ground, Way
from twiza_planning.ground.points import points_by_cell
from twiza_planning.ground.tests.rasters import kilometres

SAYS = "numba (the extra `fast`) is not installed here: `make bench` compares both paths on a country"
pytest.importorskip("numba", reason=SAYS)
from twiza_planning.ground import compiled  # noqa: E402 -- optional dependency


def ground_of(seed, spread, *, relief):
    """Return 40 × 33 cells with barriers, whose friction spreads over some powers of ten, ties among them."""
    random = np.random.default_rng(seed)
    friction = np.round(10 ** random.uniform(0, spread, (40, 33)), 1)
    friction[random.uniform(size=friction.shape) < 0.2] = math.inf
    return kilometres(friction, elevation=random.uniform(0, 900, friction.shape) if relief else None)


def far_north(seed):
    """Return ground in degrees near the pole, where each row is narrower than the next."""
    ground = ground_of(seed, 1, relief=False)
    grid = degree_grid(rows=40, columns=33, west=0, north=85, width=0.1, height=0.1)
    return Ground(grid, ground.friction, PER_KM)


GROUNDS = [
    far_north(1),
    *(ground_of(seed, spread, relief=spread % 2 == seed % 2) for seed in (1, 2) for spread in (0, 1, 9)),
]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("within", [0.0, 30.0, math.inf])
def test_the_nearest_are_the_same(ground, within):
    starts, ranks = np.flatnonzero(~ground.is_barrier())[[700, 3, 90, 91, 400]], np.array([2, 3, 5, 7, 11], np.int32)

    fast = compiled.spread_nearest(ground, starts, ranks, way=Way.TO_SOURCE, within=within)
    slow = plain.spread_nearest(ground, starts, ranks, way=Way.TO_SOURCE, within=within)

    assert [part.tolist() for part in fast] == [part.tolist() for part in slow]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("within", [0.0, 30.0, math.inf])
def test_the_pairs_are_the_same(ground, within):
    open_cells = np.flatnonzero(~ground.is_barrier())
    points = points_by_cell(np.append(open_cells[::3], open_cells[::7]))

    fast = compiled.spread_each(ground, open_cells[[700, 3, 90]], points, way=Way.TO_SOURCE, within=within)
    slow = plain.spread_each(ground, open_cells[[700, 3, 90]], points, way=Way.TO_SOURCE, within=within)

    assert [sorted(zip(*map(np.ndarray.tolist, pair), strict=True)) for pair in fast] == [
        sorted(zip(*map(np.ndarray.tolist, pair), strict=True)) for pair in slow
    ]


def test_a_queue_that_is_too_small_grows():
    ground = ground_of(1, 1, relief=False)
    starts, ranks = np.flatnonzero(~ground.is_barrier())[:5], np.arange(5, dtype=np.int32)
    field = compiled.Field(ground, Way.TO_SOURCE, math.inf)
    field.make_room(0)

    count = field.spread(field.inside(starts), ranks)

    minutes, _ = plain.spread_nearest(ground, starts, ranks, way=Way.TO_SOURCE, within=math.inf)
    assert count == np.count_nonzero(minutes < np.inf)
