"""What is wrong is refused by its path; what cannot be says why."""

from __future__ import annotations

import json

import numpy as np
import pytest

from twiza_planning.cli import main
from twiza_planning.errors import NotUnderstood
from twiza_planning.location.distances import Table
from twiza_planning.location.locate import locate
from twiza_planning.location.problem import LocationProblem
from twiza_planning.location.read_problem import location_problem_from

TWO = [{"id": "a", "lat": 31.0, "lon": -6.0}, {"id": "b", "lat": 31.1, "lon": -6.0}]


def content(**others):
    whole = {"format": "twiza-location/1", "model": "p-median", "p": 1, "demand": TWO, "sites": TWO}
    return whole | {"distance": {"km": True}} | others


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"format": "twiza-caravan/1"}, 'format: "twiza-caravan/1" is not "twiza-location/1"'),
        ({"model": "p-mean"}, 'model: "p-mean" is not a known model: p-median, p-center, max-cover, set-cover, '),
        ({"radius": 3}, "radius: unknown key (did you mean radius_km?)"),
        ({"p": 3}, "p: 3 is above the number of sites, 2"),
        ({"p": 0}, "p: 0 is below 1"),
        ({"p": 1.5}, "p: 1.5 is not a whole number"),
        ({"p": None}, "p: missing: p-median needs the number of open sites"),
        ({"model": "max-cover"}, "radius_km: missing: max-cover needs a radius"),
        ({"model": "max-cover", "radius_km": -1}, "radius_km: -1 is negative"),
        ({"demand": []}, "demand: empty: at least one is needed"),
        ({"sites": [TWO[0], TWO[0]]}, "sites[1].id: already the id of sites[0]"),
        ({"demand": [TWO[0] | {"weight": -5}]}, "demand[0].weight: -5 is negative"),
        ({"demand": [TWO[0] | {"weight": float("nan")}]}, "demand[0].weight: NaN is not a finite number"),
        ({"demand": [TWO[0] | {"people": 3}]}, "demand[0].people: unknown key (known: id, weight, lat, lon)"),
        ({"sites": [TWO[0] | {"capacity": "many"}]}, 'sites[0].capacity: "many" is not a number'),
        ({"sites": [TWO[0] | {"open": 1}]}, "sites[0].open: 1 is neither true nor false"),
        ({"sites": [{"id": "a"}]}, "sites[0].lat: missing: a distance is computed from it"),
        ({"sites": [TWO[0] | {"lat": 91}]}, "sites[0].lat: 91 is above 90"),
        ({"distance": {"km": False}}, "distance.km: false says no distance: true, or a matrix, or a graph"),
        ({"distance": {}}, "distance: one of km, matrix and graph is expected"),
        ({"distance": {"matrix": [[1, 2]]}}, "distance.matrix: 1 rows where 2 are expected, one a demand"),
        ({"distance": {"matrix": [[1, 2], [3]]}}, "distance.matrix[1]: 1 values where 2 are expected, one a site"),
        ({"budget": -1}, "budget: -1 is negative"),
        ({"sites": [TWO[0] | {"cost": -1}, TWO[1]]}, "sites[0].cost: -1 is negative"),
        (
            {"sites": [TWO[0] | {"open": True, "forbidden": True}, TWO[1]]},
            "sites[0].forbidden: the site is open already and stays open",
        ),
        ({"distance": {"matrix": [[1, 2], [3, -4]]}}, "distance.matrix[1][1]: -4 is negative"),
        ({"distance": {"graph": {"nodes": 2, "edges": []}}}, 'demand[0].id: "a" is not a node (0 to 1)'),
    ],
)
def test_a_wrong_value_is_refused_by_its_path(others, sentence):
    with pytest.raises(NotUnderstood) as refusal:
        location_problem_from(content(**others))

    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("edge", "sentence"),
    [
        ([0, 5, 1], "distance.graph.edges[0][1]: 5 is above 1"),
        ([0, 1], "distance.graph.edges[0]: 2 values where [node, node, length] is expected"),
        ([0, 1, -1], "distance.graph.edges[0][2]: -1 is negative"),
        ([0, 1, float("inf")], "distance.graph.edges[0][2]: Infinity is not a finite number"),
    ],
)
def test_a_wrong_edge_is_refused_by_its_path(edge, sentence):
    graph = {"format": "twiza-location/1", "model": "p-median", "p": 1}

    with pytest.raises(NotUnderstood) as refusal:
        location_problem_from(graph | {"distance": {"graph": {"nodes": 2, "edges": [edge]}}})

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        (
            {"sites": [site | {"open": True} for site in TWO]},
            "2 sites are open already and stay open, more than p, 1.",
        ),
        (
            {"demand": None, "sites": None, "distance": {"graph": {"nodes": 3, "edges": [[0, 1, 1]]}}},
            "It takes 2 open sites for everyone to have a way to one, more than p, 1.",
        ),
        (
            {"demand": [{"id": "2"}], "sites": [{"id": "0"}], "distance": {"graph": {"nodes": 3, "edges": []}}},
            "Demand 2 has no way to any site.",
        ),
        ({"model": "set-cover", "radius_km": 1, "sites": TWO[:1]}, "Demand b has no site within 1."),
        (
            {"sites": [site | {"forbidden": True} for site in TWO]},
            "No site may be open: each is forbidden or costs more than the budget.",
        ),
        (
            {"p": 2, "sites": [TWO[0], TWO[1] | {"forbidden": True}]},
            "1 of 2 sites may be open, fewer than p, 2.",
        ),
        (
            {"p": 2, "budget": 5, "sites": [site | {"cost": 4} for site in TWO]},
            "The cheapest 2 sites cost 8, more than the budget, 5.",
        ),
        (
            {"model": "capacitated-p-median", "sites": [site | {"capacity": 1.5} for site in TWO]},
            "The weight in all is 2, and 1 sites can serve 1.5 at the most.",
        ),
    ],
)
def test_what_cannot_be_says_why(others, sentence):
    answer = locate(location_problem_from(content(**others)), seconds=60, gap=0, seed=1)

    assert (answer.status, answer.why, answer.value, answer.open) == ("infeasible", (sentence,), None, ())


def test_demand_of_weight_0_still_has_a_site():
    none = [point | {"weight": 0} for point in TWO]

    answer = locate(location_problem_from(content(demand=none)), seconds=60, gap=0, seed=1)

    assert (answer.status, answer.value, answer.bound, answer.gap) == ("optimal", 0, 0, 0)
    assert set(answer.assignment) == {"a", "b"}


@pytest.mark.parametrize(
    "others",
    [
        {"weights": np.array([1.0, -1.0])},
        {"weights": np.array([1.0, np.nan])},
        {"weights": np.array([1.0])},
        {"p": 0},
        {"p": 3},
        {"model": "other"},
        {"model": "max-cover"},
        {"sites": ["a", "a"]},
        {"is_open": np.zeros(3, dtype=bool)},
        {"is_open": np.ones(2, dtype=bool), "is_forbidden": np.ones(2, dtype=bool)},
        {"costs": np.array([1.0, np.nan])},
        {"budget": -1.0},
        {"capacity": np.array([1.0, np.nan])},
    ],
)
def test_a_problem_that_makes_no_sense_is_not_made(others):
    whole = {
        "model": "p-median",
        "demand": ["a", "b"],
        "sites": ["a", "b"],
        "distances": Table(np.zeros((2, 2))),
        "weights": np.ones(2),
        "is_open": np.zeros(2, dtype=bool),
        "capacity": np.full(2, np.inf),
        "p": 1,
    }

    with pytest.raises(ValueError, match="not understood"):
        LocationProblem(**(whole | others))


@pytest.mark.parametrize(
    ("others", "code", "status"),
    [
        ({}, 0, "optimal"),
        ({"sites": [site | {"open": True} for site in TWO]}, 1, "infeasible"),
        ({"p": -1}, 2, None),
    ],
)
def test_the_command_ends_with_its_exit_code_and_writes_what_it_found(tmp_path, capsys, others, code, status):
    (tmp_path / "p.json").write_text(json.dumps(content(**others)))

    ended = main(["locate", str(tmp_path / "p.json"), "--out", str(tmp_path / "a.json"), "--gap", "0"])

    assert ended == code
    written = json.loads((tmp_path / "a.json").read_text())["status"] if code < 2 else None
    assert written == status
    assert (tmp_path / "a.json").exists() == (code < 2)


def test_the_command_begins_from_an_answer_and_prints_json(tmp_path, capsys):
    problem, answer = tmp_path / "p.json", tmp_path / "a.json"
    problem.write_text(json.dumps(content()))
    main(["locate", str(problem), "--out", str(answer)])
    capsys.readouterr()

    ended = main(["locate", str(problem), "--out", str(answer), "--start", str(answer), "--json"])

    outcome = json.loads(capsys.readouterr().out)
    assert (ended, outcome["status"], outcome["open"]) == (0, "optimal", 1)


def test_why_is_told_of_the_first_few_only():
    demand = [{"id": str(place)} for place in range(25)]
    far = content(model="set-cover", radius_km=1, demand=demand, distance={"matrix": [[9, 9]] * 25})

    answer = locate(location_problem_from(far), seconds=60, gap=0, seed=1)

    assert (len(answer.why), answer.why[0], answer.why[-1]) == (
        21,
        "Demand 0 has no site within 1.",
        "So it is with 5 more.",
    )
