"""Every rule of a caravan problem is told when it is broken, and only then."""

from __future__ import annotations

import pytest

from twiza_planning.checks import check_plan
from twiza_planning.tests.two_douars import DRIVE, plan, problem, route, stop, team

TWICE = [stop("s1", visits_max=2), stop("s2")]
TWO_TEAMS = {"teams": [team("t1"), team("t2")], "travel": {"minutes": [[DRIVE] * 4] * 4}}


@pytest.mark.parametrize(
    ("changes", "routes"),
    [
        ({}, []),
        ({}, [route(1, "s1", "s2")]),
        ({}, [route(3, "s2"), route(1, "s1")]),
        ({"stops": [stop("s1", visits_max=2, gap_days_min=2), stop("s2")]}, [route(1, "s1"), route(3, "s1")]),
        ({"stops": [stop("s1", visits_max=2, visits_min=2), stop("s2")]}, [route(1, "s2")]),
        (
            {"stops": [stop("s1", visits_max=2, gap_days_min=0), stop("s2")]} | TWO_TEAMS,
            [route(1, "s1"), route(1, "s1", team="t2")],
        ),
        ({"locks": [route(1, "s2", "s1")]}, [route(1, "s2", "s1")]),
        ({"budget": 7, "teams": [team(cost_day=7)]}, [route(2, "s1")]),
        ({"forbidden": [{"stop": "s1", "day": 2}]}, [route(1, "s1")]),
        ({"seasons": [{"days": [2], "closed_stops": ["s1"]}]}, [route(1, "s1"), route(2, "s2")]),
    ],
)
def test_routes_within_the_rules_are_feasible(changes, routes):
    verdict = check_plan(problem(**changes), plan(*routes))

    assert (verdict.feasible, verdict.broken) == (True, ())


BROKEN = [
    ({}, [route(1, "s1", team="t9")], ["Team t9, day 1: there is no team t9."]),
    ({}, [route(1, "s9")], ["Team t1, day 1: there is no stop s9."]),
    ({}, [route(1)], ["Team t1, day 1: the route has no stop."]),
    ({}, [route(4, "s1")], ["Team t1, day 4: the days are 1 to 3."]),
    ({}, [route(0, "s1")], ["Team t1, day 0: the days are 1 to 3."]),
    ({"teams": [team(days=[2])]}, [route(1, "s1")], ["Team t1, day 1: the team does not work that day."]),
    (
        {"stops": [stop("s1", open_days=[2]), stop("s2")]},
        [route(1, "s1")],
        ["Team t1, day 1: stop s1 is closed that day."],
    ),
    (
        {"seasons": [{"days": [1], "closed_stops": ["s1"]}]},
        [route(1, "s1")],
        ["Team t1, day 1: stop s1 is closed in that season."],
    ),
    (
        {"stops_per_day_max": 1},
        [route(1, "s1", "s2")],
        ["Team t1, day 1: 2 stops, at most 1 a day are allowed."],
    ),
    (
        {"teams": [team(day_minutes=209.9)]},
        [route(1, "s1", "s2")],
        ["Team t1, day 1: the route takes 210 minutes, the team has 209.9."],
    ),
    (
        {"seasons": [{"days": [2], "minutes": [[31.0] * 3] * 3}]},
        [route(2, "s1", "s2")],
        ["Team t1, day 2: the route takes 213 minutes, the team has 210."],
    ),
    (
        {},
        [route(1, "s1"), route(1, "s2")],
        ["Team t1, day 1: 2 routes, a team makes at most one a day."],
    ),
    (
        {},
        [route(1, "s1"), route(2, "s1")],
        ["Stop s1: 2 visits, at most 1 are allowed (visits_max)."],
    ),
    (
        {"stops": [stop("s1", visits_max=3, visits_min=2), stop("s2")]},
        [route(1, "s1")],
        ["Stop s1: 1 visits, at least 2 are due if any (visits_min)."],
    ),
    (
        {"stops": [stop("s1", visits_max=3, gap_days_min=2), stop("s2")]},
        [route(2, "s1"), route(1, "s1")],
        ["Stop s1: visits on day 1 and day 2, at least 2 days apart are due (gap_days_min)."],
    ),
    (
        {"stops": TWICE} | TWO_TEAMS,
        [route(1, "s1"), route(1, "s1", team="t2")],
        ["Stop s1: visits on day 1 and day 1, at least 1 days apart are due (gap_days_min)."],
    ),
    (
        {"locks": [route(1, "s1", "s2")]},
        [route(1, "s2", "s1")],
        ["Team t1, day 1: the locked route through s1, s2 is not in the plan exactly so."],
    ),
    ({"forbidden": [{"stop": "s1"}]}, [route(3, "s1")], ["Team t1, day 3: stop s1 is forbidden."]),
    ({"forbidden": [{"stop": "s1", "day": 3}]}, [route(3, "s1")], ["Team t1, day 3: stop s1 is forbidden that day."]),
    (
        {"forbidden": [{"team": "t1", "day": 3}]},
        [route(3, "s1")],
        ["Team t1, day 3: the team's day is forbidden that day."],
    ),
    (
        {"budget": 13, "teams": [team(cost_day=7)]},
        [route(1, "s1"), route(2, "s2")],
        ["The routes cost 14, the budget is 13."],
    ),
]


@pytest.mark.parametrize(("changes", "routes", "broken"), BROKEN, ids=[broken[0][:60] for _, _, broken in BROKEN])
def test_a_broken_rule_is_named_with_team_day_and_stop(changes, routes, broken):
    verdict = check_plan(problem(**changes), plan(*routes))

    assert (verdict.feasible, list(verdict.broken)) == (False, broken)


def test_a_stop_twice_in_a_route_breaks_that_rule_and_no_count_of_visits():
    verdict = check_plan(problem(travel={"minutes": [[0.0] * 3] * 3}), plan(route(1, "s1", "s1")))

    assert verdict.broken == ("Team t1, day 1: stop s1 is in the route 2 times.",)


def test_every_broken_rule_is_named():
    changes = {"teams": [team(days=[2])], "forbidden": [{"stop": "s2"}]}

    verdict = check_plan(problem(**changes), plan(route(1, "s1", "s9"), route(1, "s2")))

    assert verdict.broken == (
        "Team t1, day 1: there is no stop s9.",
        "Team t1, day 1: the team does not work that day.",
        "Team t1, day 1: stop s2 is forbidden.",
    )


def test_kilometres_cost_where_they_are_told():
    km = [[0, 10, 20], [10, 0, 5], [20, 5, 0]]
    travel = {"minutes": [[0, 1, 1], [1, 0, 1], [1, 1, 0]], "km": km}

    verdict = check_plan(problem(travel=travel, teams=[team(cost_day=3, cost_km=2)]), plan(route(1, "s1", "s2")))

    assert (verdict.km, verdict.cost, verdict.minutes) == (35, 73, 123)


def test_a_broken_rule_says_by_parts_what_it_is_about():
    verdict = check_plan(problem(stops_per_day_max=1, budget=1, teams=[team(cost_day=7)]), plan(route(1, "s1", "s2")))

    assert [(one.rule, one.team, one.day, one.stop, one.found, one.allowed) for one in verdict.rules] == [
        ("stops_a_day", "t1", 1, None, 2, 1),
        ("budget", None, None, None, 7, 1),
    ]
    assert tuple(map(str, verdict.rules)) == verdict.broken
