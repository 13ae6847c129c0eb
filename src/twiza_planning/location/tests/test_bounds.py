"""No answer that anyone finds is better than a bound, on problems too large to try every choice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twiza_planning.location.checks import broken_rules
from twiza_planning.location.distances import Table
from twiza_planning.location.locate import locate
from twiza_planning.location.problem import MAX_COVER, P_CENTRE, P_MEDIAN, LocationProblem
from twiza_planning.location.tests.brute_force import value_of

DEMAND, SITES = 40, 15


def problem_with_a_budget(model, seed, p):
    """Return a problem with costs that differ, a site open and one forbidden."""
    random = np.random.default_rng(seed)
    ways, weights = random.integers(1, 60, (DEMAND, SITES)) * 1.0, random.integers(0, 50, DEMAND) * 1.0
    costs, flags = random.integers(1, 20, SITES) * 1.0, np.arange(SITES)
    names = [str(rank) for rank in range(DEMAND)]
    free, endless, budget = (
        flags == 0,
        np.full(SITES, np.inf),
        float(np.sort(costs)[:5].sum() + random.integers(0, 25)),
    )
    lists = (names, names[:SITES], Table(ways), weights, free, endless)
    return LocationProblem(model, *lists, p, 12.0, flags == 1, costs, budget)


def random_choices(problem, seed):
    """Yield choices that are allowed."""
    random = np.random.default_rng(seed)
    for _try in range(200):
        sites = np.concatenate([[0], random.permutation(np.arange(2, SITES))[: random.integers(0, SITES)]])
        sites = sites[: problem.p]
        if problem.costs[sites[1:]].sum() <= problem.budget and problem.p in (None, len(sites)):
            yield list(sites)


@pytest.mark.parametrize("model", [P_MEDIAN, P_CENTRE, MAX_COVER])
@given(seed=st.integers(0, 5_000), p=st.sampled_from([None, 3, 4]), gap=st.sampled_from([0.0, 0.05, 1.0]))
@settings(max_examples=15)
def test_no_choice_within_the_budget_passes_the_bound(model, seed, p, gap):
    problem = problem_with_a_budget(model, seed, p)

    answer = locate(problem, seconds=20, gap=gap, seed=1)

    ways = problem.distances.block(0, DEMAND, np.arange(SITES))
    found = [value_of(problem, ways, sites) for sites in random_choices(problem, seed)]
    assert broken_rules(problem, answer) == []
    assert answer.gap <= gap + 1e-9
    if model == MAX_COVER:
        assert max(found, default=0.0) <= answer.bound + 1e-6
    else:
        assert min(found, default=np.inf) >= answer.bound - 1e-6
