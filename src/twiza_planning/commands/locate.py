"""`twiza plan locate`: say where posts should be, and write it."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming, number, positive, refuse_unwritable, whole
from twiza_planning.commands.executor_choice import add_executor_options, executor_for
from twiza_planning.commands.progress_line import ProgressLine

if TYPE_CHECKING:
    from twiza_planning.location.answer import LocationAnswer

DESCRIPTION = """Say where posts should be: p-median, p-centre, maximal covering, set covering, capacitated p-median.
PROBLEM is a twiza-location/1 file; the answer is written as twiza-location-answer/1."""
LEAST_SECONDS = 1.0
EXITS = "Exits with 0 and an answer; 1 when there is none (the file says why); 2 when the problem cannot be read."


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser("locate", help="choose where posts should be", description=DESCRIPTION, epilog=EXITS)
    parser.add_argument("problem", metavar="PROBLEM.json", type=Path, help="the problem, a twiza-location/1 file")
    parser.add_argument("--out", metavar="ANSWER.json", type=Path, required=True, help="where the answer is written")
    parser.add_argument("--start", "--from", metavar="ANSWER.json", type=Path, help="an answer to begin from")
    parser.add_argument("--seconds", type=positive, default=60.0, help="stop after this time (60)")
    parser.add_argument("--gap", type=number(least=0, most=1), default=0.001, help="stop at this gap (0.001)")
    parser.add_argument("--seed", type=whole(least=0), default=1, help="start of the random choices (1)")
    add_executor_options(parser)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Find an answer, check it, write it, and say how good it is. Raises NotUnderstood."""
    from twiza_planning.location.answer_file import write_answer  # noqa: PLC0415 -- slow import

    started = time.perf_counter()
    with naming(arguments.out):
        refuse_unwritable(arguments.out)
    answer = make_answer(arguments, started)
    with naming(arguments.out):
        write_answer(arguments.out, answer)
    print_outcome(answer, arguments)
    return 1 if answer.status == "infeasible" else 0


def make_answer(arguments: argparse.Namespace, started: float) -> LocationAnswer:
    """Return an answer that the checks agree with; the time asked for is that of the whole command."""
    from twiza_planning.location.answer_file import read_answer  # noqa: PLC0415 -- slow import
    from twiza_planning.location.checks import confirm_answer  # noqa: PLC0415 -- slow import
    from twiza_planning.location.locate import locate  # noqa: PLC0415 -- slow import
    from twiza_planning.location.read_problem import read_location_problem  # noqa: PLC0415 -- slow import

    with naming(arguments.problem):
        problem = read_location_problem(arguments.problem)
    start = None
    if arguments.start is not None:
        with naming(arguments.start):
            start = read_answer(arguments.start)
    with ProgressLine(sys.stderr) as line, executor_for(arguments) as executor:
        answer = locate(
            problem,
            seconds=max(LEAST_SECONDS, arguments.seconds - (time.perf_counter() - started)),
            gap=arguments.gap,
            seed=arguments.seed,
            start=start,
            executor=executor,
            on_progress=line.show,
        )
    return confirm_answer(problem, answer)


def print_outcome(answer: LocationAnswer, arguments: argparse.Namespace) -> None:
    """Say on standard output how good the answer is."""
    if arguments.json:
        figures = {"status": answer.status, "value": answer.value, "bound": answer.bound, "gap": answer.gap}
        counts = {"open": len(answer.open), "seconds": answer.seconds, "why": list(answer.why)}
        sys.stdout.write(json.dumps(figures | counts | {"out": str(arguments.out)}, ensure_ascii=False) + "\n")
    elif answer.value is None or answer.gap is None:
        sys.stdout.write("There is no feasible answer:\n" + "".join(f"- {sentence}\n" for sentence in answer.why))
    else:
        sys.stdout.write(
            f"Answer {answer.status}: open sites {len(answer.open)}, value {answer.value:.6g}, at most"
            f" {answer.gap:.4%} from the best possible, in {answer.seconds:.1f} s: {arguments.out}\n"
        )
