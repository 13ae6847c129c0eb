"""`twiza plan check` on answers of location: every rule, and every figure that is stated."""

from __future__ import annotations

import json

import pytest

from twiza_planning.cli import main

# Four homes on a road, at 0, 1, 9 and 10 km; a site at each.
AT = {"a": 0.0, "b": 1.0, "c": 9.0, "d": 10.0}
MATRIX = [[abs(here - there) for there in AT.values()] for here in AT.values()]


def road(model, **more):
    """Return a problem on the road with two sites to open."""
    return {
        "format": "twiza-location/1",
        "model": model,
        "p": None if model == "set-cover" else 2,
        "demand": [{"id": name, "weight": 1.0} for name in AT],
        "sites": [{"id": name, "capacity": 2.0} for name in AT],
        "distance": {"matrix": MATRIX},
        "radius_km": 1.0,
    } | more


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Check an answer against a problem; return the exit code and what was said."""
    monkeypatch.chdir(tmp_path)

    def checked(problem, answer, *options):
        for name, content in (("p.json", problem), ("a.json", answer)):
            (tmp_path / name).write_text(json.dumps(content))
        code = main(["check", "p.json", "a.json", *options])
        return code, capsys.readouterr().out.splitlines()

    return checked


@pytest.mark.parametrize("model", ["p-median", "p-center", "max-cover", "set-cover", "capacitated-p-median"])
def test_what_locate_answers_is_found_right(check, tmp_path, model):
    (tmp_path / "r.json").write_text(json.dumps(road(model)))
    main(["locate", "r.json", "--out", "found.json"])
    found = json.loads((tmp_path / "found.json").read_text())

    code, said = check(road(model), found)

    assert (code, said[-1][:22]) == (0, "Feasible: open sites 2")


@pytest.mark.parametrize(
    ("model", "value"), [("p-median", 2.0), ("p-center", 1.0), ("max-cover", 4.0), ("set-cover", 2.0)]
)
def test_open_sites_alone_are_enough(check, model, value):
    code, said = check(road(model), {"open": ["a", "c"]}, "--json")

    assert code == 0
    assert json.loads(said[-1]) == {"broken": [], "value": value, "feasible": True}


@pytest.mark.parametrize(
    ("more", "answer", "sentence"),
    [
        ({}, {"open": ["a", "c"], "value": 3.0}, "The value is 2.0, not 3.0."),
        ({}, {"open": ["a", "c"], "value": 2.0, "bound": 1.0, "gap": 0.1}, "The gap is 0.5, not 0.1."),
        ({}, {"open": ["a"]}, "1 sites are open, not 2."),
        ({}, {"open": ["a", "z"]}, "There is no site z."),
        ({}, {"open": ["a", "c"], "assignment": dict.fromkeys("abcd", "b")}, "Site b serves and is not open."),
        (
            {"model": "capacitated-p-median"},
            {"open": ["a", "c"], "assignment": {"a": "a", "b": "a", "c": "a", "d": "c"}},
            "Site a serves 3 and can serve 2.",
        ),
        ({"model": "capacitated-p-median"}, {"open": ["a", "c"]}, "Demand a is served by none."),
        ({"model": "set-cover", "p": None}, {"open": ["a"]}, "Demand c is 9 from its site, out of reach."),
    ],
)
def test_what_is_wrong_is_named(check, more, answer, sentence):
    code, said = check(road("p-median") | more, answer)

    assert (code, said[0]) == (1, sentence)
