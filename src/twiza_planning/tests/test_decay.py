"""How care weighs less the further it is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from twiza_planning.decay import Exponential, Gaussian, Linear

MINUTES = np.array([0.0, 15.0, 30.0, 60.0, 1e9])


def test_the_gaussian_ends_at_0():
    half = (math.exp(-0.125) - math.exp(-0.5)) / (1 - math.exp(-0.5))

    assert Gaussian(zero_minutes=60)(MINUTES)[[0, 2, 3, 4]].tolist() == pytest.approx([1, half, 0, 0])


def test_the_exponential_halves_by_its_half_minutes():
    assert Exponential(half_minutes=15)(MINUTES).tolist() == [1, 0.5, 0.25, 0.0625, 0]


def test_the_line_falls_between_its_two_limits():
    assert Linear(full_minutes=15, zero_minutes=45)(MINUTES).tolist() == [1, 1, 0.5, 0, 0]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Gaussian(zero_minutes=0),
        lambda: Gaussian(zero_minutes=math.nan),
        lambda: Exponential(half_minutes=-1),
        lambda: Exponential(half_minutes=math.inf),
        lambda: Linear(full_minutes=30, zero_minutes=30),
        lambda: Linear(full_minutes=-1, zero_minutes=30),
        lambda: Linear(full_minutes=0, zero_minutes=math.inf),
    ],
)
def test_a_decay_that_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match="not understood"):
        make()
