"""The greatest floor against every plan of tiny problems."""

import pytest

from twiza_planning.caravan_checks.rules import broken_rules
from twiza_planning.caravans.fairest import PARTS, greatest_floor, least_share
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.worth import worth_of
from twiza_planning.tests.brute_force import plans_of, tiny_problem
from twiza_planning.tests.two_douars import content


def fairest_share(problem):
    """Return the greatest least share of all plans."""
    kept = (routes for routes in plans_of(problem) if not any(broken_rules(problem, routes)))
    return max(least_share(worth_of(problem, routes).areas) for routes in kept)


@pytest.mark.parametrize("feature", ["pairs", "budget", "visits", "seasons", "locks"])
def test_no_plan_gives_more_to_whoever_gets_least(feature):
    for seed in range(4):
        problem = tiny_problem(seed, feature)

        found = greatest_floor(problem, seconds=30, seed=1)

        assert found.reached == pytest.approx(fairest_share(problem), abs=1 / PARTS)
        assert found.most >= fairest_share(problem) - 1e-9


def test_one_stop_a_day_is_shared_between_two_areas():
    one_day = problem_from(content(days=2, stops_per_day_max=1))

    found = greatest_floor(one_day, seconds=30, seed=1)

    assert (found.reached, found.most) == (1.0, 1.0)
    assert {stop for planned in found.plan.routes for stop in planned.route.stops} == {"s1", "s2"}


def test_locked_routes_that_break_a_rule_are_said_to():
    broken = problem_from(content(locks=[{"team": "t1", "day": 1, "stops": ["s1"]}], forbidden=[{"stop": "s1"}]))

    found = greatest_floor(broken, seconds=30, seed=1)

    assert found.plan.why
