"""A team may sleep at its last stop and go on from there the next day."""

from __future__ import annotations

import pytest

from twiza_planning.checks import check_plan
from twiza_planning.tests.two_douars import plan, problem, route, stop, team

FAR = [[0, 90, 90], [90, 0, 30], [90, 30, 0]]
OFTEN = [stop("s1", visits_max=3), stop("s2", visits_max=3)]


def verdict_of(*routes, nights_max=1, **changes):
    return check_plan(
        problem(**{"travel": {"minutes": FAR, "km": FAR}, "nights_max": nights_max, "stops": OFTEN} | changes),
        plan(*routes),
    )


def test_a_night_away_spares_the_way_home_and_back():
    verdict = verdict_of(route(1, "s1", end="s1"), route(2, "s2", start="s1"), teams=[team(day_minutes=180)])

    assert verdict.broken == ()
    assert [planned.minutes for planned in verdict.routes] == [150, 180]
    assert [planned.km for planned in verdict.routes] == [90, 120]


def test_a_team_may_work_again_where_it_slept():
    verdict = verdict_of(route(1, "s1", end="s1"), route(2, "s1", start="s1"))

    assert (verdict.broken, verdict.minutes) == ((), 300)


BROKEN = [
    (
        {},
        [route(1, "s1", "s2", end="s1"), route(2, "s2", start="s1")],
        ["Team t1, day 1: the team sleeps at stop s1, but its last stop is s2."],
    ),
    ({}, [route(1, "s1", end="s1")], ["Team t1, day 1: the team sleeps at stop s1 and has no route the next day."]),
    (
        {},
        [route(1, "s1", end="s1"), route(3, "s2")],
        ["Team t1, day 1: the team sleeps at stop s1 and has no route the next day."],
    ),
    (
        {},
        [route(1, "s1", end="s1"), route(2, "s2")],
        ["Team t1, day 1: the team sleeps at stop s1 and does not start there the next day."],
    ),
    (
        {},
        [route(1, "s1"), route(2, "s2", start="s1")],
        ["Team t1, day 2: the team starts at stop s1 and did not sleep there."],
    ),
    (
        {},
        [route(3, "s1", end="s1")],
        ["Team t1, day 3: the team sleeps at stop s1 and has no route the next day."],
    ),
    (
        {"nights_max": 0},
        [route(1, "s1", end="s1"), route(2, "s2", start="s1")],
        ["Team t1, day 1: night 1 in a row away from the base, at most 0 are allowed."],
    ),
    (
        {},
        [route(1, "s1", end="s1"), route(2, "s2", start="s1", end="s2"), route(3, "s1", start="s2")],
        ["Team t1, day 2: night 2 in a row away from the base, at most 1 are allowed."],
    ),
]


@pytest.mark.parametrize(("changes", "routes", "broken"), BROKEN, ids=[broken[0][:70] for _, _, broken in BROKEN])
def test_a_night_that_breaks_a_rule_is_named(changes, routes, broken):
    verdict = verdict_of(*routes, **{"teams": [team(day_minutes=900)]} | changes)

    assert list(verdict.broken) == broken


def test_a_night_at_home_begins_the_count_again():
    verdict = verdict_of(
        route(1, "s1", end="s1"),
        route(2, "s2", start="s1"),
        route(3, "s1", end="s1"),
        route(4, "s2", start="s1"),
        days=4,
        teams=[team(day_minutes=900)],
    )

    assert verdict.broken == ()


def test_a_team_that_sleeps_away_works_the_next_day():
    verdict = verdict_of(
        route(1, "s1", end="s1"), route(2, "s2", start="s1"), teams=[team(day_minutes=900, days=[1, 3])]
    )

    assert verdict.broken == ("Team t1, day 2: the team does not work that day.",)
