"""A plan is written as it is, and read back as it was."""

from __future__ import annotations

import json

import pytest

from twiza_planning.caravans.plan import AreaNeed, Met, Plan, PlannedRoute, Reason
from twiza_planning.caravans.plan_file import plan_to_json, read_plan, read_stated_plan, stated_plan_from, write_plan
from twiza_planning.caravans.problem import Route
from twiza_planning.caravans.stated_plan import state_plan
from twiza_planning.errors import NotUnderstood
from twiza_planning.tests.two_douars import problem, route

PLAN = Plan(
    status="feasible",
    value=140.5,
    bound=1 / 3 + 200,
    gap=0.1,
    routes=(
        PlannedRoute(Route("t1", 1, ("s1", "s2"), end="s2"), minutes=200.25, km=0.1 + 0.2),
        PlannedRoute(Route("t1", 2, ("s1",), start="s2"), minutes=1, km=2),
    ),
    met=(Met("azrou", "general", 1.0),),
    areas=(AreaNeed("", 140.0, 100.0, 0.0),),
    reasons=(Reason("s1", 100.0, "s2", 80.0), Reason("s2", 40.0, None, None)),
    change=5.0,
    seconds=1.5,
    seed=7,
)
CONTRACT = {
    "format": "twiza-plan/1",
    "status": "optimal",
    "value": 1234.5,
    "bound": 1234.6,
    "gap": 0.00008,
    "routes": [{"team": "t1", "day": 1, "stops": ["s1", "s7"], "minutes": 432.1, "km": 96.4}],
    "met": [{"locality": "l1", "specialty": "general", "share": 1.0}],
    "areas": [{"area": "commune-1", "need": 140.0, "met": 140.0, "shortfall": 0.0}],
    "reasons": [{"stop": "s1", "gain": 224.0, "next_best": "s9", "next_gain": 180.0}],
    "seconds": 1.1,
    "seed": 1,
}


def test_a_plan_is_read_back_as_it_was(tmp_path):
    write_plan(tmp_path / "plan.json", PLAN)

    assert read_plan(tmp_path / "plan.json", problem(nights_max=1)) == PLAN
    assert read_stated_plan(tmp_path / "plan.json") == state_plan(PLAN)


def test_a_plan_is_written_as_the_contract_says():
    plan = Plan(
        status="optimal",
        value=1234.5,
        bound=1234.6,
        gap=0.00008,
        routes=(PlannedRoute(Route("t1", 1, ("s1", "s7")), 432.1, 96.4),),
        met=(Met("l1", "general", 1.0),),
        areas=(AreaNeed("commune-1", 140.0, 140.0, 0.0),),
        reasons=(Reason("s1", 224.0, "s9", 180.0),),
        seconds=1.1,
    )

    assert json.dumps(plan_to_json(plan)) == json.dumps(CONTRACT)


def test_an_infeasible_plan_says_why():
    content = plan_to_json(Plan(status="infeasible", value=0, bound=0, gap=0, why=("t1 is locked to s1, closed.",)))

    assert (content["status"], content["why"], content["routes"]) == (
        "infeasible",
        ["t1 is locked to s1, closed."],
        [],
    )
    assert "change" not in content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({}, "routes: missing"),
        ({"routes": {}}, "routes: an object is not a list"),
        ({"routes": [], "colour": 1}, "colour: unknown key"),
        ({"routes": [], "format": "twiza-plan/2"}, 'format: "twiza-plan/2" is not read here, only "twiza-plan/1"'),
        ({"routes": [], "status": "good"}, 'status: "good" is not a known status'),
        ({"routes": [], "value": "1"}, 'value: "1" is not a number'),
        ({"routes": [], "gap": None}, "gap: null is not a number"),
        ({"routes": [{"team": "t1", "day": 1}]}, "routes[0].stops: missing"),
        ({"routes": [route(1, "s1", km="far")]}, 'routes[0].km: "far" is not a number'),
        ({"routes": [route(1, 5)]}, "routes[0].stops[0]: 5 is not a text"),
        ({"routes": [route(1.5, "s1")]}, "routes[0].day: 1.5 is not a whole number"),
        ({"routes": [route(1, "s1", start="")]}, "routes[0].start: empty"),
        ({"routes": [], "met": [{"locality": "l"}]}, "met[0].specialty: missing"),
        ({"routes": [], "areas": [{"area": "a", "need": 1, "met": 1}]}, "areas[0].shortfall: missing"),
        (
            {"routes": [], "reasons": [{"stop": "s", "gain": 1, "next_best": None, "next_gain": 3}]},
            "reasons[0].next_gain: next_best and next_gain are both null or none is",
        ),
        ({"routes": [], "why": "because"}, 'why: "because" is not a list'),
        ({"routes": [], "seed": -1}, "seed: -1 is negative"),
    ],
)
def test_what_a_plan_may_not_hold_is_refused_by_its_path(content, sentence):
    with pytest.raises(NotUnderstood) as refusal:
        stated_plan_from(content)

    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bound": ...}, "bound: missing"),
        ({"routes": [route(1, "s1")]}, "routes[0].minutes: missing"),
        ({"routes": [route(1, "s9", minutes=1, km=1)]}, 'routes[0].stops[0]: "s9" is not a known stop'),
        ({"routes": [route(9, "s1", minutes=1, km=1)]}, "routes[0].day: 9 is above 3"),
    ],
)
def test_a_plan_to_go_on_from_is_whole_and_of_its_problem(tmp_path, changes, sentence):
    content = {key: value for key, value in (plan_to_json(PLAN) | changes).items() if value is not ...}
    (tmp_path / "plan.json").write_text(json.dumps(content))

    with pytest.raises(NotUnderstood) as refusal:
        read_plan(tmp_path / "plan.json", problem(nights_max=1))

    assert str(refusal.value) == sentence
