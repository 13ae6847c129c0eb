"""`twiza plan check`: say whether a plan is feasible and its figures are right."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming

if TYPE_CHECKING:
    from twiza_planning.checks import Verdict
    from twiza_planning.json_shape import Node
    from twiza_planning.location.answer import LocationAnswer
    from twiza_planning.location.checks import AnswerVerdict
    from twiza_planning.location.problem import LocationProblem
    from twiza_planning.rounds.problem import RoundsProblem

DESCRIPTION = """Check a plan of caravans, rounds, or an answer of location against its problem: every rule, and every
figure that it states. Only its routes, rounds or open sites are needed."""
EXITS = "Exits with 0 when the plan is feasible; 1 with every rule broken; 2 when a file cannot be read."


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "check", help="check a plan of caravans, rounds or sites", description=DESCRIPTION, epilog=EXITS
    )
    parser.add_argument(
        "problem", metavar="PROBLEM.json", type=Path, help="a twiza-caravan/1, twiza-rounds/1 or -location/1 file"
    )
    parser.add_argument(
        "plan", metavar="PLAN.json", type=Path, help="a twiza-plan/1, twiza-rounds-answer/1 or -location-answer/1"
    )
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check a plan and print the verdict. Raises NotUnderstood."""
    from twiza_planning.json_file import read_json  # noqa: PLC0415 -- slow import
    from twiza_planning.location import read_problem as location  # noqa: PLC0415 -- slow import
    from twiza_planning.rounds import read_rounds as rounds  # noqa: PLC0415 -- slow import

    with naming(arguments.problem):
        node = read_json(arguments.problem)
        said = node.value.get("format") if isinstance(node.value, dict) else None
        if said == rounds.FORMAT:
            return run_rounds(rounds.rounds_problem_at(node), arguments)
        if said == location.FORMAT:
            return run_location(location.location_problem_at(node), arguments)
    return run_caravans(node, arguments)


def run_caravans(node: Node, arguments: argparse.Namespace) -> int:
    """Check a plan of caravans and print the verdict. Raises NotUnderstood."""
    from twiza_planning.caravans.plan_file import read_stated_plan  # noqa: PLC0415 -- slow import
    from twiza_planning.caravans.read_problem import problem_at  # noqa: PLC0415 -- slow import
    from twiza_planning.checks import check_plan  # noqa: PLC0415 -- slow import

    with naming(arguments.problem):
        problem = problem_at(node)
    with naming(arguments.plan):
        plan = read_stated_plan(arguments.plan)
    verdict = check_plan(problem, plan)
    sys.stdout.write(as_json(verdict) if arguments.json else in_words(verdict))
    return 0 if verdict.feasible else 1


def run_rounds(problem: RoundsProblem, arguments: argparse.Namespace) -> int:
    """Check rounds and print the verdict. Raises NotUnderstood."""
    from twiza_planning.round_checks import check_rounds  # noqa: PLC0415 -- slow import
    from twiza_planning.rounds.answer_file import read_stated_rounds  # noqa: PLC0415 -- slow import

    with naming(arguments.plan):
        rounds, stated = read_stated_rounds(arguments.plan)
    verdict = check_rounds(problem, rounds, stated)
    figures = dataclasses.asdict(verdict) | {"feasible": verdict.feasible}
    words = [f"Feasible: rounds {len(rounds)}, cost {verdict.cost:.6g}."] if verdict.feasible else verdict.broken
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) if arguments.json else "\n".join(words))
    sys.stdout.write("\n")
    return 0 if verdict.feasible else 1


def run_location(problem: LocationProblem, arguments: argparse.Namespace) -> int:
    """Check an answer of location and print the verdict. Raises NotUnderstood."""
    from twiza_planning.location.answer_file import read_answer  # noqa: PLC0415 -- slow import
    from twiza_planning.location.checks import check_answer  # noqa: PLC0415 -- slow import

    with naming(arguments.plan):
        answer = read_answer(arguments.plan)
    verdict = check_answer(problem, answer)
    figures = dataclasses.asdict(verdict) | {"feasible": verdict.feasible}
    words = verdict.broken or [in_words_of_location(answer, verdict)]
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) if arguments.json else "\n".join(words))
    sys.stdout.write("\n")
    return 0 if verdict.feasible else 1


def in_words_of_location(answer: LocationAnswer, verdict: AnswerVerdict) -> str:
    """Return for a person the verdict on an answer that breaks no rule."""
    if verdict.value is None:
        return "The answer says that there is none, and why."
    return f"Feasible: open sites {len(answer.open)}, value {verdict.value:.6g}."


def as_json(verdict: Verdict) -> str:
    """Return the verdict for a machine."""
    from twiza_planning.caravans.plan_file import planned_to_json  # noqa: PLC0415 -- slow import

    figures = ("feasible", "broken", "value", "shortfall", "change", "cost", "minutes", "km")
    content = {name: getattr(verdict, name) for name in figures}
    content["routes"] = [planned_to_json(planned) for planned in verdict.routes]
    content["met"] = [dataclasses.asdict(met) for met in verdict.met]
    content["areas"] = [dataclasses.asdict(area) for area in verdict.areas]
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def in_words(verdict: Verdict) -> str:
    """Return the verdict for a person."""
    if verdict.feasible:
        return f"Feasible: routes {len(verdict.routes)}, value {verdict.value:.6g}.\n"
    return "".join(f"{sentence}\n" for sentence in verdict.broken)
