"""Who reaches which care: the methods on instances to check in your head, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from twiza_planning.access import (
    AccessProblem,
    Bands,
    enhanced_floating_catchment,
    facilities_within,
    floating_catchment,
    modified_floating_catchment,
    shares_within,
    three_step_floating_catchment,
)

NONE = math.nan


def access_problem(population, supply, minutes):
    """Return a problem whose minutes are rows of a table; None is out of reach."""
    pairs = [(i, j, cell) for i, row in enumerate(minutes) for j, cell in enumerate(row) if cell is not None]
    rows, columns, cells = zip(*pairs, strict=True) if pairs else ((), (), ())
    shape = len(population), len(supply)
    table = csr_array((np.array(cells, float), (np.array(rows, int), np.array(columns, int))), shape=shape)
    return AccessProblem(np.array(population, float), np.array(supply, float), table)


# Two douars of 100 and 300 people, two posts with 2 and 3 nurses; the second douar reaches only the second post.
TWO = access_problem([100, 300], [2, 3], [[5, 15], [None, 0]])


def test_two_steps_share_each_post_among_those_in_reach():
    assert floating_catchment(TWO, within=60).tolist() == pytest.approx([2 / 100 + 3 / 400, 3 / 400])


def test_a_post_beyond_reach_is_left_out():
    assert floating_catchment(TWO, within=10).tolist() == pytest.approx([2 / 100, 3 / 300])


def test_reach_includes_its_limit():
    assert facilities_within(TWO, within=15).tolist() == [2, 1]
    assert facilities_within(TWO, within=14.999).tolist() == [1, 1]


def test_nearer_counts_more_in_the_enhanced_method():
    bands = Bands(upper=(10, 20), weights=(1, 0.5))

    access = enhanced_floating_catchment(TWO, within=60, decay=bands)

    shared = 3 / (300 + 0.5 * 100)
    assert access.tolist() == pytest.approx([2 / 100 + 0.5 * shared, shared])


def test_people_turn_more_to_the_nearer_post_in_the_three_step_method():
    bands = Bands(upper=(10, 20), weights=(1, 0.5))

    access = three_step_floating_catchment(TWO, within=60, decay=bands)

    # The first douar turns to the first post with 1 / 1.5, to the second with 0.5 / 1.5 and half the weight.
    first, second = 1 / 1.5, 0.5 / 1.5 * 0.5
    shared = 3 / (300 + second * 100)
    assert access.tolist() == pytest.approx([first * 2 / (first * 100) + second * shared, shared])


def test_what_is_far_is_lost_in_the_modified_method():
    bands = Bands(upper=(10, 20), weights=(1, 0.5))

    access = modified_floating_catchment(TWO, within=60, decay=bands)

    shared = 3 / (300 + 0.5 * 100)
    assert access.tolist() == pytest.approx([2 / 100 + 0.25 * shared, shared])


def test_care_equally_far_from_all_is_access_lost_only_in_the_modified_method():
    """The example of Delamater (2013): one town, one post, at weight 1 and then at weight 0.5."""
    bands = Bands(upper=(10, 20), weights=(1, 0.5))
    near, far = (access_problem([100], [2], [[minutes]]) for minutes in (10, 20))

    enhanced = [enhanced_floating_catchment(problem, within=60, decay=bands)[0] for problem in (near, far)]
    modified = [modified_floating_catchment(problem, within=60, decay=bands)[0] for problem in (near, far)]

    assert (enhanced, modified) == ([0.02, 0.02], [0.02, 0.01])


@pytest.mark.parametrize(
    "decay", [lambda minutes: -minutes - 1, lambda minutes: minutes * np.nan, lambda minutes: minutes[:1]]
)
def test_a_decay_that_makes_no_sense_is_refused(decay):
    with pytest.raises(ValueError, match="decay"):
        enhanced_floating_catchment(TWO, within=60, decay=decay)


def test_any_function_of_minutes_may_be_the_decay():
    access = enhanced_floating_catchment(TWO, within=60, decay=lambda minutes: np.exp(-minutes / 10))

    near, far = math.exp(-0.5), math.exp(-1.5)
    shared = 3 / (300 + far * 100)
    assert access.tolist() == pytest.approx([near * 2 / (near * 100) + far * shared, shared])


def test_no_post_in_reach_is_not_zero():
    problem = access_problem([100, 50, 7], [2, 0], [[70, None], [None, None], [None, 10]])

    access = floating_catchment(problem, within=60)

    assert np.isnan(access).tolist() == [True, True, False]
    assert access[2] == 0


def test_a_post_in_reach_beyond_the_last_band_gives_nothing_and_is_there():
    problem = access_problem([100, 50], [2, 3], [[45, None], [None, None]])

    access = enhanced_floating_catchment(problem, within=60)

    assert access.tolist() == pytest.approx([0, NONE], nan_ok=True)


def test_a_post_that_no_one_lives_near_divides_nothing_by_nothing():
    problem = access_problem([0], [2], [[5]])

    assert floating_catchment(problem, within=60).tolist() == [0]
    assert three_step_floating_catchment(problem, within=60).tolist() == [0]


@pytest.mark.parametrize(
    ("minutes", "weight"), [(0, 1), (10, 1), (10.0001, 0.68), (20, 0.68), (30, 0.22), (30.0001, 0), (1e9, 0)]
)
def test_bands_include_their_upper_limit(minutes, weight):
    bands = Bands(upper=(10, 20, 30), weights=(1, 0.68, 0.22))

    assert bands(np.array([float(minutes)])).tolist() == [weight]


@pytest.mark.parametrize(
    ("upper", "weights"), [((10, 10), (1, 1)), ((20, 10), (1, 1)), ((10,), (1, 2)), ((-1,), (1,)), ((1,), (math.inf,))]
)
def test_bands_that_make_no_sense_are_refused(upper, weights):
    with pytest.raises(ValueError, match="not understood"):
        Bands(upper=upper, weights=weights)


@pytest.mark.parametrize(
    ("population", "supply", "minutes", "word"),
    [
        ([-1], [1], [[1]], "population"),
        ([1], [-1], [[1]], "supply"),
        ([1], [1], [[-1]], "minutes"),
        ([math.nan], [1], [[1]], "population"),
        ([1], [math.inf], [[1]], "supply"),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(population, supply, minutes, word):
    with pytest.raises(ValueError, match=f"Negative or endless {word} not understood"):
        access_problem(population, supply, minutes)


def test_a_table_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="another shape"):
        AccessProblem(np.ones(2), np.ones(2), csr_array((2, 3)))


def test_shares_count_people_and_leave_out_those_without_a_post():
    population, minutes = np.array([60.0, 30.0, 10.0]), np.array([30.0, 31.0, math.nan])

    assert shares_within(population, minutes, [10, 30, 60]) == [0, 0.6, 0.9]
    assert shares_within(np.zeros(1), np.array([5.0]), [30]) == [None]


METHODS = [
    lambda problem: floating_catchment(problem, within=60),
    lambda problem: enhanced_floating_catchment(problem, within=60),
    lambda problem: three_step_floating_catchment(problem, within=60),
]
TABLES = st.integers(1, 6).flatmap(
    lambda posts: st.tuples(
        st.lists(
            st.tuples(
                st.integers(1, 5000),
                st.lists(st.one_of(st.none(), st.floats(0, 30)), min_size=posts, max_size=posts),
            ),
            min_size=1,
            max_size=8,
        ),
        st.lists(st.floats(0, 50), min_size=posts, max_size=posts),
    )
)


@pytest.mark.parametrize("method", METHODS)
@given(table=TABLES)
def test_all_supply_in_reach_of_someone_is_handed_out_exactly_once(method, table):
    douars, supply = table
    people, minutes = [douar[0] for douar in douars], [douar[1] for douar in douars]
    reached = [any(row[post] is not None for row in minutes) for post in range(len(supply))]

    access = method(access_problem(people, supply, minutes))

    handed_out = float(np.nansum(access * np.array(people)))
    assert handed_out == pytest.approx(sum(np.array(supply)[reached]), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(table=TABLES, seed=st.integers(0, 1000))
def test_the_order_of_douars_and_posts_does_not_matter(method, table, seed):
    douars, supply = table
    people, minutes = [douar[0] for douar in douars], [douar[1] for douar in douars]
    rows = np.random.default_rng(seed).permutation(len(people))
    columns = np.random.default_rng(seed + 1).permutation(len(supply))

    access = method(access_problem(people, supply, minutes))
    shuffled = method(
        access_problem(
            [people[row] for row in rows],
            [supply[column] for column in columns],
            [[minutes[row][column] for column in columns] for row in rows],
        )
    )

    assert shuffled.tolist() == pytest.approx(access[rows].tolist(), nan_ok=True)


@pytest.mark.parametrize("method", METHODS)
@given(table=TABLES, times=st.floats(0.1, 10))
def test_twice_the_staff_is_twice_the_access_and_twice_the_people_half(method, table, times):
    douars, supply = table
    people, minutes = np.array([douar[0] for douar in douars]), [douar[1] for douar in douars]

    access = method(access_problem(people, supply, minutes))

    more_staff = method(access_problem(people, np.array(supply) * times, minutes))
    more_people = method(access_problem(people * times, supply, minutes))
    assert more_staff.tolist() == pytest.approx((access * times).tolist(), nan_ok=True)
    assert more_people.tolist() == pytest.approx((access / times).tolist(), nan_ok=True)


def test_the_sparse_methods_agree_with_a_plain_loop():
    random = np.random.default_rng(7)
    people, supply = random.integers(1, 900, 40).astype(float), random.uniform(0, 9, 12)
    minutes = [[float(cell) if cell < 45 else None for cell in row] for row in random.uniform(0, 90, (40, 12))]
    pairs = {(i, j): cell for i, row in enumerate(minutes) for j, cell in enumerate(row) if cell is not None}

    access = enhanced_floating_catchment(access_problem(people, supply, minutes), within=40)

    weight = {pair: 1.0 if cell <= 10 else 0.68 if cell <= 20 else 0.22 for pair, cell in pairs.items() if cell <= 30}
    demand = [sum(people[i] * w for (i, j), w in weight.items() if j == post) for post in range(12)]
    expected = [sum(supply[j] / demand[j] * w for (i, j), w in weight.items() if i == douar) for douar in range(40)]
    reached = [any(cell is not None and cell <= 40 for cell in row) for row in minutes]
    assert access.tolist() == pytest.approx(
        [sum_ if is_in else NONE for sum_, is_in in zip(expected, reached, strict=True)], rel=1e-12, nan_ok=True
    )
