"""Tallies make one figure, whatever it is told by; without any, a share and a median are not defined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twiza.core.tallies import Aggregate, Tally, measured_by

TALLIES = [Tally("a", 1, 1, sex="female"), Tally("b", 0, 1, sex="female"), Tally("c", 1, 1, sex="male")]


def by_sex(tally: Tally) -> str:
    return tally.sex


def test_a_share_is_that_of_all_and_each_group_has_its_own():
    found = measured_by(TALLIES, by_sex, Aggregate.SHARE)

    assert (round(found.value or 0, 1), found.numerator, found.denominator) == (66.7, 2, 3)
    assert [(part.key, part.numerator, part.denominator) for part in found.parts] == [("female", 1, 2), ("male", 1, 1)]


def test_a_count_is_out_of_nothing():
    found = measured_by([Tally("a", 2), Tally("b", 3)], by_sex, Aggregate.TOTAL)

    assert (found.value, found.denominator, found.parts[0].denominator) == (5, None, None)


def test_a_mean_is_over_what_the_tallies_are_out_of():
    assert measured_by([Tally("a", 30, 2), Tally("b", 10, 2)], by_sex, Aggregate.MEAN).value == 10


def test_a_median_tells_of_each_group_how_many_values_it_has():
    days = [Tally("a", 10, sex="female"), Tally("b", 30, sex="female"), Tally("c", 50, sex="male")]
    found = measured_by(days, by_sex, Aggregate.MEDIAN)

    assert found.value == 30
    assert [(part.key, part.numerator, part.denominator) for part in found.parts] == [
        ("female", 20, 2),
        ("male", 50, 1),
    ]


def test_without_tallies_only_a_count_is_defined():
    values = [measured_by([], by_sex, one).value for one in Aggregate]

    assert values == [0, None, None, None]


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["female", "male", ""]))))
def test_what_a_figure_is_told_by_does_not_change_it(rows):
    tallies = [Tally(rank, number, 3, sex=sex) for rank, (number, sex) in enumerate(rows)]

    for aggregate in Aggregate:
        told = measured_by(tallies, by_sex, aggregate)
        assert told.value == measured_by(tallies, lambda _one: "all", aggregate).value
