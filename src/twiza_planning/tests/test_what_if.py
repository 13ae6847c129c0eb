"""One facility more, less, larger or smaller: as if all had been measured anew."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from twiza_planning.access import (
    AccessProblem,
    enhanced_floating_catchment,
    modified_floating_catchment,
    three_step_floating_catchment,
)
from twiza_planning.decay import Gaussian
from twiza_planning.what_if import start_modified_what_if, start_what_if
from twiza_planning.what_if_three_step import start_three_step_what_if

NONE, NEAR = math.nan, 30.0
DECAY = Gaussian(zero_minutes=NEAR)
STARTS = {
    start_what_if: enhanced_floating_catchment,
    start_modified_what_if: modified_floating_catchment,
    start_three_step_what_if: three_step_floating_catchment,
}


def problem_of(population, supply, minutes):
    """Return a problem from a table of minutes, NaN being out of reach."""
    minutes = np.array(minutes, float).reshape(len(population), len(supply))
    rows, columns = np.nonzero(~np.isnan(minutes))
    table = csr_array((minutes[rows, columns], (rows, columns)), shape=minutes.shape)
    return AccessProblem(np.array(population, float), np.array(supply, float), table)


# Two douars of 100 and 300 people, two posts with 2 and 3 nurses; the second douar reaches only the second post.
TWO = problem_of([100, 300], [2, 3], [[5, 5], [NONE, 0]])


def test_closing_the_only_post_leaves_no_access_and_not_0():
    before = start_what_if(TWO, within=60)

    after = before.closed(facility=1)

    assert after.access.tolist() == pytest.approx([2 / 100, NONE], nan_ok=True)
    assert before.access.tolist() == pytest.approx([2 / 100 + 3 / 400, 3 / 400])


def test_twice_the_nurses_are_twice_what_the_post_gives():
    after = start_what_if(TWO, within=60).resized(facility=1, supply=6)

    assert after.access.tolist() == pytest.approx([2 / 100 + 6 / 400, 6 / 400])


def test_a_post_without_nurses_is_in_reach_and_gives_0():
    after = start_what_if(TWO, within=60).resized(facility=1, supply=0)

    assert after.access.tolist() == [2 / 100, 0]


def test_a_new_post_gives_to_those_within_its_reach():
    after = start_what_if(TWO, within=60).with_added(minutes=np.array([NONE, 10]), supply=6)

    assert after.access.tolist() == pytest.approx([2 / 100 + 3 / 400, 3 / 400 + 6 / 300])


def test_what_was_added_can_be_closed_again():
    before = start_what_if(TWO, within=60)

    after = before.with_added(minutes=np.array([3.0, 61.0]), supply=6).closed(facility=2)

    assert after.access.tolist() == before.access.tolist()
    assert after.supply.tolist() == pytest.approx([2, 3, NONE], nan_ok=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda start: start.closed(facility=2),
        lambda start: start.closed(facility=-1),
        lambda start: start.closed(facility=1).closed(facility=1),
        lambda start: start.closed(facility=1).resized(facility=1, supply=3),
        lambda start: start.resized(facility=0, supply=-1),
        lambda start: start.resized(facility=0, supply=NONE),
        lambda start: start.with_added(minutes=np.array([1.0, 2.0]), supply=math.inf),
        lambda start: start.with_added(minutes=np.array([1.0]), supply=1),
        lambda start: start.with_added(minutes=np.array([1.0, -2.0]), supply=1),
    ],
)
@pytest.mark.parametrize("begin", [start_what_if, start_three_step_what_if])
def test_a_change_that_makes_no_sense_is_refused_and_changes_nothing(begin, change):
    start = begin(TWO, within=60)

    with pytest.raises(ValueError, match="not understood"):
        change(start)

    assert start.access.tolist() == begin(TWO, within=60).access.tolist()


class Changes:
    """Facilities that change by chance: what is changed step by step, and the tables of what there is then."""

    def __init__(self, start, seed):
        self.random = np.random.default_rng(seed)
        self.people = np.round(self.random.uniform(0, 900, 15))
        self.supply, self.minutes = self.random.uniform(0, 9, 4), self.some_minutes(4)
        self.found = start(self.problem(), within=NEAR, decay=DECAY)

    def some_minutes(self, posts):
        """Return minutes to some posts, about half of them without a way."""
        away = self.random.uniform(0, 1.5 * NEAR, (15, posts))
        return np.where(self.random.uniform(size=away.shape) < 0.5, NONE, away)

    def problem(self):
        """Return the problem of the facilities that are open."""
        is_open = ~np.isnan(self.supply)
        return problem_of(self.people, self.supply[is_open], self.minutes[:, is_open])

    def add(self):
        """Open one more."""
        column, supply = self.some_minutes(1), self.random.uniform(0, 9)
        self.found = self.found.with_added(minutes=column[:, 0], supply=supply)
        self.supply, self.minutes = np.append(self.supply, supply), np.hstack([self.minutes, column])

    def close(self):
        """Close one that is open, if any is."""
        for facility in self.some_open():
            self.found = self.found.closed(facility=facility)
            self.supply[facility] = NONE

    def resize(self):
        """Resize one that is open, if any is."""
        for facility in self.some_open():
            self.supply[facility] = self.random.uniform(0, 9)
            self.found = self.found.resized(facility=facility, supply=self.supply[facility])

    def some_open(self):
        """Return one facility that is open, or none."""
        return self.random.permutation(np.flatnonzero(~np.isnan(self.supply)))[:1].tolist()


@pytest.mark.parametrize("start", STARTS)
@settings(max_examples=40)
@given(seed=st.integers(0, 9999), kinds=st.lists(st.sampled_from(["add", "close", "resize"]), max_size=6))
def test_any_changes_end_where_measuring_all_anew_ends(start, seed, kinds):
    changes = Changes(start, seed)

    for kind in kinds:
        getattr(changes, kind)()

    anew = STARTS[start](changes.problem(), within=NEAR, decay=DECAY)
    assert changes.found.access.tolist() == pytest.approx(anew.tolist(), rel=1e-12, abs=0, nan_ok=True)
