"""`twiza plan …` answers by its exit code: 0 done, 1 no, 2 not understood in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from twiza_planning.cli import main
from twiza_planning.tests.test_plan_file import CONTRACT as CONTRACT_PLAN
from twiza_planning.tests.test_read_problem import CONTRACT
from twiza_planning.tests.two_douars import content, route, team


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder that holds the two douars, and the paths in the tests short."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.json").write_text(json.dumps(content()))
    return tmp_path


def write(folder, name, value):
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value))


def test_caravans_writes_a_plan_that_check_agrees_with(folder, capsys):
    made = main(["caravans", "p.json", "--out", "plan.json"])
    checked = main(["check", "p.json", "plan.json", "--json"])

    plan, verdict = json.loads((folder / "plan.json").read_text()), capsys.readouterr().out.splitlines()[-1]
    assert (made, checked) == (0, 0)
    assert (plan["format"], plan["status"], plan["value"], plan["bound"]) == ("twiza-plan/1", "optimal", 180, 180)
    assert json.loads(verdict)["value"] == 180


def test_the_contract_is_planned_and_checked(folder, capsys):
    write(folder, "contract.json", CONTRACT)
    write(folder, "contract-plan.json", CONTRACT_PLAN)

    made = main(["caravans", "contract.json", "--out", "o.json", "--seconds", "60", "--gap", "0.001", "--seed", "1"])
    checked = main(["check", "contract.json", "o.json"])
    other = main(["check", "contract.json", "contract-plan.json"])

    assert (made, checked, other) == (0, 0, 1)
    assert json.loads((folder / "o.json").read_text())["value"] == 224
    assert "Team t1, day 1: there is no stop s7." in capsys.readouterr().out.splitlines()


def test_fairest_writes_the_problem_with_the_floor_that_a_plan_then_reaches(folder, capsys):
    write(folder, "p.json", content(days=1, teams=[team(day_minutes=125)]))

    found = main(["fairest", "p.json", "--out", "floored.json", "--seconds", "20"])
    planned = main(["caravans", "floored.json", "--out", "plan.json"])

    floored, plan = (json.loads((folder / name).read_text()) for name in ("floored.json", "plan.json"))
    assert (found, planned) == (0, 0)
    assert capsys.readouterr().out.startswith("Every area can be given 50.00% of its need; ")
    assert floored["area_floors"] == {"north": 1.0, "south": 0.5}
    assert [area["shortfall"] for area in plan["areas"]] == [0, 0]


def test_fairest_says_which_lock_breaks_a_rule(folder, capsys):
    write(folder, "p.json", content(locks=[route(1, "s1")], forbidden=[{"stop": "s1"}]))

    found = main(["fairest", "p.json", "--out", "floored.json", "--json"])

    assert found == 1
    assert json.loads(capsys.readouterr().out)["why"]
    assert not (folder / "floored.json").exists()


def test_caravans_says_as_json_how_it_ended(folder, capsys):
    main(["caravans", "p.json", "--out", "plan.json", "--json"])

    outcome = json.loads(capsys.readouterr().out)
    assert outcome.pop("seconds") >= 0
    assert outcome == {
        "status": "optimal",
        "value": 180,
        "bound": 180,
        "gap": 0,
        "routes": 1,
        "why": [],
        "out": "plan.json",
    }


def test_caravans_writes_why_there_is_no_plan(folder, capsys):
    write(folder, "p.json", content(locks=[route(1, "s1")], forbidden=[{"stop": "s1"}]))

    made = main(["caravans", "p.json", "--out", "plan.json"])
    checked = main(["check", "p.json", "plan.json"])

    plan = json.loads((folder / "plan.json").read_text())
    assert (made, checked, plan["status"], plan["routes"]) == (1, 1, "infeasible", [])
    assert "s1" in " ".join(plan["why"])


def test_check_names_every_broken_rule(folder, capsys):
    write(folder, "plan.json", {"routes": [route(1, "s1"), route(2, "s1")], "value": 1})

    code = main(["check", "p.json", "plan.json"])

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        "Stop s1: 2 visits, at most 1 are allowed (visits_max).",
        "value: 1 stated, the routes give 140.",
    ]


def test_check_says_as_json_what_the_routes_are_worth(folder, capsys):
    write(folder, "plan.json", {"routes": [route(1, "s1", "s1")]})

    code = main(["check", "p.json", "plan.json", "--json"])

    assert code == 1
    assert json.loads(capsys.readouterr().out) == {
        "feasible": False,
        "broken": ["Team t1, day 1: stop s1 is in the route 2 times."],
        "value": 140,
        "shortfall": 0,
        "change": None,
        "cost": 0,
        "minutes": 180,
        "km": 0,
        "routes": [route(1, "s1", "s1", minutes=180, km=0)],
        "met": [
            {"locality": "azrou", "specialty": "general", "share": 1},
            {"locality": "bouznika", "specialty": "general", "share": 0.5},
        ],
        "areas": [
            {"area": "north", "need": 100, "met": 100, "shortfall": 0},
            {"area": "south", "need": 40, "met": 20, "shortfall": 0},
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "no.json", "p.json"], "twiza plan check: no.json: cannot be read (no such file or directory)"),
        (["check", "p.json", "p.json"], "twiza plan check: p.json: days: unknown key (known: format, status, "),
        (["check", "bad.json", "p.json"], "twiza plan check: bad.json: stops[0].service_minutes: -5 is negative"),
        (
            ["caravans", "bad.json", "--out", "o.json"],
            "twiza plan caravans: bad.json: stops[0].service_minutes: -5 is",
        ),
        (["caravans", "cut.json", "--out", "o.json"], "twiza plan caravans: cut.json: not JSON at line 1, column 12:"),
        (["caravans", "p.json", "--out", "."], "twiza plan caravans: .: is a folder: give the name of a file"),
        (["caravans", "p.json", "--out", "no/o.json"], "twiza plan caravans: no/o.json: the folder no does not exist"),
        (["caravans", "p.json"], "twiza plan caravans: the following arguments are required: --out"),
        (
            ["caravans", "p.json", "--out", "o", "--seconds", "0"],
            "twiza plan caravans: argument --seconds: 0 is not a",
        ),
        (["caravans", "p.json", "--out", "o", "--seconds", "x"], "twiza plan caravans: argument --seconds: invalid"),
        (
            ["caravans", "p.json", "--out", "o", "--gap", "-1"],
            "twiza plan caravans: argument --gap: -1 is not a number",
        ),
        (
            ["caravans", "p.json", "--out", "o", "--gap", "nan"],
            "twiza plan caravans: argument --gap: nan is not a num",
        ),
        (["caravans", "p.json", "--out", "o", "--seed", "1.5"], "twiza plan caravans: argument --seed: invalid whole"),
        (
            ["caravans", "p.json", "--out", "o", "--workers", "0"],
            "twiza plan caravans: argument --workers: 0 is not a",
        ),
        (["fly"], "twiza plan: argument COMMAND: invalid choice: 'fly'"),
        ([], "twiza plan: the following arguments are required: COMMAND"),
    ],
)
def test_what_is_not_understood_is_one_sentence_and_leaves_nothing(folder, capsys, arguments, sentence):
    write(folder, "bad.json", content(stops=[{"id": "s1", "service_minutes": -5}]))
    write(folder, "cut.json", '{"days": 3,')

    code = main(arguments)

    told = capsys.readouterr()
    assert (code, told.out, told.err.count("\n")) == (2, "", 1)
    assert told.err.startswith(sentence)
    assert sorted(path.name for path in folder.iterdir()) == ["bad.json", "cut.json", "p.json"]


def test_an_id_that_moves_the_cursor_is_shown_on_one_line(folder, capsys):
    write(folder, "p.json", content(locks=[route(1, "s\n\x1b[2J9")]))

    code = main(["check", "p.json", "p.json"])

    told = capsys.readouterr().err
    assert (code, told.count("\n"), "\x1b" in told) == (2, 1, False)


@pytest.mark.parametrize("command", [[], ["caravans"], ["check"], ["access"]])
def test_help_is_told_on_request(capsys, command):
    code = main([*command, "--help"])

    assert code == 0
    assert capsys.readouterr().out.startswith(" ".join(["usage: twiza plan", *command]))


def test_planning_starts_without_django_or_scipy():
    script = (
        "import sys; from twiza_planning.cli import main; code = main(['--help']);"
        "print(code, *(name for name in ('django', 'scipy', 'highspy') if name in sys.modules))"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "0"


def test_a_plan_is_made_without_django(folder):
    script = (
        "import sys; from twiza_planning.cli import main; code = main(['caravans', 'p.json', '--out', 'o.json']);"
        "print(code, 'django' in sys.modules, 'twiza' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "0 False False"


def test_a_cluster_that_is_not_there_is_said(tmp_path, capsys):
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(content()), encoding="utf-8")

    code = main(["caravans", str(problem), "--out", str(tmp_path / "plan.json"), "--cluster", "tcp://127.0.0.1:1"])

    said = capsys.readouterr().err
    assert (code, said.startswith("twiza plan caravans: --cluster: "), said.count("\n")) == (2, True, 1)
