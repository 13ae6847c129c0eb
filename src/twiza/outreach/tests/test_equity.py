"""The weight of a need: between 1 and 3, from what is known."""

from __future__ import annotations

import numpy as np
import pytest

from twiza.outreach.equity import equity_weights
from twiza.outreach.tests.ground_of_two import commune, ground


def weights(one, *, strength=2.0):
    return equity_weights(one, reach_minutes=30.0, strength=strength).tolist()


def test_the_farthest_and_poorest_who_are_all_left_aside_count_three_times():
    far = ground(communes=(commune("1", 150.0, poverty=0.4),), points=[(0, 150.0, 10)])

    assert weights(far) == [3.0]


def test_each_known_share_counts_alike():
    one = ground(
        communes=(commune("1", 60.0, poverty=0.4), commune("2", 60.0, poverty=0.1)),
        points=[(0, 60.0, 10), (1, 60.0, 10), (1, 10.0, 30)],
    )

    assert weights(one) == pytest.approx([1 + 2 * (0.5 + 1 + 1) / 3, 1 + 2 * (0.5 + 0.25 + 0.25) / 3, 1.38888889])


def test_a_poverty_that_is_not_known_is_left_out_of_the_mean():
    one = ground(communes=(commune("1", 60.0),), points=[(0, 60.0, 10)])

    assert weights(one) == pytest.approx([1 + 2 * (0.5 + 1) / 2])


def test_without_any_care_distance_counts_in_full():
    one = ground(communes=(commune("1", 60.0),), points=[(0, np.inf, 10)])

    assert weights(one) == [3.0]


def test_no_strength_is_no_equity():
    one = ground(communes=(commune("1", 60.0, poverty=0.4),), points=[(0, 60.0, 10)])

    assert weights(one, strength=0.0) == [1.0]
