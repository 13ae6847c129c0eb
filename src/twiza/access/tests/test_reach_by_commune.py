import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.access.reach_by_commune import Limits, reach_by_commune

LIMITS = Limits(near_km=5, far_km=6, near_minutes=30, far_minutes=60)


def points_of(communes, people):
    return np.array(communes), np.array(people, dtype=float)


def test_people_beyond_a_limit_are_those_strictly_farther():
    points = points_of([1, 1, 1, 2], [10, 20, 30, 40])

    reach = reach_by_commune(
        *points,
        road_km=np.array([5.0, 5.5, 6.5, 1.0]),
        minutes=np.array([30.0, 31.0, 61.0, 5.0]),
        supply=np.array([0.001, 0.002, np.nan, np.nan]),
        limits=LIMITS,
    )

    assert reach.beyond_near_km.tolist() == [50, 0]
    assert reach.beyond_far_km.tolist() == [30, 0]
    assert reach.beyond_near_minutes.tolist() == [50, 0]
    assert reach.beyond_far_minutes.tolist() == [30, 0]
    assert reach.mean_minutes.tolist() == pytest.approx([(300 + 620 + 1830) / 60, 5.0])


def test_supply_is_the_mean_over_people_and_none_where_nobody_reaches_any():
    points = points_of([1, 1, 2], [10, 30, 40])

    reach = reach_by_commune(
        *points,
        road_km=np.zeros(3),
        minutes=np.array([10.0, 90.0, 90.0]),
        supply=np.array([0.004, np.nan, np.nan]),
        limits=LIMITS,
    )

    assert reach.supply_per_10000[0] == pytest.approx(10.0)
    assert np.isnan(reach.supply_per_10000[1])
    assert reach.has_reachable_service.tolist() == [True, False]


def test_without_any_facility_everybody_is_far_and_no_time_is_known():
    reach = reach_by_commune(
        *points_of([1], [10]),
        road_km=np.array([np.nan]),
        minutes=np.array([np.nan]),
        supply=np.array([np.nan]),
        limits=LIMITS,
    )

    assert (reach.beyond_near_km[0], reach.beyond_far_minutes[0]) == (10, 10)
    assert np.isnan(reach.mean_minutes[0])


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 10_000), st.floats(0, 300)), min_size=1))
def test_nobody_is_lost_and_the_far_are_among_the_near(rows):
    communes, people, minutes = zip(*rows, strict=True)
    points = points_of(list(communes), list(people))

    reach = reach_by_commune(
        *points, road_km=np.array(minutes), minutes=np.array(minutes), supply=np.zeros(len(rows)), limits=LIMITS
    )

    assert reach.people.sum() == sum(people)
    assert (reach.beyond_far_minutes <= reach.beyond_near_minutes).all()
    assert (reach.beyond_near_minutes <= reach.people).all()
