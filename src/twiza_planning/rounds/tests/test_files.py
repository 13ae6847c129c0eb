"""Rounds on files: what is refused and where, what is written, and the command."""

import csv
import json

import pytest

from twiza_planning.cli import main
from twiza_planning.errors import NotUnderstood
from twiza_planning.rounds.read_rounds import rounds_problem_from
from twiza_planning.rounds.tests.worlds import village_content

HOME = {"id": "home-1", "visit_minutes": 30}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"format": "twiza-caravan/1"}, 'format: "twiza-caravan/1" is not read here, only "twiza-rounds/1"'),
        ({"days": 0}, "days: 0 is below 1"),
        ({"homes": [HOME, HOME]}, 'homes[1].id: "home-1" is given twice'),
        ({"homes": [HOME | {"visit_minutes": -5}]}, "homes[0].visit_minutes: -5 is negative"),
        ({"homes": [HOME | {"visits": 1.5}]}, "homes[0].visits: 1.5 is not a whole number"),
        ({"homes": [HOME | {"agent": "zeinab"}]}, 'homes[0].agent: "zeinab" is not a known agent'),
        ({"homes": [HOME | {"class": "high"}]}, 'homes[0].class: "high" is not a known class'),
        ({"homes": [HOME | {"priority": 0}]}, "homes[0].priority: 0 is not above 0"),
        (
            {"homes": [HOME | {"gap_days_min": 3, "gap_days_max": 2}]},
            "homes[0].gap_days_max: 2 is below gap_days_min, 3",
        ),
        ({"travel": {"speed_kmh": 4, "detour": 1.2}}, "agents[0].lat: missing: travel is computed from it"),
        (
            {"travel": {"speed_kmh": 4, "minutes": []}},
            "travel: both a speed and a matrix: give speed_kmh and detour, or minutes",
        ),
        ({"absences": [{"agent": "aminata", "day": 9}]}, "absences[0].day: 9 is above 3"),
        (
            {"previous": [{"agent": "aminata", "day": 1, "homes": ["x"]}]},
            'previous[0].homes[0]: "x" is not a known home',
        ),
        ({"colour": 1}, "colour: unknown key"),
    ],
)
def test_a_wrong_value_is_refused_with_its_path(more, sentence):
    with pytest.raises(NotUnderstood) as refused:
        rounds_problem_from(village_content(**more))

    assert str(refused.value).startswith(sentence)


def test_the_command_writes_the_answer_and_the_day_lists(tmp_path, capsys):
    problem, answer, lists = tmp_path / "problem.json", tmp_path / "answer.json", tmp_path / "days.csv"
    problem.write_text(json.dumps(village_content()), encoding="utf-8")

    code = main(["rounds", str(problem), "--out", str(answer), "--days", str(lists), "--seconds", "5", "--json"])

    printed, written = json.loads(capsys.readouterr().out), json.loads(answer.read_text(encoding="utf-8"))
    assert (code, printed["walking"], written["walking"], written["missed_visits"]) == (0, 60.0, 60.0, [])
    rows = list(csv.DictReader(lists.read_text(encoding="utf-8").splitlines()))
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert {row["visit_minutes"] for row in rows} == {"30.0"}


def test_the_command_checks_what_it_wrote(tmp_path, capsys):
    problem, answer = tmp_path / "problem.json", tmp_path / "answer.json"
    problem.write_text(json.dumps(village_content()), encoding="utf-8")
    main(["rounds", str(problem), "--out", str(answer), "--seconds", "5"])

    good = main(["check", str(problem), str(answer)])
    changed = json.loads(answer.read_text(encoding="utf-8")) | {"walking": 1.0}
    answer.write_text(json.dumps(changed), encoding="utf-8")
    wrong = main(["check", str(problem), str(answer)])

    assert (good, wrong) == (0, 1)
    assert "walking: 1 is stated, 60 is right." in capsys.readouterr().out
