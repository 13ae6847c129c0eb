"""Each rule about an agent's month, on visits made by hand."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from twiza.case_management.data_quality.limits import data_rules
from twiza.case_management.data_quality.of_agents import digit_preference, month_findings, tenths
from twiza.case_management.data_quality.records import VisitSeen
from twiza.rulesets.tests.shipped import shipped

DAY, AGENT = dt.date(2026, 3, 10), 7
MONTH = DAY.replace(day=1)


def visit(**said) -> VisitSeen:
    """Return a visit of one day to a child of her own."""
    return VisitSeen(uuid.uuid4(), uuid.uuid4(), AGENT, **{"on": DAY, "received_on": DAY} | said)


def found(visits) -> list[tuple[str, float, dt.date]]:
    findings = month_findings(AGENT, MONTH, visits, data_rules(shipped("data_quality")))
    return [(one.rule, one.value, one.on) for one in findings]


@pytest.mark.parametrize(("many", "told"), [(20, []), (21, [("many_in_a_day", 21, DAY)])])
def test_more_than_twenty_children_in_a_day_are_many(many, told):
    assert found([visit() for _one in range(many)]) == told


def test_one_child_seen_twice_in_a_day_is_one():
    once = [visit() for _one in range(20)]

    assert found([*once, once[0]]) == []


@pytest.mark.parametrize(("many", "told"), [(2, []), (3, [("same_in_a_day", 3, DAY)])])
def test_three_children_of_one_day_measured_alike_are_too_regular(many, told):
    assert found([visit(weight_kg=9.1, length_cm=74.0) for _one in range(many)]) == told


def test_children_measured_alike_on_other_days_are_not():
    days = [DAY + dt.timedelta(days=number) for number in range(3)]

    assert found([visit(on=day, weight_kg=9.1, length_cm=74.0) for day in days]) == []


@pytest.mark.parametrize(
    ("digits", "score"),
    [([*range(10)] * 10, 0), ([0] * 100, 100), ([0, 5] * 50, 67), ([*range(10)] * 9 + [0] * 10, 10)],
)
def test_the_digit_preference_is_that_of_smart(digits, score):
    assert digit_preference(digits) == score


def arms(digit_of) -> list[VisitSeen]:
    """Return 100 arms, five a day so that nothing else is pointed out."""
    return [visit(on=MONTH + dt.timedelta(days=one // 5), arm_mm=140 + digit_of(one)) for one in range(100)]


def test_round_arms_are_pointed_out_for_the_month_where_there_are_enough():
    assert found(arms(lambda _one: 0)) == [("arm_digits", 100, MONTH)]
    assert found(arms(lambda _one: 0)[:99]) == []
    assert found(arms(lambda one: one % 10)) == []


def test_the_digit_of_a_weight_is_that_of_its_hundreds_of_grams():
    assert [tenths(value) for value in (8.4, 8.45, 12.0, 0.3, 8.29)] == [4, 4, 0, 3, 2]
