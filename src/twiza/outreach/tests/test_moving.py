"""A visit moved by hand: checked like any plan, a plan of its own, and nobody's work lost."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from twiza.conftest import NOW
from twiza.outreach.actions.move import (
    MoveBreaksRules,
    MovedMeanwhile,
    NothingMoved,
    add_visit,
    move_visit,
    remove_visit,
    take_back_move,
)
from twiza.outreach.models import Plan, PlanOrigin, PlanStop
from twiza.outreach.moving import Slot, laid_out, routes_with, routes_without

TWO_TEAMS = {"teams": [{"id": "t1"}, {"id": "t2"}]}


def slot_of(plan, stop):
    visit = PlanStop.objects.get(route__plan=plan, stop=stop)
    return Slot(visit.route.team, visit.route.day, visit.rank)


def days(plan):
    return dict(PlanStop.objects.filter(route__plan=plan).values_list("stop", "route__day"))


def test_a_visit_goes_to_its_place_in_a_route_and_a_route_without_visits_is_gone():
    routes = [{"team": "t1", "day": 1, "stops": ["a"]}, {"team": "t1", "day": 2, "stops": ["b", "c"]}]

    moved = routes_with(routes_without(routes, Slot("t1", 1, 0)), "a", Slot("t1", 2, 1))

    assert moved == [{"team": "t1", "day": 2, "stops": ["b", "a", "c"]}]


def test_a_visit_on_a_day_without_a_route_makes_one():
    routes = [{"team": "t2", "day": 1, "stops": ["a"], "minutes": 5.0}]

    assert laid_out(TWO_TEAMS, routes_with(routes, "b", Slot("t1", 1, 3))) == [
        {"team": "t1", "day": 1, "stops": ["b"]},
        {"team": "t2", "day": 1, "stops": ["a"]},
    ]


def test_a_team_sleeps_where_its_day_ends_and_goes_home_where_no_day_follows():
    tour = [
        {"team": "t1", "day": 1, "stops": ["a"], "end": "a"},
        {"team": "t1", "day": 2, "stops": ["b"], "start": "a", "end": "b"},
        {"team": "t1", "day": 3, "stops": ["c"], "start": "b"},
    ]

    longer = laid_out(TWO_TEAMS, routes_with(tour, "x", Slot("t1", 1, 9)))
    shorter = laid_out(TWO_TEAMS, routes_without(tour, Slot("t1", 2, 0)))

    assert [(route["stops"], route.get("start"), route.get("end")) for route in longer] == [
        (["a", "x"], None, "x"),
        (["b"], "x", "b"),
        (["c"], "b", None),
    ]
    assert shorter == [{"team": "t1", "day": 1, "stops": ["a"]}, {"team": "t1", "day": 3, "stops": ["c"]}]


def test_a_visit_taken_out_makes_a_plan_beside_the_first_with_its_figures(plan, acting, driss):
    new = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)

    assert (new.origin, new.based_on, new.number, new.value, new.bound) == (PlanOrigin.MOVED, plan, 2, 60.0, 105.0)
    assert (days(new), new.people_newly_reached, new.status) == ({"amlil": days(plan)["amlil"]}, 400, "feasible")
    assert Plan.objects.get(pk=plan.pk).visit_count == 2


def test_a_visit_moved_where_it_adds_nothing_else_keeps_value_and_bound(plan, acting, driss):
    alone = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)
    other = 3 - days(alone)["amlil"]

    moved = move_visit(
        plan=alone, source=slot_of(alone, "amlil"), to=Slot("t1", other, 0), seen=None, actor=acting(driss), at=NOW
    )

    assert (days(moved), moved.value, moved.gap) == ({"amlil": other}, 60.0, alone.gap)


def test_what_breaks_is_said_with_its_rule_team_and_day_and_nothing_is_kept(plan, acting, driss):
    day = days(plan)["amlil"]

    with override("en"), pytest.raises(MoveBreaksRules) as refused:
        move_visit(
            plan=plan, source=slot_of(plan, "tizi"), to=Slot("t1", day, 1), seen=None, actor=acting(driss), at=NOW
        )

    date = {1: "4 January 2027", 2: "5 January 2027"}[day]
    assert str(refused.value) == (
        f"Nothing is changed, this would break a rule: Team 1, {date}: the day would take 623 minutes, road included; "
        "the team has 480."
    )
    assert list(Plan.objects.all()) == [plan]


def test_a_stop_visited_too_often_is_named(plan, acting, driss):
    alone = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)
    other = Slot("t1", 3 - days(alone)["amlil"], 0)

    with override("en"), pytest.raises(MoveBreaksRules) as refused:
        add_visit(plan=alone, stop="amlil", to=other, seen=None, actor=acting(driss), at=NOW)

    assert str(refused.value) == (
        "Nothing is changed, this would break a rule: The stop Amlil: 2 visits; at most 1 are asked for."
    )
    assert Plan.objects.count() == 2


def test_a_move_to_where_the_visit_is_or_of_no_visit_is_refused(plan, acting, driss):
    here = slot_of(plan, "amlil")

    for source in (here, Slot("t1", here.day, 5)):
        with pytest.raises(NothingMoved):
            move_visit(plan=plan, source=source, to=here, seen=None, actor=acting(driss), at=NOW)


def test_the_second_of_two_who_change_one_plan_is_told_what_the_first_made(plan, acting, driss):
    first = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)

    with pytest.raises(MovedMeanwhile) as refused:
        remove_visit(plan=plan, source=slot_of(plan, "amlil"), seen=None, actor=acting(driss), at=NOW)

    assert (refused.value.successor, Plan.objects.count()) == (first, 2)
    again = remove_visit(plan=plan, source=slot_of(plan, "amlil"), seen=first.pk, actor=acting(driss), at=NOW)
    assert (again.based_on, Plan.objects.count()) == (plan, 3)


def test_a_change_taken_back_leads_to_the_plan_before_it(plan, acting, driss):
    new = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)

    assert take_back_move(plan=new, actor=acting(driss), at=NOW) == plan

    new.refresh_from_db()
    assert new.deleted_at == NOW
    with pytest.raises(NothingMoved):
        take_back_move(plan=plan, actor=acting(driss), at=NOW)


def test_under_a_floor_the_bound_is_one_that_holds_for_every_plan(scenario, make_plan, acting, driss):
    scenario.area_floor = 0.1
    scenario.save()
    plan = make_plan(scenario)

    new = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)

    assert (new.value, new.bound) == (60.0, 120.0)


def test_with_consultations_limited_by_time_a_change_is_counted_like_any_plan(scenario, make_plan, acting, driss):
    scenario.teams.update(minutes_per_consultation=10.0)
    plan = make_plan(scenario)

    new = remove_visit(plan=plan, source=slot_of(plan, "tizi"), seen=None, actor=acting(driss), at=NOW)

    assert (plan.value, new.value, new.need_met) == (69.0, 36.0, 36.0)
