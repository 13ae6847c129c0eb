"""The least minutes over ground: ours, compiled and plain, and scikit-image's. Each case runs alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.alone import measure, run_case
from bench.country import SIDE_KM, Array, make_country, make_friction
from twiza_planning.ground import plain, times
from twiza_planning.ground.grid import METRES_PER_KM, metric_grid
from twiza_planning.ground.ground import PER_KM, Ground

WITHIN = 120.0
SAMPLED = 20  # scikit-image does one facility in so many; its seconds are multiplied
Case = tuple[dict[str, np.ndarray], float, float]


def cells_of(places: Array) -> np.ndarray:
    """Return the row and column of places in km, the row being the first coordinate, as the peer counts."""
    return np.clip(places.astype(int), 0, int(SIDE_KM) - 1)


def positions(places: Array) -> Array:
    """Return places in km as positions on our grid, whose rows run down from the top."""
    cells = cells_of(places) + 0.5
    return np.column_stack([cells[:, 1], SIDE_KM - cells[:, 0]]) * METRES_PER_KM


def make_ground(seed: int) -> Ground:
    """Return the country's ground."""
    friction = make_friction(seed)
    return Ground(metric_grid(rows=len(friction), columns=len(friction), cell_m=METRES_PER_KM), friction, PER_KM)


def warm_up() -> None:
    """Let numba compile, or read from disk, what it compiled."""
    grid = metric_grid(rows=2, columns=2, cell_m=1.0)
    ground, corner = Ground(grid, np.ones(grid.shape), PER_KM), np.array([[0.5, 0.5]])
    times.nearest_source(ground, corner)
    times.time_matrix(ground, corner, corner, within=1.0)


def our_loading(_seed: int) -> Case:
    """Search 2 × 2 cells: all the time goes into loading what numba compiled."""
    _, *cost = measure(warm_up, runs=1)
    return {}, *cost


def our_nearest(seed: int, runs: int = 5) -> Case:
    """Find the nearest facility of every cell."""
    ground, facilities = make_ground(seed), positions(make_country(seed).facilities)
    warm_up()
    found, *cost = measure(lambda: times.nearest_source(ground, facilities), runs=runs)
    return {"minutes": found.minutes, "source": found.source}, *cost


def our_matrix(seed: int, runs: int = 5) -> Case:
    """Find the minutes between every locality and every facility within reach."""
    ground, country = make_ground(seed), make_country(seed)
    places = positions(country.localities), positions(country.facilities)
    warm_up()
    found, *cost = measure(lambda: times.time_matrix(ground, *places, within=WITHIN), runs=runs)
    pairs = found.minutes.tocoo()
    return {"locality": pairs.row, "facility": pairs.col, "minutes": pairs.data}, *cost


def without_numba(case: Callable[[int, int], Case]) -> Callable[[int], Case]:
    """Return one of our cases on the plain path, which scipy walks."""

    def run(seed: int) -> Case:
        times.spread_nearest, times.spread_each = plain.spread_nearest, plain.spread_each
        return case(seed, 1)

    return run


def peer_nearest(seed: int) -> Case:
    """Find the nearest facility of every cell by scikit-image."""
    from skimage.graph import MCP_Geometric  # noqa: PLC0415 -- optional dependency

    friction, starts = make_friction(seed), [tuple(cell) for cell in cells_of(make_country(seed).facilities)]
    found, *cost = measure(lambda: MCP_Geometric(friction).find_costs(starts)[0], runs=3)
    return {"minutes": found}, *cost


def peer_matrix(seed: int) -> Case:
    """Find the localities within reach of one facility in SAMPLED by scikit-image, in the window no way leaves."""
    from skimage.graph import MCP_Geometric  # noqa: PLC0415 -- optional dependency

    friction, country = make_friction(seed), make_country(seed)
    homes, posts = cells_of(country.localities), cells_of(country.facilities)
    width = int(WITHIN / friction.min()) + 1

    def search() -> list[Array]:
        found = []
        for facility in range(0, len(posts), SAMPLED):
            row, column = posts[facility]
            top, left = max(row - width, 0), max(column - width, 0)
            window = friction[top : row + width + 1, left : column + width + 1]
            minutes, _ = MCP_Geometric(window).find_costs([(row - top, column - left)])
            near = np.flatnonzero((np.abs(homes - posts[facility]) <= width).all(axis=1))
            there = minutes[homes[near, 0] - top, homes[near, 1] - left]
            kept = there <= WITHIN
            found.append(np.column_stack([near[kept], np.full(kept.sum(), facility), there[kept]]))
        return found

    found, seconds, mib = measure(search, runs=1)
    locality, facility, minutes = np.concatenate(found).T
    return {"locality": locality, "facility": facility, "minutes": minutes}, seconds * SAMPLED, mib


if __name__ == "__main__":
    run_case(
        {
            "our-loading": our_loading,
            "our-nearest": our_nearest,
            "our-matrix": our_matrix,
            "plain-nearest": without_numba(our_nearest),
            "plain-matrix": without_numba(our_matrix),
            "peer-nearest": peer_nearest,
            "peer-matrix": peer_matrix,
        }
    )
