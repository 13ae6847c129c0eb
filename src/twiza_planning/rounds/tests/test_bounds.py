"""No bound passes any plan, however the day is priced; and it is close where it can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twiza_planning.caravans.watch import Watch
from twiza_planning.executors import Here, Processes
from twiza_planning.rounds.closing import bounds_under
from twiza_planning.rounds.day_price import DayPrice
from twiza_planning.rounds.schedule import ground_of
from twiza_planning.rounds.search import find_schedule
from twiza_planning.rounds.tests.worlds import least, tiny_problem, village


def bounds_of(problem, *, seconds=20.0, executor=None):
    found = find_schedule(ground_of(problem), watch=Watch(seconds=5.0), seed=1, enough=(0.0, 0.0))
    return bounds_under(found, watch=Watch(seconds=seconds), executor=executor)


@pytest.mark.parametrize("seed", range(30, 60))
def test_bounds_lie_under_the_best_of_all_plans_before_they_are_cut_at_the_plan(seed):
    problem = tiny_problem(seed)

    bounds = bounds_of(problem)

    missed, cost = least(problem)
    assert bounds.missed <= missed + 1e-6
    assert bounds.cost <= cost + 1e-6


def test_the_bound_of_a_walk_from_home_to_home_is_what_it_costs():
    bounds = bounds_of(village())

    assert bounds.cost == pytest.approx(60.0, abs=1e-3)


def test_two_processes_bound_as_one_does():
    with Processes(2) as processes:
        here, there = (bounds_of(tiny_problem(31), executor=executor) for executor in (Here(), processes))

    assert here.cost > 0
    assert there == here


def test_no_time_leaves_the_bound_of_half_legs():
    bounds = bounds_of(village(), seconds=0.0)

    assert bounds.cost == pytest.approx(45.0)


@settings(max_examples=200)
@given(
    slope=st.floats(-3, 3),
    square=st.floats(0, 0.1),
    minutes=st.floats(0, 500),
    more=st.floats(0, 500),
)
def test_a_longer_day_never_has_a_lower_price(slope, square, minutes, more):
    price = DayPrice(slope if square > 0 else abs(slope), square)

    shorter, longer = price.of(np.array([minutes, minutes + more]))

    assert longer >= shorter - 1e-9 * max(1.0, abs(shorter))
