"""The fairest floors against every plan of tiny problems."""

import pytest

from twiza_planning.caravan_checks.rules import broken_rules
from twiza_planning.caravans.fairest import PARTS, fairest_floors, keeps, shares_of
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.worth import worth_of
from twiza_planning.tests.brute_force import plans_of, tiny_problem
from twiza_planning.tests.two_douars import content, locality, stop

CLOSE = 3 / PARTS


def shares_of_all_plans(problem):
    """Return what every plan that keeps the rules gives each area."""
    kept = (routes for routes in plans_of(problem) if not any(broken_rules(problem, routes)))
    return [shares_of(worth_of(problem, routes)) for routes in kept]


@pytest.mark.parametrize("feature", ["pairs", "budget", "visits", "seasons", "locks"])
def test_no_plan_gives_more_to_whoever_has_less_while_the_others_keep_their_floors(feature):
    for seed in range(4):
        problem = tiny_problem(seed, feature)
        every = shares_of_all_plans(problem)

        found = fairest_floors(problem, seconds=30, seed=1)

        assert keeps(found.plan, found.floors)
        assert found.levels[0].floor == pytest.approx(max(min(shares.values()) for shares in every), abs=1 / PARTS)
        for level in found.levels:
            assert level.is_proven
            for area in level.areas:
                others = {other: floor for other, floor in found.floors.items() if other != area}
                most = max(
                    shares[area]
                    for shares in every
                    if all(shares[other] >= floor - 1e-9 for other, floor in others.items())
                )
                assert most <= level.floor + CLOSE


def test_an_area_that_can_have_no_more_keeps_none_from_having_more():
    hard_to_reach = problem_from(
        content(
            days=1,
            localities=[locality("far", "far"), locality("near", "near"), locality("town", "town")],
            stops=[stop("s1"), stop("s2")],
            coverage={"pairs": [["far", "s1", 0.25], ["near", "s1", 0.5], ["near", "s2", 0.75], ["town", "s2", 1]]},
        )
    )

    found = fairest_floors(hard_to_reach, seconds=30, seed=1)

    assert [(level.floor, level.areas) for level in found.levels] == [
        (0.25, ("far",)),
        (0.75, ("near",)),
        (1.0, ("town",)),
    ]
    assert found.floors == {"far": 0.25, "near": 0.75, "town": 1.0}


def test_one_stop_a_day_is_shared_between_two_areas():
    one_day = problem_from(content(days=2, stops_per_day_max=1))

    found = fairest_floors(one_day, seconds=30, seed=1)

    assert [(level.floor, level.out_of_reach) for level in found.levels] == [(1.0, 1.0)]
    assert {stop for planned in found.plan.routes for stop in planned.route.stops} == {"s1", "s2"}


def test_locked_routes_that_break_a_rule_are_said_to():
    broken = problem_from(content(locks=[{"team": "t1", "day": 1, "stops": ["s1"]}], forbidden=[{"stop": "s1"}]))

    found = fairest_floors(broken, seconds=30, seed=1)

    assert found.plan.why
    assert not found.levels
