"""Access when people choose the facility that costs them least."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from twiza_planning.rational_agents import Choices, rational_agents
from twiza_planning.tests.test_access import TABLES, access_problem


def test_people_spread_until_crowding_and_travel_cost_the_same():
    # 100 people between a post on the spot and one 30 minutes away, a nurse each: mean crowding is 50 people a nurse.
    problem = access_problem([100], [1, 1], [[0, 30]])

    found = rational_agents(problem, within=60, tau=60)

    # x / 50 = (100 - x) / 50 + 30 / 60 where x = 62.5, and both cost 1.25.
    assert found.cost.tolist() == pytest.approx([1.25])
    assert found.access.tolist() == pytest.approx([2 / 100])


def test_a_post_too_far_is_left_empty():
    found = rational_agents(access_problem([100], [1, 1], [[0, 180]]), within=200, tau=60)

    assert found.cost.tolist() == pytest.approx([2])
    assert found.access.tolist() == pytest.approx([1 / 100])


def test_no_post_in_reach_is_not_zero():
    found = rational_agents(access_problem([10, 10, 0], [1, 0], [[None, None], [None, 5], [9, None]]), within=60)

    assert found.access.tolist() == pytest.approx([math.nan, 0, 0], nan_ok=True)
    assert found.cost[1] == math.inf


def test_a_place_without_people_is_told_what_they_would_find():
    found = rational_agents(access_problem([100, 0], [2, 1], [[0, None], [5, None]]), within=60)

    assert found.access.tolist() == pytest.approx([0.02, 0.02])


def test_a_tau_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="tau"):
        rational_agents(access_problem([100], [1], [[0]]), within=60, tau=0)


@given(TABLES)
def test_next_to_nothing_is_gained_by_moving(table):
    douars, supply = table
    people, minutes = [douar[0] for douar in douars], [douar[1] for douar in douars]
    choices = Choices(access_problem(people, np.maximum(supply, 0.1), minutes), within=60, tau=60)

    gap = choices.settle(rounds=200)

    least = choices.costs()[choices.rows()]
    assert choices.people @ (choices.pair_costs() - least) <= gap * (choices.people @ choices.pair_costs()) + 1e-9
    # Posts of very unlike size settle slowly: the authors' own steps stop at half a hundredth.
    assert gap <= 0.005
    assert np.bincount(choices.rows(), choices.people, len(people)) == pytest.approx(
        [count if any(cell is not None for cell in row) else 0 for count, row in douars]
    )


@given(TABLES)
def test_the_supply_of_the_posts_chosen_is_handed_out_exactly_once(table):
    douars, supply = table
    people, minutes = [douar[0] for douar in douars], [douar[1] for douar in douars]
    problem = access_problem(people, np.maximum(supply, 0.1), minutes)
    choices = Choices(problem, within=60, tau=60)

    choices.settle(rounds=200)

    handed_out = float(np.nansum(rational_agents(problem, within=60).access * np.array(people)))
    assert handed_out == pytest.approx(problem.supply[choices.demand > 0].sum(), rel=1e-6)
