"""Tasks by priority: the cases that server and devices replay, and that the order of those asked changes nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from twiza.case_management.child_health.tasks import (
    ChildToDo,
    DangerSeen,
    HouseholdTasks,
    LateDose,
    OpenAlert,
    household_tasks,
    late_only,
)

CASES = json.loads((Path(__file__).parent / "tasks_cases.json").read_text())["cases"]


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def child_from(said: dict[str, Any]) -> ChildToDo:
    parts = {
        "alerts": tuple(OpenAlert(one["code"], day(one["due_on"])) for one in said.get("alerts", ())),
        "danger": danger_from(said["danger"]) if "danger" in said else None,
        "visit_due_on": day(said.get("visit_due_on")),
        "late_doses": tuple(
            LateDose(one["dose"], dt.date.fromisoformat(one["due_on"])) for one in said.get("late_doses", ())
        ),
    }
    return ChildToDo(**(said | parts))


def danger_from(said: dict[str, Any]) -> DangerSeen:
    return DangerSeen(dt.date.fromisoformat(said["on"]), said["delay_hours"])


def told(homes: tuple[HouseholdTasks, ...]) -> list[dict[str, Any]]:
    return [
        {
            "household": home.household,
            "tasks": [
                {
                    "child": one.child,
                    "kind": one.kind.value,
                    "due_on": one.due_on.isoformat() if one.due_on else None,
                    "about": list(one.about),
                }
                for one in home.tasks
            ],
        }
        for home in homes
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_that_server_and_devices_replay(case):
    children = [child_from(said) for said in case["children"]]
    on, until = dt.date.fromisoformat(case["on"]), dt.date.fromisoformat(case["until"])

    found = [household_tasks(asked, on=on, until=until) for asked in (children, children[::-1])]

    assert [told(one) for one in found] == [case["expected"]] * 2


def test_what_is_late_leaves_the_rest_out():
    on = dt.date(2026, 11, 23)
    late, today = on - dt.timedelta(days=1), on
    children = [
        ChildToDo("a", "H1", visit_due_on=today),
        ChildToDo("b", "H1", visit_due_on=late),
        ChildToDo("c", "H2", alerts=(OpenAlert("AL4", None),)),
    ]

    found = late_only(household_tasks(children, on=on, until=on), on=on)

    assert [(home.household, [one.child for one in home.tasks]) for home in found] == [("H1", ["b"])]
