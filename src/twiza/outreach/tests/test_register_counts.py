"""Whoever does not see persons sees no small number, nor what would give it away."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from twiza.core.small_numbers import is_small
from twiza.outreach.queries.register import PostCount
from twiza.outreach.register_counts import numbers_of, shown_counts, shown_people

COUNT = st.integers(0, 40)


def counted(seen, not_seen, waiting):
    return PostCount(SimpleNamespace(number=1), seen + not_seen + waiting, seen, not_seen)


@given(st.lists(st.builds(counted, COUNT, COUNT, COUNT), min_size=1, max_size=9))
def test_a_planner_sees_no_small_number(counts):
    shown = shown_counts(counts, sees_persons=False)

    for row in shown:
        assert not any(is_small(number) for number in (row.seen, row.not_seen, row.waiting, row.asked) if number)


@given(st.lists(st.builds(counted, COUNT, COUNT, COUNT), min_size=1, max_size=9))
def test_one_hidden_number_is_never_alone_in_its_row(counts):
    for row in shown_counts(counts, sees_persons=False):
        hidden = [number for number in (row.seen, row.not_seen, row.waiting, row.asked) if number is None]
        assert len(hidden) != 1


def test_who_keeps_the_register_sees_every_number():
    counts = [counted(3, 1, 0), counted(20, 0, 2)]

    shown = shown_counts(counts, sees_persons=True)

    assert [(row.seen, row.not_seen, row.waiting, row.asked) for row in shown[:-1]] == [
        numbers_of(count) for count in counts
    ]
    assert (shown[-1].post, shown[-1].asked) == (None, 26)


def test_a_day_of_few_people_is_not_given_away_by_the_others():
    days = [(SimpleNamespace(pk=1), 3), (SimpleNamespace(pk=2), 60), (SimpleNamespace(pk=3), 70)]

    assert shown_people(days, sees_persons=False) == ([None, None, 70], 133)
    assert shown_people(days, sees_persons=True) == ([3, 60, 70], 133)
