"""What is worked on elsewhere is what is worked on here."""

from __future__ import annotations

import numpy as np
import pytest

from twiza_planning.caravans.watch import Watch
from twiza_planning.executors import Here, Processes
from twiza_planning.location.effort import Effort
from twiza_planning.location.locate import locate
from twiza_planning.location.median import MedianProblem, MedianSearch
from twiza_planning.location.read_problem import location_problem_from

VALLEYS = 5
MODELS = {
    "max-cover": {"p": 23, "radius_km": 4.0},
    "set-cover": {"radius_km": 9.0},
    "p-median": {"p": 23},
    "p-center": {"p": 23},
    "capacitated-p-median": {"p": 12},
}


def valleys(seed, model="max-cover", *, homes=120, sites=40):
    """Return valleys far from one another, with homes and sites in each."""
    random, in_all = np.random.default_rng(seed), homes * VALLEYS * 250
    places = {"demand": [], "sites": []}
    for valley in range(VALLEYS):
        for kind, count in (("demand", homes), ("sites", sites)):
            for _ in range(count):
                lat, lon = 30 + valley + random.uniform(0, 0.3), random.uniform(-6.0, -5.7)
                places[kind].append({"id": str(len(places[kind])), "lat": lat, "lon": lon})
    for home in places["demand"]:
        home["weight"] = float(random.integers(1, 500))
    if model == "capacitated-p-median":
        places["sites"] = [site | {"capacity": in_all / 8} for site in places["sites"]]
    asked = {"format": "twiza-location/1", "model": model, "distance": {"km": True}}
    return location_problem_from(asked | places | MODELS[model])


@pytest.fixture(scope="module")
def processes():
    """Two processes."""
    with Processes(2) as executor:
        yield executor


@pytest.mark.parametrize("gap", [0.0, 0.002])
@pytest.mark.parametrize("model", [model for model in MODELS if model != "capacitated-p-median"])
def test_two_processes_find_what_one_finds(processes, model, gap):
    problem = valleys(1, model)

    here, there = (
        locate(problem, seconds=100, gap=gap, seed=1, executor=executor) for executor in (Here(), processes)
    )

    assert here.status == "optimal"
    assert (there.open, there.value, there.bound) == (here.open, here.value, here.bound)


def test_two_processes_find_what_one_finds_where_sites_hold_so_much(processes):
    problem = valleys(1, "capacitated-p-median", homes=12, sites=6)

    here, there = (
        locate(problem, seconds=100, gap=0.0, seed=1, executor=executor) for executor in (Here(), processes)
    )

    assert here.status == "optimal"
    assert (there.open, there.value, there.bound) == (here.open, here.value, here.bound)


def test_two_processes_find_what_one_finds_where_medians_must_be_branched_on(processes, monkeypatch):
    runs = []
    monkeypatch.setattr(MedianSearch, "prove", lambda self, prove=MedianSearch.prove: (runs.append(1), prove(self)))
    costs = np.floor(np.random.default_rng(2).uniform(0, 1000, (80, 80)))
    problem = MedianProblem(costs, np.ones(80), 10, np.zeros(80, dtype=np.bool_), 1.0)

    here, there = (
        MedianSearch(problem, Effort(Watch(seconds=100), gap=0.0, seed=1, executor=executor), None).solve()
        for executor in (Here(), processes)
    )

    assert len(runs) == 2
    assert here.value == here.bound
    assert (there.open.tolist(), there.value, there.bound) == (here.open.tolist(), here.value, here.bound)


@pytest.mark.parametrize("model", MODELS)
def test_a_search_that_nobody_waits_for_ends_with_what_it_has(processes, model):
    problem = valleys(2, model, homes=30, sites=10)

    answer = locate(problem, seconds=100, gap=0.0, seed=1, executor=processes, on_progress=lambda _: False)

    assert answer.status in ("optimal", "feasible", "infeasible")
    assert answer.value is None or problem.p is None or len(answer.open) == problem.p
