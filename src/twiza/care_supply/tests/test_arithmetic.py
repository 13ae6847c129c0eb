"""The plain arithmetic of plans: how an action stands, what is expected of visits, sums, timetable, differences."""

import datetime as dt
from decimal import Decimal

import pytest

from twiza.care_supply.differences import Change, FieldDifference, LineDifference, differences
from twiza.care_supply.follow_up import Progress, Standing, moments_of_years, standing_of, visits_due
from twiza.care_supply.money import Sum, sums_by
from twiza.care_supply.timetable import cells_of, spans_of

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("progress", "starts", "due", "standing"),
    [
        (Progress(12, 12, 6), (2026, 1, 1), (2026, 12, 31), Standing.DONE),
        (Progress(5, 12, 6), (2026, 1, 1), (2026, 12, 31), Standing.LATE),
        (Progress(6, 12, 6), (2026, 1, 1), (2026, 12, 31), Standing.ON_TRACK),
        (Progress(11, 12, 6), (2026, 1, 1), (2026, 11, 21), Standing.LATE),
        (Progress(0, 12, 0), (2026, 1, 1), (2026, 11, 22), Standing.ON_TRACK),
        (Progress(0, 12, 0), (2027, 1, 1), (2027, 12, 31), Standing.TO_COME),
        (Progress(None, 12, 6), (2026, 1, 1), (2026, 6, 30), Standing.NOT_KNOWN),
        (Progress(3, None, 0), (2026, 1, 1), (2026, 12, 31), Standing.NOT_KNOWN),
        (Progress(1, 1, 0), (2027, 1, 1), (2027, 12, 31), Standing.DONE),
    ],
)
def test_an_action_stands_as_its_records_say(progress, starts, due, standing):
    said = standing_of(progress, starts_on=dt.date(*starts), due_on=dt.date(*due), today=TODAY)

    assert said == standing


def test_a_share_without_a_goal_is_not_defined():
    assert (Progress(3, 12).share, Progress(3, None).share, Progress(None, 12).share) == (0.25, None, None)


@pytest.mark.parametrize(
    ("visits", "starts", "until", "due"),
    [
        (12, (2026, 1, 1), (2026, 12, 31), 12),
        (12, (2028, 1, 1), (2028, 12, 31), 12),
        (12, (2026, 1, 1), (2026, 1, 15), 0),
        (12, (2026, 1, 1), (2026, 7, 2), 6),
        (4, (2026, 1, 1), (2027, 12, 31), 8),
        (12, (2026, 1, 1), (2025, 12, 31), 0),
    ],
)
def test_visits_are_due_as_days_pass(visits, starts, until, due):
    assert visits_due(visits, starts_on=dt.date(*starts), until=dt.date(*until)) == due


def test_the_year_that_runs_is_followed_until_today():
    assert moments_of_years(2025, 2028, TODAY) == [(2025, dt.date(2025, 12, 31)), (2026, TODAY)]


def test_what_is_not_set_is_counted_and_never_added():
    sums = sums_by([("A", Decimal(100)), ("B", None), ("A", None), ("A", Decimal("0.50"))])

    assert sums == [Sum("A", Decimal("100.50"), 3, 1), Sum("B", None, 1, 1)]


def test_a_short_plan_is_shown_in_quarters_and_a_long_one_in_years():
    quarters, years = spans_of(2026, 2026), spans_of(2026, 2029)

    assert [(one.year, one.quarter) for one in quarters] == [(2026, 1), (2026, 2), (2026, 3), (2026, 4)]
    assert [(one.year, one.quarter) for one in years] == [(2026, None), (2027, None), (2028, None), (2029, None)]
    assert cells_of(quarters, starts_on=dt.date(2026, 3, 31), due_on=dt.date(2026, 7, 1)) == [True, True, True, False]
    assert cells_of(years, starts_on=dt.date(2026, 12, 31), due_on=dt.date(2027, 1, 1)) == [True, True, False, False]


def test_lines_are_added_dropped_and_changed_field_by_field():
    before = {1: {"text": "a", "amount": "10"}, 2: {"text": "b"}, 4: {"text": "d"}}
    after = {1: {"text": "a", "payer": "c"}, 3: {"text": "e"}, 4: {"text": "d"}}

    assert differences(before, after) == [
        LineDifference(1, Change.CHANGED, (FieldDifference("amount", "10", ""), FieldDifference("payer", "", "c"))),
        LineDifference(2, Change.DROPPED, (FieldDifference("text", "b", ""),)),
        LineDifference(3, Change.ADDED, (FieldDifference("text", "", "e"),)),
    ]
