"""`twiza plan fairest`: the greatest floor that every area can be given, as a problem to plan."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming, positive, refuse_unwritable, whole
from twiza_planning.commands.executor_choice import add_executor_options, executor_for
from twiza_planning.commands.progress_line import ProgressLine

if TYPE_CHECKING:
    from twiza_planning.caravans.fairest import FairestFloors
    from twiza_planning.caravans.problem import CaravanProblem

DESCRIPTION = """Find the fairest floors: the largest share of its need that every area can be given at once, then the
largest that those can be given which can have more, and so on. Write PROBLEM with them as its area_floor and
area_floors: `twiza plan caravans` then finds the plan of greatest value that gives every area as much."""
EXITS = "Exits with 0 and a problem; 1 when no plan keeps the locked routes; 2 when the problem cannot be read."
LEAST_SECONDS = 1.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "fairest", help="find the fairest floors for all areas", description=DESCRIPTION, epilog=EXITS
    )
    parser.add_argument("problem", metavar="PROBLEM.json", type=Path, help="the problem, a twiza-caravan/1 file")
    parser.add_argument("--out", metavar="FLOORED.json", type=Path, required=True, help="where it is written again")
    parser.add_argument("--seconds", type=positive, default=60.0, help="stop after this time (60)")
    parser.add_argument("--seed", type=whole(least=0), default=1, help="start of the random choices (1)")
    add_executor_options(parser)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Find the fairest floors and write the problem with them. Raises NotUnderstood."""
    from twiza_planning.caravans.read_problem import read_problem  # noqa: PLC0415 -- slow import
    from twiza_planning.text_file import read_text, write_text  # noqa: PLC0415 -- slow import

    started = time.perf_counter()
    with naming(arguments.out):
        refuse_unwritable(arguments.out)
    with naming(arguments.problem):
        problem, said = read_problem(arguments.problem), json.loads(read_text(arguments.problem))
    found = find_floors(problem, arguments, max(LEAST_SECONDS, arguments.seconds - (time.perf_counter() - started)))
    if not found.plan.why:
        with naming(arguments.out):
            write_text(arguments.out, json.dumps(said | floors_of(found), ensure_ascii=False) + "\n")
    print_outcome(found, arguments)
    return 1 if found.plan.why else 0


def find_floors(problem: CaravanProblem, arguments: argparse.Namespace, seconds: float) -> FairestFloors:
    """Return the fairest floors found in some seconds."""
    from twiza_planning.caravans.fairest import fairest_floors  # noqa: PLC0415 -- slow import

    with ProgressLine(sys.stderr) as line, executor_for(arguments) as executor:
        return fairest_floors(problem, seconds=seconds, seed=arguments.seed, executor=executor, on_progress=line.show)


def floors_of(found: FairestFloors) -> dict[str, object]:
    """Return the floors as they stand in a problem: that of the areas still to be settled, and those of the others."""
    return {"area_floor": found.rest, "area_floors": found.floors}


def print_outcome(found: FairestFloors, arguments: argparse.Namespace) -> None:
    """Say on standard output how much the areas can be given."""
    if arguments.json:
        levels = [dataclasses.asdict(level) for level in found.levels]
        figures = {"levels": levels, "rest": found.rest, "why": list(found.plan.why)}
        sys.stdout.write(json.dumps(figures | {"out": str(arguments.out)}, ensure_ascii=False) + "\n")
    elif found.plan.why:
        sys.stdout.write("There is no feasible plan:\n" + "".join(f"- {sentence}\n" for sentence in found.plan.why))
    else:
        sys.stdout.write("".join(f"{sentence}\n" for sentence in sentences(found, arguments.out)))


def sentences(found: FairestFloors, out: Path) -> Iterator[str]:
    """Yield a sentence for each level, and one for what the time did not settle."""
    for number, level in enumerate(found.levels):
        least = "" if level.out_of_reach == 1.0 else f"; {level.out_of_reach:.2%} is proven to be too much for some"
        areas = "Every area" if number == 0 else "Without taking from those, every other area"
        stay = "" if level.floor == 1.0 else f" Areas that can have no more: {len(level.areas)}."
        yield f"{areas} can be given {level.floor:.2%} of its need{least}.{stay}"
    settled = "" if not found.rest_is_open else " The time ended before all areas were settled."
    yield f"Floors written to {out}.{settled}"
