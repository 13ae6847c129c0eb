"""The solver against every plan of tiny problems, each feature alone and many together."""

import pytest

from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.checks import check_plan
from twiza_planning.tests.brute_force import FEATURES, best_plan, random_features, tiny_problem


def assert_plan_is_best(problem):
    plan = plan_caravans(problem, seconds=60, gap=0.0, seed=1)
    best = best_plan(problem)

    if best is None:
        assert plan.status == "infeasible"
        assert plan.why
        return
    verdict = check_plan(problem, plan)
    assert verdict.broken == ()
    assert plan.status == "optimal"
    assert verdict.shortfall == pytest.approx(best.shortfall, abs=1e-5)
    assert plan.value - (plan.change or 0.0) == pytest.approx(best.value - best.change, rel=1e-6, abs=1e-6)
    assert plan.bound >= best.value - best.change + (plan.change or 0.0) - 1e-6


@pytest.mark.parametrize("feature", FEATURES)
def test_plan_caravans_finds_the_best_plan_with_each_feature(feature):
    for seed in range(8):
        assert_plan_is_best(tiny_problem(seed, feature))


@pytest.mark.parametrize("first", range(0, 150, 25))
def test_plan_caravans_finds_the_best_plan_with_features_together(first):
    for seed in range(first, first + 25):
        assert_plan_is_best(tiny_problem(seed, *random_features(seed)))
