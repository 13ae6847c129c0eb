"""The content of a report as a page or a sheet shows it: dates as dates, codes as words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.outreach.models import EvaluationBy, NotSeen
from twiza.outreach.report_content import Content


def report_context(content: Content) -> dict[str, Any]:
    """Return what the templates of a report need."""
    whom = dict(EvaluationBy.choices)
    return {
        "report": content,
        "starts_on": dt.date.fromisoformat(content["starts_on"]),
        "ends_on": dt.date.fromisoformat(content["ends_on"]),
        "days": [{**day, "on": dt.date.fromisoformat(day["on"])} for day in content["days"]],
        "why": [(NotSeen(row["why"]).label, row["count"]) for row in content["why"]],
        "evaluations": [evaluation_said(row, whom) for row in content["evaluations"]],
        "whom": list(EvaluationBy.choices),
        "decisions": [{**row, "due_on": dt.date.fromisoformat(row["due_on"])} for row in content["decisions"]],
        "gaps": [(name, row, dt.date.fromisoformat(row["until"])) for name, row in content["gap"].items() if row],
    }


def evaluation_said(row: Content, whom: dict[str, Any]) -> Content:
    """Return an evaluation with its day and who made it."""
    return {**row, "by": whom[row["by"]], "held_on": dt.date.fromisoformat(row["held_on"])}
