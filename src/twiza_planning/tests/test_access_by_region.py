"""Access measured region by region is that of the whole, bit by bit."""

from __future__ import annotations

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
from twiza_planning.access_by_region import access_by_region
from twiza_planning.decay import Gaussian
from twiza_planning.executors import Here, Processes

METHODS = (enhanced_floating_catchment, modified_floating_catchment, three_step_floating_catchment)


class ThreeAtOnce(Here):
    """One process that works as three would."""

    workers = 3


def random_country(seed, localities, facilities):
    random = np.random.default_rng(seed)
    homes, posts = random.uniform(0, 100, (localities, 2)), random.uniform(0, 100, (facilities, 2))
    minutes = np.hypot(*(homes[:, None, :] - posts[None, :, :]).transpose(2, 0, 1))
    minutes[random.random(minutes.shape) < 0.3] = 0
    people, staff = random.integers(0, 900, localities).astype(float), random.integers(0, 9, facilities).astype(float)
    return AccessProblem(people, staff, csr_array(minutes * (minutes < 40))), homes


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10_000), localities=st.integers(1, 60), facilities=st.integers(1, 20))
@settings(max_examples=30)
def test_regions_give_the_very_numbers_of_the_whole(method, seed, localities, facilities):
    problem, homes = random_country(seed, localities, facilities)
    asked = {"within": 30.0, "decay": Gaussian(30.0)}

    apart = access_by_region(problem, method=method, executor=ThreeAtOnce(), positions=homes, **asked)

    assert apart.tobytes() == method(problem, **asked).tobytes()


def test_two_processes_give_the_very_numbers_of_one():
    problem, _homes = random_country(1, 300, 40)
    asked = {"within": 30.0, "decay": Gaussian(30.0)}

    apart = access_by_region(problem, method=enhanced_floating_catchment, executor=Processes(2), **asked)

    assert apart.tobytes() == enhanced_floating_catchment(problem, **asked).tobytes()
