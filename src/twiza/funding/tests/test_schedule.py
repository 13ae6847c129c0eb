"""When things are due, and how they stand."""

import datetime as dt

import pytest

from twiza.funding.schedule import Kept, Standing, due_dates, standing_of

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("due_on", "handed_on", "outcome", "stands"),
    [
        (dt.date(2026, 11, 21), None, "open", Standing.LATE),
        (dt.date(2026, 11, 22), None, "open", Standing.DUE_SOON),
        (dt.date(2026, 12, 22), None, "open", Standing.DUE_SOON),
        (dt.date(2026, 12, 23), None, "open", Standing.TO_COME),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 22), "open", Standing.HANDED_IN),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 22), "done", Standing.DONE),
        (dt.date(2026, 11, 21), None, "given_up", Standing.GIVEN_UP),
    ],
)
def test_what_is_due_stands_as_its_day_and_its_proof_say(due_on, handed_on, outcome, stands):
    assert standing_of(outcome=outcome, due_on=due_on, handed_on=handed_on, today=TODAY) == stands


def test_what_repeats_falls_on_the_same_day_or_the_last_of_the_month():
    days = due_dates(first=dt.date(2026, 8, 31), every_months=3, until=dt.date(2027, 5, 31))

    assert days == [dt.date(2026, 8, 31), dt.date(2026, 11, 30), dt.date(2027, 2, 28), dt.date(2027, 5, 31)]


def test_what_is_due_once_is_due_once_whenever_the_convention_ends():
    assert due_dates(first=TODAY, every_months=None, until=dt.date(2020, 1, 1)) == [TODAY]


def test_what_repeats_after_the_end_is_due_once():
    assert due_dates(first=TODAY, every_months=1, until=dt.date(2020, 1, 1)) == [TODAY]


@pytest.mark.parametrize(("kept", "share"), [(Kept(0, 0), None), (Kept(0, 4), 0.0), (Kept(3, 4), 0.75)])
def test_the_share_kept_is_unknown_while_nothing_was_due(kept, share):
    assert kept.share == share
