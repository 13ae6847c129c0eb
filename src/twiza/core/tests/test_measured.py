"""A figure is the sum of what its records bring, and is not defined over nothing."""

from __future__ import annotations

from twiza.core.measured import Measured, Part, counted, middle, related


def test_a_count_adds_up_its_parts() -> None:
    parts = (Part("a", 2), Part("b", 3))

    assert counted(parts) == Measured(5, 5, None, parts)


def test_a_percentage_relates_the_sums_and_not_the_parts() -> None:
    parts = (Part("a", 1, 1), Part("b", 0, 3))

    assert related(parts, per=100) == Measured(25, 1, 4, parts)


def test_a_ratio_over_nothing_is_not_defined() -> None:
    assert related([Part("a", 3, 0)]).value is None


def test_a_median_over_nothing_is_not_defined() -> None:
    assert [middle((), counts).value for counts in ({}, {4: 1, 1: 1, 3: 1}, {1: 2, 4: 2}, {1: 9, 4: 2})] == [
        None,
        3,
        2.5,
        1,
    ]
