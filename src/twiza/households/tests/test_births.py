"""A birth stands for what is known of it, and an age is counted as people count it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.conftest import TODAY
from twiza.households.births import (
    NOT_KNOWN,
    Birth,
    age_months_on,
    age_years_on,
    aged,
    born_in_month,
    born_in_year,
    born_on_day,
    is_child_on,
    is_possible,
    months_before,
)
from twiza.households.models import Person


def somebody(birth: Birth, died_on: dt.date | None = None) -> Person:
    return Person(born_on=birth.on, birth_known=birth.known, died_on=died_on)


def test_a_month_and_a_year_are_stood_for_by_their_middle():
    assert born_in_month(2024, 2) == Birth(dt.date(2024, 2, 15), "month")
    assert born_in_year(2024) == Birth(dt.date(2024, 7, 1), "year")


@given(years=st.integers(0, 110), on=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)))
def test_somebody_is_as_old_as_she_was_said_to_be(years: int, on: dt.date):
    assert age_years_on(somebody(aged(years, on)), on) == years


@given(months=st.integers(1, 59), on=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)))
def test_a_child_is_as_many_months_old_as_it_was_said_to_be(months: int, on: dt.date):
    assert age_months_on(somebody(aged(0, on, months)), on) == months


@pytest.mark.parametrize(
    ("on", "months", "before"),
    [
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 3, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 1, 15), 12, dt.date(2025, 1, 15)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
    ],
)
def test_months_are_counted_back_to_a_day_that_exists(on: dt.date, months: int, before: dt.date):
    assert months_before(on, months) == before


def test_the_birthday_itself_makes_a_year_older():
    born = somebody(born_on_day(dt.date(2008, 11, 22)))

    assert [age_years_on(born, TODAY - dt.timedelta(days=1)), age_years_on(born, TODAY)] == [17, 18]
    assert [is_child_on(born, TODAY - dt.timedelta(days=1)), is_child_on(born, TODAY)] == [True, False]


def test_the_dead_grow_no_older():
    assert age_years_on(somebody(born_on_day(dt.date(2000, 1, 1)), died_on=dt.date(2010, 6, 1)), TODAY) == 10


def test_an_age_that_is_not_known_is_not_nought():
    assert age_years_on(somebody(NOT_KNOWN), TODAY) is None


def test_nobody_is_born_tomorrow_or_older_than_people_live():
    possible = [dt.date(1906, 1, 1), dt.date(1905, 1, 1), TODAY, TODAY + dt.timedelta(days=1)]

    assert [is_possible(born_on_day(on), TODAY) for on in possible] == [True, False, True, False]
