"""Distances are the same however they are given."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from twiza_planning.location.allowed import SomeSites
from twiza_planning.location.distances import GreatCircles, Pairs, Table, TooManyDistances, nearest_of, whole

POINTS = np.array([[31.0, -6.0], [31.2, -6.1], [31.4, -6.3]])
SITES = np.array([[31.1, -6.0], [31.4, -6.3]])


def test_a_table_of_great_circles_is_as_good_as_positions():
    circles = GreatCircles(POINTS, SITES)
    table = Table(whole(circles))

    assert whole(table) == pytest.approx(whole(circles))
    assert (table.within(20).toarray() == circles.within(20).toarray()).all()
    assert nearest_of(table, np.array([0, 1]))[0].tolist() == nearest_of(circles, np.array([0, 1]))[0].tolist()


def test_pairs_that_are_not_stored_have_no_way():
    pairs = Pairs(csr_array((np.array([0.0, 3.0]), (np.array([0, 2]), np.array([1, 0]))), shape=(3, 2)))

    assert whole(pairs).tolist() == [[np.inf, 0.0], [np.inf, np.inf], [3.0, np.inf]]
    assert pairs.of(np.array([0, 1, 2]), np.array([1, 1, 0])).tolist() == [0.0, np.inf, 3.0]
    assert pairs.within(2.0).toarray().tolist() == [[0, 1], [0, 0], [0, 0]]


def test_the_first_of_sites_equally_near_serves():
    rank, distance = nearest_of(Table(np.array([[2.0, 1.0, 1.0]])), np.array([0, 1, 2]))

    assert (rank.tolist(), distance.tolist()) == ([1], [1.0])


def test_more_distances_than_memory_holds_are_refused():
    with pytest.raises(TooManyDistances, match="cut the problem into regions"):
        whole(GreatCircles(np.zeros((20_000, 2)), np.zeros((20_000, 2))))


@pytest.mark.parametrize("matrix", [np.array([[-1.0]]), np.array([[np.nan]]), np.zeros(3)])
def test_a_table_that_makes_no_sense_is_not_made(matrix):
    with pytest.raises(ValueError, match="not understood"):
        Table(matrix)


@pytest.mark.parametrize("kind", ["circles", "table", "pairs", "some sites"])
def test_some_rows_are_those_rows_of_the_whole(kind):
    circles = GreatCircles(POINTS, SITES)
    distances = {
        "circles": circles,
        "table": Table(whole(circles)),
        "pairs": Pairs(csr_array(whole(circles))),
        "some sites": SomeSites(circles, np.array([1])),
    }[kind]

    assert whole(distances.rows(1, 3)).tolist() == whole(distances)[1:3].tolist()
