"""Small numbers of persons are hidden, with what would bring them back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.core.measured import Part, counted, middle, related
from twiza.core.small_numbers import SMALL, is_small
from twiza.indicators.shown import (
    COUNTED,
    COUNTED_AND_OUT_OF,
    DENOMINATOR,
    NOBODY,
    NUMERATOR,
    OUT_OF,
    SHARE,
    Shown,
    ShownPart,
    shown,
    shown_stages,
)

MOST = 12


def test_a_small_part_of_a_count_is_hidden_with_the_next_smallest():
    measured = counted([Part("a", 3), Part("b", 20), Part("c", 50)])

    seen = shown(measured, persons=COUNTED)

    assert (seen.value, [part.numerator for part in seen.parts]) == (73, [None, None, 50])


def test_a_small_whole_is_hidden_altogether():
    seen = shown(counted([Part("a", 3)]), persons=COUNTED)

    assert seen == Shown(None, None, None, (ShownPart("a", None, None, COUNTED),), COUNTED)


def test_small_denominators_are_hidden_beside_numerators_that_are_no_persons():
    measured = related([Part("a", 900, 3), Part("b", 800, 20), Part("c", 700, 50)])

    seen = shown(measured, persons=OUT_OF)

    assert (seen.value, seen.numerator, seen.denominator) == (2400 / 73, 2400, 73)
    assert [(part.numerator, part.denominator) for part in seen.parts] == [(900, None), (800, None), (700, 50)]


def test_a_figure_out_of_few_people_is_not_said_beside_its_numerator():
    seen = shown(related([Part("a", 900, 3)]), persons=OUT_OF)

    assert seen == Shown(None, 900, None, (ShownPart("a", 900, None, OUT_OF),), OUT_OF)


def test_each_column_of_persons_is_hidden_by_itself():
    measured = related([Part("a", 6, 40), Part("b", 2, 60), Part("c", 9, 3), Part("d", 9, 80)])

    seen = shown(measured, persons=COUNTED_AND_OUT_OF)

    assert [(part.numerator, part.denominator) for part in seen.parts] == [
        (None, None),
        (None, 60),
        (9, None),
        (9, 80),
    ]


def test_a_share_whose_rest_is_small_is_hidden():
    seen = shown(related([Part("a", 98, 100)], per=100), persons=SHARE)

    assert (seen.value, seen.is_hidden) == (None, True)


def test_few_of_many_are_hidden_and_the_many_are_not():
    seen = shown(related([Part("a", 3, 100), Part("b", 30, 90), Part("c", 9, 50)], per=100), persons=SHARE)

    assert [(part.numerator, part.denominator) for part in seen.parts] == [(None, 100), (30, 90), (None, 50)]
    assert (seen.value, seen.denominator) == (17.5, 240)


def test_a_median_of_too_few_values_is_hidden_and_how_many_they_are():
    measured = middle([Part("a", 12.0, 2), Part("b", 30.0, 9)], {12: 2, 30: 9})

    seen = shown(measured, persons=OUT_OF)

    assert (seen.value, [(part.numerator, part.denominator) for part in seen.parts]) == (
        30.0,
        [(None, None), (30.0, 9)],
    )


def test_what_counts_no_person_is_shown_however_small():
    seen = shown(related([Part("a", 1, 2)], per=100), persons=NOBODY)

    assert (seen.value, seen.numerator, seen.parts[0].numerator) == (50, 1, 1)


def test_nothing_to_count_is_not_zero():
    seen = shown(related([], per=100), persons=NOBODY)

    assert seen == Shown(None, None, None, ())


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((100, 60, 40), [100, 60, 40]),
        ((100, 97, 40), [100, None, 40]),
        ((100, 43, 40), [100, None, 40]),
        ((100, 97, 97), [100, None, None]),
        ((3, 3, 3), [None, None, None]),
        ((100, 100, 100), [100, 100, 100]),
    ],
)
def test_a_stage_that_few_left_or_reached_is_hidden(counts, told):
    whole = shown(related([Part("a", counts[-1], counts[0])], per=100), persons=SHARE)

    assert [stage.value for stage in shown_stages(whole, counts)] == told


@given(numbers=st.tuples(*[st.sampled_from([0, 1, 3, 4, 5, 8])] * 3))
def test_no_hidden_denominator_can_be_computed_back(numbers):
    seen = shown(related([Part(rank, 100, number) for rank, number in enumerate(numbers)]), persons=OUT_OF)

    worlds = worlds_of(3)
    truth = [*numbers, sum(numbers)]
    told = [*(part.denominator for part in seen.parts), seen.denominator]
    assert given_away([*worlds, sum(worlds)], truth, told, hidden_of(seen, DENOMINATOR)) == []
    assert (seen.value is None) == (seen.denominator in (None, 0))


@given(inner=st.tuples(*[st.sampled_from([0, 1, 3, 5, 7])] * 4))
def test_no_hidden_number_of_a_share_can_be_computed_back(inner):
    counted_of, rest_of = inner[:2], inner[2:]
    parts = [Part(rank, one, one + rest) for rank, (one, rest) in enumerate(zip(counted_of, rest_of, strict=True))]

    seen = shown(related(parts, per=100), persons=SHARE)

    worlds = worlds_of(4)
    truth, guesses = share_columns(counted_of, rest_of), share_columns(worlds[:2], worlds[2:])
    lines = [*seen.parts, seen]
    told = [*(line.numerator for line in lines), *(line.denominator for line in lines), *[None] * 3]
    hidden = [*hidden_of(seen, NUMERATOR), *hidden_of(seen, DENOMINATOR), *[False] * 3]
    assert given_away(guesses, truth, told, hidden) == []


def share_columns(counted_of, rest_of):
    """Return what the columns of a share of two parts hold: what is counted, out of what, and the rest, with sums."""
    (a, b), (c, d) = counted_of, rest_of
    return [a, b, a + b, a + c, b + d, a + b + c + d, c, d, c + d]


def worlds_of(many):
    """Return every row of so many numbers, each as a column of its values."""
    return [grid.ravel() for grid in np.meshgrid(*[np.arange(MOST)] * many)]


def hidden_of(seen, column):
    """Return of each part and of the whole whether a column is hidden."""
    return [column in line.hidden for line in (*seen.parts, seen)]


def given_away(guesses, truth, told, hidden):
    """Return the small numbers that a reader finds to be small, who knows what is told and that none hidden is 0."""
    agreeing = np.ones(len(guesses[0]), dtype=bool)
    for guess, number, is_hidden in zip(guesses, told, hidden, strict=True):
        if number is not None:
            agreeing &= guess == number
        elif is_hidden:
            agreeing &= guess > 0
    return [
        number
        for guess, number in zip(guesses, truth, strict=True)
        if is_small(number) and max(guess[agreeing]) < SMALL
    ]
