"""Each rule about a child, on records made by hand: what it points out, and what just not."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from twiza.case_management.data_quality.limits import data_rules
from twiza.case_management.data_quality.of_children import child_findings
from twiza.case_management.data_quality.records import ChildSeen, VisitSeen
from twiza.rulesets.tests.shipped import shipped

DAY, BORN = dt.date(2026, 3, 10), dt.date(2025, 3, 1)
CHILD = uuid.UUID(int=1)


def visit(days: int = 0, *, came: int = 0, **said) -> VisitSeen:
    """Return a visit so many days after the first, that came so many days later."""
    on = DAY + dt.timedelta(days=days)
    return VisitSeen(uuid.uuid4(), CHILD, 7, on, on + dt.timedelta(days=came), **said)


def found(*visits: VisitSeen, rules=None, **said) -> list[tuple[str, float, dt.date]]:
    child = ChildSeen(CHILD, **{"born_on": BORN, "died_on": None} | said, visits=visits)
    findings = child_findings(child, rules or data_rules(shipped("data_quality")))
    return [(one.rule, one.value, one.on) for one in findings]


def test_a_visit_outside_a_life_is_impossible():
    assert found(visit(), born_on=DAY + dt.timedelta(days=3)) == [("visit_before_birth", 3, DAY)]
    assert found(visit(), died_on=DAY - dt.timedelta(days=1)) == [("visit_after_death", 1, DAY)]
    assert found(visit(came=-2)) == [("visit_ahead", 2, DAY)]


def test_the_days_of_birth_and_death_are_possible_and_so_is_all_where_the_birth_is_not_known():
    assert found(visit(), born_on=DAY, died_on=DAY) == []
    assert found(visit(), born_on=None, mothers_born_on=[BORN]) == []


@pytest.mark.parametrize(("years", "days"), [(0, [1]), (1, [366]), (-20, [])])
def test_a_child_is_younger_than_its_mother(years, days):
    mother = BORN.replace(year=BORN.year + years)

    assert found(mothers_born_on=[mother]) == [("older_than_mother", value, BORN) for value in days]


@pytest.mark.parametrize(("score", "is_told"), [(5.0, False), (5.01, True), (-6.0, False), (-6.01, True)])
def test_measures_beyond_the_limits_of_who_are_pointed_out(score, is_told):
    assert found(visit(scores={"zwei": score})) == ([("beyond_who", 1, DAY)] if is_told else [])


@pytest.mark.parametrize(("index", "rule"), [("zwei", "weight_jump"), ("zlen", "length_jump")])
def test_a_score_that_jumps_is_outlying(index, rule):
    steady, jumping = ([visit(scores={index: 0.0}), visit(30, scores={index: to})] for to in (2.0, -2.01))

    assert found(*steady) == []
    assert found(*jumping) == [(rule, 2.01, jumping[1].on)]


def test_nothing_is_compared_with_a_measure_beyond_the_limits():
    visits = [visit(scores={"zwei": 0.0}), visit(30, scores={"zwei": 40.0}), visit(60, scores={"zwei": 0.1})]

    assert found(*visits) == [("beyond_who", 1, visits[1].on)]


@pytest.mark.parametrize(("after", "is_lying", "told"), [(79.3, True, 0), (79.2, True, 0.8), (79.3, False, 0)])
def test_a_child_shrinks_only_by_how_it_is_laid(after, is_lying, told):
    visits = [visit(length_cm=80.0, is_lying=True), visit(30, length_cm=after, is_lying=is_lying)]

    assert found(*visits) == ([("length_shrinks", told, visits[1].on)] if told else [])


def test_a_rule_without_a_limit_is_off_and_one_with_a_limit_on():
    content = shipped("data_quality")
    visits = [visit(arm_mm=140), visit(30, arm_mm=180)]
    rows = [row | {"limit": 30} if row["code"] == "arm_jump" else row for row in content["checks"]]

    assert found(*visits) == []
    assert found(*visits, rules=data_rules({"checks": rows})) == [("arm_jump", 40, visits[1].on)]


def test_a_record_that_comes_more_than_two_weeks_later_is_late():
    assert found(visit(came=14)) == []
    assert found(visit(came=15)) == [("recorded_late", 15, DAY)]


def test_the_same_measures_three_times_in_a_row_are_told_once():
    same = [visit(day, weight_kg=9.1, length_cm=74.0) for day in (0, 30, 60, 90)]
    other = [visit(120, weight_kg=9.2, length_cm=74.0)]

    assert found(*same[:2], *other) == []
    assert found(*same, *other) == [("same_measures", 3, same[2].on)]
