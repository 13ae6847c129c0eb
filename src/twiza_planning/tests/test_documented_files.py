"""The examples in docs/reference/file-formats.md are what the commands read and write."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from twiza_planning.cli import main

TEXT = (Path(__file__).parents[3] / "docs/reference/file-formats.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    """Return the example of that name in the document."""
    return re.search(rf"```(?:json|csv) {name}\n(.*?)```", TEXT, re.DOTALL).group(1)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with the examples."""
    monkeypatch.chdir(tmp_path)
    for name in ("problem", "plan", "localities", "facilities", "pairs"):
        (tmp_path / name).write_text(example(name))
    return tmp_path


def test_the_documented_plan_is_feasible_and_what_is_made(folder):
    checked = main(["check", "problem", "plan"])
    made = main(["caravans", "problem", "--out", "made"])

    assert (checked, made) == (0, 0)
    documented, plan = json.loads(example("plan")), json.loads((folder / "made").read_text())
    assert list(plan) == list(documented)
    assert plan["value"] == pytest.approx(documented["value"])
    assert [set(route["stops"]) for route in plan["routes"]] == [set(route["stops"]) for route in documented["routes"]]
    assert {reason["stop"]: reason for reason in plan["reasons"]} == {
        reason["stop"]: reason for reason in documented["reasons"]
    }


def test_the_documented_access_is_what_is_made(folder):
    code = main(["access", "--localities", "localities", "--facilities", "facilities", "--out", "made"])

    assert code == 0
    made = [line.split(",") for line in (folder / "made").read_text().splitlines()]
    documented = [line.split(",") for line in example("access").splitlines()]
    assert [(row[0], row[1], row[3]) for row in made] == [(row[0], row[1], row[3]) for row in documented]
    for row, told in zip(made[1:], documented[1:], strict=True):
        assert float(row[2]) == pytest.approx(float(told[2]), rel=1e-3)


def test_the_documented_pairs_are_read(folder):
    tables = ["--localities", "localities", "--facilities", "facilities", "--pairs", "pairs"]

    code = main(["access", *tables, "--out", "made"])

    assert code == 0
    assert (folder / "made").read_text().splitlines()[3] == "ifrane,,,"
