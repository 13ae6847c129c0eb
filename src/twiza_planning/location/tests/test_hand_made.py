"""Two douars and a town on one road, which can be checked in the head."""

from __future__ import annotations

import numpy as np
import pytest

from twiza_planning.location.locate import locate
from twiza_planning.location.problem import MODELS
from twiza_planning.location.read_problem import location_problem_from
from twiza_planning.location.tests.brute_force import random_content

ROAD = {"nodes": 3, "edges": [[0, 1, 4.0], [1, 2, 6.0]]}  # azrou 0, town 1, tizi 2
PEOPLE = [{"id": "0", "weight": 100}, {"id": "1", "weight": 300}, {"id": "2", "weight": 50}]


def on_the_road(model, **others):
    content = {"format": "twiza-location/1", "model": model, "p": 1, "demand": PEOPLE, "distance": {"graph": ROAD}}
    return location_problem_from(content | others)


def solved(problem, **others):
    return locate(problem, **({"seconds": 60, "gap": 0, "seed": 1} | others))


@pytest.mark.parametrize(
    ("model", "others", "open_sites", "value"),
    [
        ("p-median", {}, ("1",), 100 * 4 + 50 * 6),
        ("p-median", {"p": 2}, ("0", "1"), 50 * 6),
        ("p-median", {"p": 2, "sites": [{"id": "0"}, {"id": "1"}, {"id": "2", "open": True}]}, ("1", "2"), 100 * 4),
        ("p-center", {}, ("1",), 6),
        ("max-cover", {"radius_km": 4.0}, ("0",), 400),
        ("max-cover", {"radius_km": 3.9, "p": 2}, ("0", "1"), 400),
        ("set-cover", {"radius_km": 5.0}, ("0", "2"), 2),
        ("set-cover", {"radius_km": 6.0}, ("1",), 1),
        ("capacitated-p-median", {"p": 2, "sites": [{"id": "1", "capacity": 350}, {"id": "2"}]}, ("1", "2"), 1000),
    ],
)
def test_the_best_sites_are_those_found_in_the_head(model, others, open_sites, value):
    answer = solved(on_the_road(model, **others))

    assert (answer.status, answer.value, answer.bound, answer.gap) == ("optimal", value, value, 0)
    assert len(answer.open) == len(open_sites)
    if model in ("p-median", "p-center", "capacitated-p-median"):
        assert answer.open == open_sites


def test_each_demand_is_assigned_to_its_nearest_open_site():
    answer = solved(on_the_road("p-median", p=2))

    assert answer.assignment == {"0": "0", "1": "1", "2": "1"}


def test_demand_out_of_the_radius_is_assigned_to_none():
    answer = solved(on_the_road("max-cover", radius_km=0.0))

    assert (answer.open, answer.assignment) == (("1",), {"1": "1"})


def test_the_last_of_edges_given_twice_counts_in_either_direction():
    road = {"nodes": 3, "edges": [[0, 1, 9], [1, 2, 6], [1, 0, 4]]}

    answer = solved(on_the_road("p-median", distance={"graph": road}))

    assert answer.value == 700


@pytest.mark.parametrize("model", ["p-median", "max-cover", "capacitated-p-median"])
def test_twice_the_people_are_twice_the_value(model):
    for seed in range(10):
        content = random_content(np.random.default_rng(seed), model)
        for site in content["sites"]:
            site["capacity"] = None
        twice = content | {"demand": [point | {"weight": 2 * point["weight"]} for point in content["demand"]]}

        one, two = solved(location_problem_from(content)), solved(location_problem_from(twice))

        assert (two.status, two.value and two.value / 2) == (one.status, one.value and pytest.approx(one.value))


@pytest.mark.parametrize("model", ["p-median", "p-center", "max-cover"])
def test_one_more_site_is_never_worse(model):
    for seed in range(10):
        content = random_content(np.random.default_rng(seed), model)
        content["p"] = min(content["p"], len(content["sites"]) - 1)
        if not content["p"]:
            continue

        few, more = (solved(location_problem_from(content | {"p": content["p"] + extra})) for extra in (0, 1))

        if few.value is not None:
            assert more.value <= few.value + 1e-9 or (model == "max-cover" and more.value >= few.value - 1e-9)


@pytest.mark.parametrize("model", MODELS)
def test_an_answer_to_begin_from_is_never_lost(model):
    problem = location_problem_from(random_content(np.random.default_rng(7), model, points=12))
    best = solved(problem)

    again = solved(problem, start=best, seconds=1e-6)

    assert again.value == pytest.approx(best.value)


@pytest.mark.parametrize("model", MODELS)
def test_a_caller_who_cancels_still_gets_an_answer(model):
    told = []
    problem = location_problem_from(random_content(np.random.default_rng(7), model, points=12))

    answer = solved(problem, on_progress=lambda progress: bool(told.append(progress)))

    assert answer.status in ("optimal", "feasible")
    assert len(told) <= 1
