"""The nearest facility, and those within reach, along the great circle."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from twiza_planning import nearest
from twiza_planning.nearest import TooManyPairs, nearest_by_speed, nearest_of_pairs, pairs_by_speed
from twiza_planning.travel import distances_km

ROAD = {"speed_kmh": 40.0, "detour": 1.35}
POSITIONS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=12)


@given(POSITIONS, POSITIONS)
def test_no_facility_is_nearer_than_the_nearest(localities, facilities):
    here, there = np.array(localities), np.array(facilities)

    found = nearest_by_speed(here, there, **ROAD)

    minutes = distances_km(here, there) * 1.35 / 40 * 60
    assert found.minutes == pytest.approx(minutes.min(axis=1), rel=1e-8, abs=1e-8)
    assert found.minutes == pytest.approx(minutes[np.arange(len(here)), found.facility])


@given(POSITIONS, POSITIONS, st.floats(0, 40_000))
def test_pairs_within_reach_are_those_of_the_whole_table(localities, facilities, within):
    here, there = np.array(localities), np.array(facilities)

    pairs = pairs_by_speed(here, there, **ROAD, within=within)

    minutes = distances_km(here, there) * 1.35 / 40 * 60
    assert [pairs.indices[pairs.indptr[i] : pairs.indptr[i + 1]].tolist() for i in range(len(here))] == [
        np.flatnonzero(row <= within).tolist() for row in minutes
    ]


@pytest.mark.parametrize(
    "facilities",
    [
        [(32.0, -6.1), (32.0, -5.9)],
        [(32.0, -5.9), (32.0, -6.1)],
        [(32.0, -5.9), (32.0, -5.9), (32.0, -5.9)],
        [(33.0, -5.9), (32.0, -5.9), (32.0, -6.1), (32.0, -5.9)],
    ],
)
def test_of_facilities_as_near_the_first_is_taken(facilities):
    found = nearest_by_speed(np.array([(32.0, -6.0)]), np.array(facilities), **ROAD)

    assert found.facility.tolist() == [0 if facilities[0][0] == 32.0 else 1]


def test_without_a_facility_there_is_none_nearest():
    found = nearest_by_speed(np.array([(32.0, -6.0)]), np.zeros((0, 2)), **ROAD)

    assert (found.facility.tolist(), math.isnan(found.minutes[0])) == ([-1], True)
    assert pairs_by_speed(np.array([(32.0, -6.0)]), np.zeros((0, 2)), **ROAD, within=60).shape == (1, 0)


def test_the_nearest_of_pairs_is_the_first_of_the_least():
    minutes = csr_array((np.array([9.0, 4.0, 4.0, 0.0]), ([0, 0, 0, 2], [0, 2, 1, 1])), shape=(3, 3))

    found = nearest_of_pairs(minutes)

    assert found.facility.tolist() == [1, -1, 1]
    assert found.minutes.tolist() == pytest.approx([4, math.nan, 0], nan_ok=True)


def test_more_pairs_than_memory_holds_are_refused(monkeypatch):
    monkeypatch.setattr(nearest, "PAIRS_MAX", 3)

    with pytest.raises(TooManyPairs, match="4 pairs are within reach, more than 3: lower the threshold"):
        pairs_by_speed(np.zeros((2, 2)), np.zeros((2, 2)), **ROAD, within=60)
