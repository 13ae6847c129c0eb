"""`twiza plan rounds`: make rounds of home visits and write them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming, number, positive, refuse_unwritable, whole
from twiza_planning.commands.executor_choice import add_executor_options, executor_for
from twiza_planning.commands.progress_line import ProgressLine

if TYPE_CHECKING:
    from twiza_planning.rounds.answer import RoundsPlan
    from twiza_planning.rounds.problem import RoundsProblem

DESCRIPTION = """Plan rounds: which agent visits which homes on which day and in which order, missing as few visits as
can be, with even days and little walking. PROBLEM is a twiza-rounds/1 file; the answer is twiza-rounds-answer/1."""
EXITS = "Exits with 0 and rounds; 2 when the problem cannot be read. Visits for which there is no room are named."


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser("rounds", help="make rounds of home visits", description=DESCRIPTION, epilog=EXITS)
    parser.add_argument("problem", metavar="PROBLEM.json", type=Path, help="the problem, a twiza-rounds/1 file")
    parser.add_argument("--out", metavar="ANSWER.json", type=Path, required=True, help="where the answer is written")
    parser.add_argument("--days", metavar="LISTS.csv", type=Path, help="where each agent's day lists are written")
    parser.add_argument("--seconds", type=positive, default=60.0, help="stop after this time (60)")
    parser.add_argument("--gap", type=number(least=0, most=1), default=0.001, help="stop at this gap (0.001)")
    parser.add_argument("--seed", type=whole(least=0), default=1, help="start of the random choices (1)")
    add_executor_options(parser)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make rounds, check them, write them, and say how good they are. Raises NotUnderstood."""
    from twiza_planning.rounds.answer_file import write_day_lists, write_rounds  # noqa: PLC0415 -- slow import
    from twiza_planning.rounds.read_rounds import read_rounds_problem  # noqa: PLC0415 -- slow import

    for place in filter(None, (arguments.out, arguments.days)):
        with naming(place):
            refuse_unwritable(place)
    with naming(arguments.problem):
        problem = read_rounds_problem(arguments.problem)
    plan = make_rounds(problem, arguments)
    with naming(arguments.out):
        write_rounds(arguments.out, plan)
    if arguments.days is not None:
        with naming(arguments.days):
            write_day_lists(arguments.days, problem, plan)
    sys.stdout.write(as_json(plan, arguments.out) if arguments.json else in_words(plan, arguments.out))
    return 0


def make_rounds(problem: RoundsProblem, arguments: argparse.Namespace) -> RoundsPlan:
    """Return rounds that the checks agree with."""
    from twiza_planning.round_checks import confirm_rounds  # noqa: PLC0415 -- slow import
    from twiza_planning.rounds.solve import plan_rounds  # noqa: PLC0415 -- slow import

    with ProgressLine(sys.stderr) as line, executor_for(arguments) as executor:
        plan = plan_rounds(
            problem,
            seconds=arguments.seconds,
            gap=arguments.gap,
            seed=arguments.seed,
            executor=executor,
            on_progress=line.show,
        )
    return confirm_rounds(problem, plan)


def as_json(plan: RoundsPlan, out: Path) -> str:
    """Return the outcome for a machine."""
    names = ("status", "missed", "missed_bound", "walking", "unevenness", "cost", "bound", "gap", "change", "seconds")
    content = {name: getattr(plan, name) for name in names}
    return json.dumps(content | {"rounds": len(plan.rounds), "out": str(out)}, ensure_ascii=False) + "\n"


def in_words(plan: RoundsPlan, out: Path) -> str:
    """Return the outcome for a person."""
    missed = sum(one.visits for one in plan.missed_visits)
    return (
        f"Rounds {plan.status}: {len(plan.rounds)}, visits missed {missed}, walking {plan.walking:.0f} minutes,"
        f" cost at most {plan.gap:.1%} above the least possible, in {plan.seconds:.1f} s: {out}\n"
    )
