"""Small numbers of persons are hidden, with what would bring them back."""

from __future__ import annotations

from twiza.core.measured import Part, counted, middle, related
from twiza.indicators.shown import Shown, ShownPart, shown


def test_a_small_part_of_a_count_is_hidden_with_the_next_smallest():
    measured = counted([Part("a", 3), Part("b", 20), Part("c", 50)])

    seen = shown(measured, counts_persons=True, is_share=False)

    assert (seen.value, [part.is_hidden for part in seen.parts]) == (73, [True, True, False])


def test_a_small_whole_is_hidden_altogether():
    seen = shown(counted([Part("a", 3)]), counts_persons=True, is_share=False)

    assert seen == Shown(None, None, None, (ShownPart("a", None, None, is_hidden=True),), is_hidden=True)


def test_a_share_whose_rest_is_small_is_hidden():
    seen = shown(related([Part("a", 98, 100)], per=100), counts_persons=True, is_share=True)

    assert (seen.value, seen.is_hidden) == (None, True)


def test_a_median_of_too_few_values_is_hidden():
    seen = shown(
        middle([Part("a", 12.0, 2), Part("b", 30.0, 9)], [12.0] * 2 + [30.0] * 9), counts_persons=True, is_share=False
    )

    assert (seen.value, [part.is_hidden for part in seen.parts]) == (30.0, [True, False])


def test_what_counts_no_person_is_shown_however_small():
    seen = shown(related([Part("a", 1, 2)], per=100), counts_persons=False, is_share=True)

    assert (seen.value, seen.numerator, seen.parts[0].numerator) == (50, 1, 1)


def test_nothing_to_count_is_not_zero():
    seen = shown(related([], per=100), counts_persons=False, is_share=True)

    assert seen == Shown(None, None, None, ())
