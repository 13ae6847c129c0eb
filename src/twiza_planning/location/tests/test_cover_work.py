"""A covering whose parts are worked on elsewhere is the covering worked on here."""

from __future__ import annotations

import numpy as np
import pytest

from twiza_planning.executors import Here, Processes
from twiza_planning.location.locate import locate
from twiza_planning.location.read_problem import location_problem_from

VALLEYS, HOMES, SITES = 5, 120, 40


def valleys(seed):
    """Return valleys far from one another, with homes and sites in each."""
    random = np.random.default_rng(seed)
    demand, sites = [], []
    for valley in range(VALLEYS):
        for places, count in ((demand, HOMES), (sites, SITES)):
            for _ in range(count):
                lat, lon = 30 + valley + random.uniform(0, 0.3), random.uniform(-6.0, -5.7)
                places.append({"id": str(len(places)), "lat": lat, "lon": lon})
    for home in demand:
        home["weight"] = float(random.integers(1, 500))
    return location_problem_from(
        {
            "format": "twiza-location/1",
            "model": "max-cover",
            "p": 23,
            "demand": demand,
            "sites": sites,
            "distance": {"km": True},
            "radius_km": 4.0,
        }
    )


@pytest.mark.parametrize("gap", [0.0, 0.002])
def test_two_processes_find_what_one_finds(gap):
    problem = valleys(1)

    here, there = (
        locate(problem, seconds=100, gap=gap, seed=1, executor=executor) for executor in (Here(), Processes(2))
    )

    assert here.status == "optimal"
    assert (there.open, there.value, there.bound) == (here.open, here.value, here.bound)


def test_a_search_that_nobody_waits_for_ends_with_what_it_has():
    answer = locate(valleys(2), seconds=100, gap=0.0, seed=1, executor=Processes(2), on_progress=lambda _: False)

    assert answer.value <= answer.bound
    assert len(answer.open) == 23
