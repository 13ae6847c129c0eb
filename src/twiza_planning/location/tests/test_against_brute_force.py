"""Small cases of each model against every choice of sites there is."""

from __future__ import annotations

import numpy as np
import pytest

from twiza_planning.location.checks import broken_rules
from twiza_planning.location.locate import locate
from twiza_planning.location.problem import MODELS
from twiza_planning.location.read_problem import location_problem_from
from twiza_planning.location.tests.brute_force import best_value, random_content, with_limits


def plainly(random, content):
    return content


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seeds", [range(30), range(30, 60)])
@pytest.mark.parametrize("limit", [plainly, with_limits])
def test_value_and_bound_are_those_of_every_choice_tried(model, seeds, limit):
    for seed in seeds:
        random = np.random.default_rng(seed)
        problem = location_problem_from(limit(random, random_content(random, model)))

        answer = locate(problem, seconds=60, gap=0, seed=1)

        best = best_value(problem)
        assert broken_rules(problem, answer) == []
        if best is None:
            assert (answer.status, answer.value, bool(answer.why)) == ("infeasible", None, True), seed
        else:
            assert (answer.status, answer.value) == ("optimal", pytest.approx(best)), seed
            assert answer.bound == pytest.approx(best), seed


@pytest.mark.parametrize("model", MODELS)
def test_the_same_seed_gives_the_same_answer(model):
    problem = location_problem_from(random_content(np.random.default_rng(7), model, points=30))

    first, again = (locate(problem, seconds=60, gap=0, seed=3) for _ in range(2))

    assert (again.open, again.assignment, again.value, again.bound) == (
        first.open,
        first.assignment,
        first.value,
        first.bound,
    )
