"""A plan after something happened: what falls is said, and what must change changes alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from twiza.conftest import NOW
from twiza.jobs.models import JobState
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.outreach.actions.adapt import (
    NothingHappened,
    PlanStands,
    compute_adapted,
    fallen_after,
    start_adapting,
)
from twiza.outreach.broken_said import broken_said
from twiza.outreach.happened import Happening, problem_after, slower, standing_routes
from twiza.outreach.models import Plan, PlanOrigin, PlanStop

MONDAY, TUESDAY = dt.date(2027, 1, 4), dt.date(2027, 1, 5)
DATES = [MONDAY, TUESDAY]


def problem(**changes):
    return {
        "days": 2,
        "stops": [{"id": "a"}, {"id": "b"}],
        "travel": {"speed_kmh": 40.0, "detour": 1.3},
        "seasons": None,
        "forbidden": [],
    } | changes


def silent(phase: str, share: float) -> None:
    """Hear of progress and say nothing."""


def on(date, **what):
    return Happening(date, date, **what)


def visited(plan):
    return sorted(PlanStop.objects.filter(route__plan=plan).values_list("route__day", "stop"))


def test_a_closed_stop_and_an_absent_team_are_barred_on_those_days_once():
    happening = Happening(MONDAY, TUESDAY, stops=("a",), teams=("t1",))

    after = problem_after(problem(forbidden=[{"stop": "a", "day": 1}]), DATES, happening)

    assert after["forbidden"] == [
        {"stop": "a", "day": 1},
        {"stop": "a", "day": 2},
        {"team": "t1", "day": 1},
        {"team": "t1", "day": 2},
    ]
    assert after["seasons"] is None


def test_slower_roads_hold_on_their_days_and_what_a_season_says_besides_stays():
    snow = {"days": [1], "speed_kmh": 30.0, "detour": 1.5, "closed_stops": ["b"]}

    seasons = slower(problem(seasons=[snow]), [1, 2], 20.0)

    assert seasons == [
        {"days": [1], "speed_kmh": 20.0, "detour": 1.5, "closed_stops": ["b"]},
        {"days": [2], "speed_kmh": 20.0, "detour": 1.3, "closed_stops": []},
    ]


def test_routes_stand_unless_they_fall_or_their_nights_away_do():
    routes = [
        {"team": "t1", "day": 1, "stops": ["a"], "end": "a"},
        {"team": "t1", "day": 2, "stops": ["b"], "start": "a"},
        {"team": "t2", "day": 1, "stops": ["c"], "minutes": 9.0},
    ]
    stops = [{"id": "a"}, {"id": "b"}, {"id": "c"}]

    assert standing_routes(routes, {("t1", 2)}, problem(stops=stops)) == [{"team": "t2", "day": 1, "stops": ["c"]}]


def test_a_stop_that_asks_for_several_visits_does_not_stand_without_them():
    routes = [{"team": "t1", "day": 1, "stops": ["a"]}, {"team": "t1", "day": 2, "stops": ["a"]}]

    assert standing_routes(routes, {("t1", 2)}, problem(stops=[{"id": "a", "visits_min": 2}])) == []


def test_what_falls_is_said_by_team_day_and_stop(plan):
    day, stop = visited(plan)[0]

    fallen = fallen_after(plan, on(DATES[day - 1], stops=(stop,)))

    with override("en"):
        said = [broken_said(one, plan.snapshot, "en") for one in fallen]
    name = plan.snapshot["stops"][stop]["names"]["en"]
    assert said == [f"Team 1, 4 January 2027: the stop {name} is not to be visited then."]


def test_the_least_change_drops_only_what_cannot_stay(plan, acting, driss):
    (_day, stop), kept = visited(plan)
    happening = Happening(MONDAY, TUESDAY, stops=(stop,))
    start_adapting(plan=plan, happening=happening, change_price=None, actor=acting(driss), at=NOW)

    do_waiting_jobs()

    new = Plan.objects.exclude(pk=plan.pk).get()
    assert (new.origin, new.based_on, visited(new)) == (PlanOrigin.ADAPTED, plan, [kept])
    assert new.assumptions["happened"] == [
        {"starts_on": "2027-01-04", "ends_on": "2027-01-05", "stops": [stop], "teams": [], "speed_kmh": None}
    ]


def test_at_a_price_what_is_lost_is_put_back_elsewhere(plan):
    (day, stop), kept = visited(plan)
    happening = Happening(MONDAY, TUESDAY, stops=(stop,))

    computed = compute_adapted(plan=plan, happening=happening, change_price=1.0, report=silent)

    routes = computed.answer.content["routes"]
    assert sorted((route["day"], route["stops"]) for route in routes) == sorted(
        [(kept[0], [kept[1]]), (day, ["amlil/2"])]
    )


def test_a_locked_day_that_became_impossible_is_not_kept_and_the_others_are(plan, acting, driss):
    plan.routes.update(is_locked=True)
    (day, stop), kept = visited(plan)

    computed = compute_adapted(
        plan=plan, happening=on(DATES[day - 1], stops=(stop,)), change_price=None, report=silent
    )

    assert [(route["day"], route["stops"]) for route in computed.answer.content["routes"]] == [(kept[0], [kept[1]])]


@pytest.mark.parametrize(
    "happening",
    [Happening(MONDAY, TUESDAY), on(dt.date(2027, 3, 1), teams=("t1",))],
    ids=["nothing", "another_season"],
)
def test_nothing_that_happened_is_refused(plan, acting, driss, happening):
    with pytest.raises(NothingHappened):
        start_adapting(plan=plan, happening=happening, change_price=None, actor=acting(driss), at=NOW)


def test_a_plan_that_stands_is_left_alone(plan, acting, driss):
    with pytest.raises(PlanStands):
        start_adapting(
            plan=plan, happening=on(MONDAY, stops=("amlil/2",)), change_price=None, actor=acting(driss), at=NOW
        )


def test_a_plan_after_what_happened_that_was_deleted_meanwhile_is_refused(plan, acting, driss):
    day, stop = visited(plan)[0]
    job = start_adapting(
        plan=plan, happening=on(DATES[day - 1], stops=(stop,)), change_price=None, actor=acting(driss), at=NOW
    )
    Plan.objects.update(deleted_at=NOW)

    do_waiting_jobs()

    job.refresh_from_db()
    assert (job.state, Plan.objects.count()) == (JobState.FAILED, 1)
