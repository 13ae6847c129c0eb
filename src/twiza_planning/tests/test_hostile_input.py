"""Whatever a file holds, it is read or refused: never another error."""

from __future__ import annotations

import copy
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twiza_planning.caravans.plan_file import stated_plan_from
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.checks import check_plan
from twiza_planning.errors import NotUnderstood
from twiza_planning.json_file import parse_json
from twiza_planning.tests.brute_force import FEATURES, tiny_content
from twiza_planning.tests.two_douars import content, problem, route

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 5),
    st.sampled_from(
        [10**30, -0.0, 1e-300, 1e14, math.nan, math.inf, -math.inf, "", "s1", "t1", "\ud800", "\x00", 0.5]
    ),
    st.text(max_size=3),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["s1", "t1", 1, None, [], {}]), max_size=3),
    st.dictionaries(
        st.sampled_from(["id", "general", "stop", "day", "team", "\ud800"]), st.integers(0, 2), max_size=2
    ),
)
PLAN = {
    "routes": [route(1, "s1", "s2", minutes=210, km=0, start=None), route(2, "s2", end="s2")],
    "status": "feasible",
    "value": 180,
    "bound": 200,
    "gap": 0.1,
    "change": 0,
    "met": [{"locality": "azrou", "specialty": "general", "share": 1}],
    "areas": [{"area": "north", "need": 100, "met": 100, "shortfall": 0}],
    "reasons": [{"stop": "s1", "gain": 100, "next_best": None, "next_gain": None}],
}


def places_in(value, path=()):
    """Return the path of each value in a JSON value."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places_in(child, (*path, key))


def with_odd(whole, path, odd):
    """Return a JSON value with another at a path."""
    if not path:
        return odd
    changed = copy.deepcopy(whole)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = odd
    return changed


PROBLEMS = [content(), tiny_content(3, *FEATURES), tiny_content(5, "seasons", "locks", "previous", "capacity")]


@pytest.mark.parametrize("whole", PROBLEMS)
@settings(max_examples=400)
@given(draw=st.data())
def test_a_problem_with_an_odd_value_is_read_or_refused(whole, draw):
    path = draw.draw(st.sampled_from(list(places_in(whole))))

    try:
        read = problem_from(with_odd(whole, path, draw.draw(ODD)))
    except NotUnderstood as refusal:
        str(refusal).encode()
    else:
        check_plan(read, stated_plan_from({"routes": []}))


@settings(max_examples=400)
@given(draw=st.data())
def test_a_plan_with_an_odd_value_is_read_and_checked_or_refused(draw):
    path = draw.draw(st.sampled_from(list(places_in(PLAN))))

    try:
        plan = stated_plan_from(with_odd(PLAN, path, draw.draw(ODD)))
    except NotUnderstood as refusal:
        str(refusal).encode()
    else:
        for judge in (problem(nights_max=1), capacity_problem()):
            verdict = check_plan(judge, plan)
            json.dumps(verdict.broken).encode()
            assert verdict.feasible == (not verdict.broken)


def capacity_problem():
    """Return the two douars under capacity and a floor."""
    crew = {"id": "t1", "specialties": ["general"], "day_minutes": 210, "minutes_per_consultation": {"general": 2}}
    return problem(capacity=True, area_floor=0.5, nights_max=1, teams=[crew])


@given(st.text(max_size=40))
def test_a_text_that_may_be_json_is_read_or_refused(text):
    try:
        problem_from(parse_json(text).value)
    except NotUnderstood as refusal:
        str(refusal).encode()
