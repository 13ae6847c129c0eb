"""`twiza plan fairest`: the greatest floor that every area can be given, as a problem to plan."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming, positive, refuse_unwritable, whole
from twiza_planning.commands.executor_choice import add_executor_options, executor_for
from twiza_planning.commands.progress_line import ProgressLine

if TYPE_CHECKING:
    from twiza_planning.caravans.fairest import GreatestFloor
    from twiza_planning.caravans.problem import CaravanProblem

DESCRIPTION = """Find the largest share of its need that every area can be given at once, and write PROBLEM with it as
its area_floor: `twiza plan caravans` then finds the plan of greatest value that gives every area as much."""
EXITS = "Exits with 0 and a problem; 1 when no plan keeps the locked routes; 2 when the problem cannot be read."
LEAST_SECONDS = 1.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "fairest", help="find the greatest floor for all areas", description=DESCRIPTION, epilog=EXITS
    )
    parser.add_argument("problem", metavar="PROBLEM.json", type=Path, help="the problem, a twiza-caravan/1 file")
    parser.add_argument("--out", metavar="FLOORED.json", type=Path, required=True, help="where it is written again")
    parser.add_argument("--seconds", type=positive, default=60.0, help="stop after this time (60)")
    parser.add_argument("--seed", type=whole(least=0), default=1, help="start of the random choices (1)")
    add_executor_options(parser)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Find the greatest floor and write the problem with it. Raises NotUnderstood."""
    from twiza_planning.caravans.read_problem import read_problem  # noqa: PLC0415 -- slow import
    from twiza_planning.text_file import read_text, write_text  # noqa: PLC0415 -- slow import

    started = time.perf_counter()
    with naming(arguments.out):
        refuse_unwritable(arguments.out)
    with naming(arguments.problem):
        problem, said = read_problem(arguments.problem), json.loads(read_text(arguments.problem))
    found = find_floor(problem, arguments, max(LEAST_SECONDS, arguments.seconds - (time.perf_counter() - started)))
    if not found.plan.why:
        with naming(arguments.out):
            write_text(arguments.out, json.dumps(said | {"area_floor": found.reached}, ensure_ascii=False) + "\n")
    print_outcome(found, arguments)
    return 1 if found.plan.why else 0


def find_floor(problem: CaravanProblem, arguments: argparse.Namespace, seconds: float) -> GreatestFloor:
    """Return the greatest floor found in some seconds."""
    from twiza_planning.caravans.fairest import greatest_floor  # noqa: PLC0415 -- slow import

    with ProgressLine(sys.stderr) as line, executor_for(arguments) as executor:
        return greatest_floor(problem, seconds=seconds, seed=arguments.seed, executor=executor, on_progress=line.show)


def print_outcome(found: GreatestFloor, arguments: argparse.Namespace) -> None:
    """Say on standard output how much every area can be given."""
    if arguments.json:
        figures = {"floor": found.reached, "out_of_reach": found.most, "why": list(found.plan.why)}
        sys.stdout.write(json.dumps(figures | {"out": str(arguments.out)}, ensure_ascii=False) + "\n")
    elif found.plan.why:
        sys.stdout.write("There is no feasible plan:\n" + "".join(f"- {sentence}\n" for sentence in found.plan.why))
    else:
        least = "" if found.most == 1.0 else f"; {found.most:.2%} is proven to be too much for some"
        sys.stdout.write(f"Every area can be given {found.reached:.2%} of its need{least}: {arguments.out}\n")
