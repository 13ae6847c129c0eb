"""Read and write an answer to a rounds problem (`twiza-rounds-answer/1`), and its day lists (CSV)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from twiza_planning.caravans.read_problem import refuse_other_format
from twiza_planning.json_file import read_json, write_json
from twiza_planning.json_shape import Node
from twiza_planning.rounds.answer import RoundsPlan
from twiza_planning.rounds.problem import Round, RoundsProblem
from twiza_planning.rounds.read_rounds import ROUND_KEYS, read_round
from twiza_planning.text_file import write_text

FORMAT = "twiza-rounds-answer/1"
FIGURES = ("missed", "missed_bound", "walking", "unevenness", "cost", "bound", "gap")
ANSWER_KEYS = ("format", "status", "rounds", "missed_visits", *FIGURES, "change", "seconds", "seed")
LIST_COLUMNS = ("agent", "day", "rank", "home", "arrival_minutes", "visit_minutes")


def write_rounds(path: Path | str, plan: RoundsPlan) -> None:
    """Write an answer file, whole or not at all. Raises NotUnderstood when the place cannot be written."""
    write_json(Path(path), rounds_to_json(plan))


def rounds_to_json(plan: RoundsPlan) -> dict[str, object]:
    """Return an answer as it stands in its file."""
    content: dict[str, object] = {"format": FORMAT, "status": plan.status}
    content |= {name: getattr(plan, name) for name in FIGURES}
    content["rounds"] = [
        {
            "agent": walked.round.agent,
            "day": walked.round.day,
            "homes": list(walked.round.homes),
            "walking": walked.walking,
            "minutes": walked.minutes,
        }
        for walked in plan.rounds
    ]
    content["missed_visits"] = [{"home": one.home, "visits": one.visits} for one in plan.missed_visits]
    if plan.change is not None:
        content["change"] = plan.change
    return content | {"seconds": plan.seconds, "seed": plan.seed}


def read_stated_rounds(path: Path | str) -> tuple[tuple[Round, ...], dict[str, float]]:
    """Return the rounds in an answer file, and the figures it states by name. Raises NotUnderstood."""
    fields = read_json(Path(path)).fields(known=ANSWER_KEYS, required=("rounds",))
    if "format" in fields:
        refuse_other_format(fields["format"], FORMAT)
    rounds = tuple(_stated_round(item) for item in fields["rounds"].items())
    return rounds, {name: fields[name].number() for name in (*FIGURES, "change") if name in fields}


def _stated_round(node: Node) -> Round:
    return read_round(node.fields(known=ROUND_KEYS, required=("agent", "day", "homes")))


def write_day_lists(path: Path | str, problem: RoundsProblem, plan: RoundsPlan) -> None:
    """
    Write who goes where in which order as CSV, a row a visit, with minutes since the start of the round.

    Raises NotUnderstood when the place cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LIST_COLUMNS)
    for walked in plan.rounds:
        writer.writerows(_visits(problem, walked.round))
    write_text(Path(path), text.getvalue())


def _visits(problem: RoundsProblem, walked: Round) -> list[tuple[object, ...]]:
    ranks = {home.id: rank for rank, home in enumerate(problem.homes)}
    here = next(rank for rank, agent in enumerate(problem.agents) if agent.id == walked.agent)
    minutes = 0.0
    rows: list[tuple[object, ...]] = []
    for rank, name in enumerate(walked.homes, start=1):
        there = len(problem.agents) + ranks[name]
        minutes += float(problem.minutes[here, there])
        stay = problem.homes[ranks[name]].visit_minutes
        rows.append((walked.agent, walked.day, rank, name, round(minutes, 1), stay))
        minutes, here = minutes + stay, there
    return rows
