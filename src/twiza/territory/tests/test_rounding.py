import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.territory.rounding import largest_remainder


@given(
    people=st.integers(0, 5_000_000),
    weights=st.lists(st.floats(0, 1e6), min_size=1, max_size=200).filter(lambda weights: sum(weights) > 1e-3),
)
def test_everybody_is_shared_out_and_nobody_is_negative(people, weights):
    parts = largest_remainder(people, np.array(weights))

    assert parts.sum() == people
    assert parts.min() >= 0
    assert np.abs(parts - people * np.array(weights) / sum(weights)).max() < 1.001


def test_the_largest_remainders_round_up():
    assert largest_remainder(10, np.array([1.0, 2.0, 4.0])).tolist() == [1, 3, 6]


def test_a_few_people_over_many_cells_are_scattered():
    filled = np.flatnonzero(largest_remainder(10, np.ones(100)))

    assert np.diff(filled).max() < 25


@pytest.mark.parametrize(("people", "weights"), [(-1, [1.0]), (1, []), (1, [0.0]), (1, [2.0, -1.0])])
def test_what_cannot_be_shared_is_refused(people, weights):
    with pytest.raises(ValueError, match="weights"):
        largest_remainder(people, np.array(weights))
