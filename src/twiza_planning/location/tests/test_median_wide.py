"""The p-median that keeps near sites only: its figures hold beside every choice of sites there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twiza_planning.caravans.watch import Watch
from twiza_planning.executors import Here, Processes
from twiza_planning.location.distances import GreatCircles
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Impossible
from twiza_planning.location.locate import locate
from twiza_planning.location.median_wide import solve_wide_median
from twiza_planning.location.problem import LocationProblem
from twiza_planning.location.read_problem import location_problem_from
from twiza_planning.location.tests.brute_force import best_value, random_content


def at_ease(executor=None):
    return Effort(Watch(seconds=20), gap=0.0, seed=1, executor=executor)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60)
def test_no_choice_is_below_the_bound_and_the_value_is_that_of_a_choice(seed):
    problem = location_problem_from(random_content(np.random.default_rng(seed), "p-median"))
    if problem.is_open.sum() > problem.p:
        return

    found = solve_wide_median(problem, at_ease(), None)

    best = best_value(problem)
    if not isinstance(found, Impossible):
        assert found.bound <= best + 1e-9
        assert found.value >= best - 1e-9
        assert len(found.open) == problem.p


def test_near_sites_alone_come_close_to_the_whole():
    random = np.random.default_rng(5)
    demand, sites = (np.column_stack([random.uniform(30, 32, n), random.uniform(-8, -5, n)]) for n in (400, 120))
    names = [str(rank) for rank in range(400)]
    none, endless = np.zeros(120, dtype=bool), np.full(120, np.inf)
    distances, people = GreatCircles(demand, sites), random.integers(1, 900, 400).astype(float)
    problem = LocationProblem("p-median", names, names[:120], distances, people, none, endless, p=12)

    with Processes(2) as processes:
        found, elsewhere = (solve_wide_median(problem, at_ease(executor), None) for executor in (Here(), processes))

    assert (found.value, found.bound, found.open.tolist()) == (
        elsewhere.value,
        elsewhere.bound,
        elsewhere.open.tolist(),
    )
    whole = locate(problem, seconds=20, gap=0, seed=1)
    assert whole.status == "optimal"
    assert found.bound <= whole.value <= found.value
    assert found.value == pytest.approx(whole.value, rel=0.01)
