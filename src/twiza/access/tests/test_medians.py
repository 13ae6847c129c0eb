import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from twiza.access.medians import median_minutes


def medians(people_and_minutes_by_place):
    index, people, minutes = zip(*people_and_minutes_by_place, strict=True)
    found = median_minutes(np.array(index), 3, np.array(people, dtype=float), np.array(minutes, dtype=float))
    return [None if np.isnan(one) else one for one in found]


def test_the_median_is_where_half_the_people_are_reached_whatever_the_order():
    rows = [(0, 10, 50.0), (0, 30, 5.0), (0, 20, 20.0), (1, 7, 9.0), (-1, 999, 1.0)]

    assert medians(rows) == [5.0, 9.0, None]


def test_half_without_any_care_has_no_median_and_points_without_people_do_not_count():
    rows = [(0, 10, np.nan), (0, 9, 5.0), (1, 10, np.nan), (1, 11, 5.0), (2, 0, 3.0)]

    assert medians(rows) == [None, 5.0, None]


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 300)), min_size=1, max_size=40))
def test_the_median_is_that_of_everybody_written_out_one_by_one(rows):
    everybody = sorted(minutes for people, minutes in rows for _one in range(people))

    found = medians([(2, people, float(minutes)) for people, minutes in rows])

    assert found == [None, None, everybody[(len(everybody) - 1) // 2]]
