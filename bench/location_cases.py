"""Location: ours, and spopt's models solved by HiGHS. Each case runs alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bench.alone import measure, run_case
from bench.country import make_country, pairs_within
from bench.location_problems import RADIUS_KM, problem_of
from twiza_planning import LocationProblem, Pairs, Table, locate

MEDIAN_P, COVERING_P = 20, 100
DEMAND, SITES = 10_000, 1_000
Case = tuple[dict[str, np.ndarray], float, float]


def make_ways(seed: int) -> np.ndarray:
    """Return the kilometres from 1,000 homes to 200 sites on a square."""
    random = np.random.default_rng(seed)
    homes, sites = random.uniform(0, 100, (1000, 2)), random.uniform(0, 100, (200, 2))
    return np.asarray(np.hypot(*(homes[:, None, :] - sites[None, :, :]).transpose(2, 0, 1)))


def make_covering(seed: int) -> LocationProblem:
    """Return the covering of the first localities of the synthetic country by its first facilities."""
    country = make_country(seed)
    near = pairs_within(country, RADIUS_KM)[:DEMAND][:, :SITES]
    return problem_of("max-cover", Pairs(near), country.people[:DEMAND], p=COVERING_P, radius=RADIUS_KM)


def our_median(seed: int) -> Case:
    """Solve the p-median to its end."""
    ways = make_ways(seed)
    return solved(problem_of("p-median", Table(ways), np.ones(len(ways)), p=MEDIAN_P), gap=0.0)


def our_covering(seed: int) -> Case:
    """Solve the covering to 0.1 %."""
    return solved(make_covering(seed), gap=0.001)


def solved(problem: LocationProblem, *, gap: float) -> Case:
    """Return value and gap of our answer."""
    answer, seconds, mib = measure(lambda: locate(problem, seconds=60, gap=gap, seed=1), runs=1)
    return {"value": np.array(answer.value), "gap": np.array(answer.gap)}, seconds, mib


def peer_median(seed: int) -> Case:
    """Solve the p-median by spopt."""
    from spopt.locate import PMedian  # noqa: PLC0415 -- optional dependency

    ways = make_ways(seed)
    return solved_by_highs(lambda: PMedian.from_cost_matrix(ways, np.ones(len(ways)), MEDIAN_P))


def peer_covering(seed: int) -> Case:
    """Solve the covering by spopt, to 0.1 %."""
    from spopt.locate import MCLP  # noqa: PLC0415 -- optional dependency

    problem = make_covering(seed)
    near, beyond = pairs_within(make_country(seed), RADIUS_KM)[:DEMAND][:, :SITES].tocoo(), 2 * RADIUS_KM
    ways = np.full((DEMAND, SITES), beyond)
    ways[near.row, near.col] = near.data
    return solved_by_highs(lambda: MCLP.from_cost_matrix(ways, problem.weights, RADIUS_KM, p_facilities=COVERING_P))


def solved_by_highs(make_model: Callable[[], Any]) -> Case:
    """Return the value that HiGHS finds for a model of spopt, its making and solving measured."""
    import pulp  # noqa: PLC0415 -- optional dependency

    def solve() -> float:
        model = make_model().solve(pulp.HiGHS(msg=False, threads=1, gapRel=0.001))
        return float(pulp.value(model.problem.objective))

    value, seconds, mib = measure(solve, runs=1)
    return {"value": np.array(value)}, seconds, mib


if __name__ == "__main__":
    run_case(
        {
            "our-median": our_median,
            "our-covering": our_covering,
            "peer-median": peer_median,
            "peer-covering": peer_covering,
        }
    )
