"""`twiza plan caravans`: make a plan and write it."""

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
    from twiza_planning.caravans.plan import Plan
    from twiza_planning.caravans.problem import CaravanProblem

DESCRIPTION = """Plan caravans: which team goes to which stops on which day, for the greatest value within the rules.
PROBLEM is a twiza-caravan/1 file; the plan is written as twiza-plan/1."""
LEAST_SECONDS = 1.0
EXITS = "Exits with 0 and a plan; 1 when there is none (the file says why); 2 when the problem cannot be read."


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser("caravans", help="make a plan of caravans", description=DESCRIPTION, epilog=EXITS)
    parser.add_argument("problem", metavar="PROBLEM.json", type=Path, help="the problem, a twiza-caravan/1 file")
    parser.add_argument("--out", metavar="PLAN.json", type=Path, required=True, help="where the plan is written")
    parser.add_argument("--seconds", type=positive, default=60.0, help="stop after this time (60)")
    parser.add_argument("--gap", type=number(least=0, most=1), default=0.001, help="stop at this gap (0.001)")
    parser.add_argument("--seed", type=whole(least=0), default=1, help="start of the random choices (1)")
    add_executor_options(parser)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a plan, check it, write it, and say how good it is. Raises NotUnderstood."""
    from twiza_planning.caravans.plan_file import write_plan  # noqa: PLC0415 -- slow import
    from twiza_planning.caravans.read_problem import read_problem  # noqa: PLC0415 -- slow import

    started = time.perf_counter()
    with naming(arguments.out):
        refuse_unwritable(arguments.out)
    with naming(arguments.problem):
        problem = read_problem(arguments.problem)
    # The time asked for is that of the whole command.
    left = max(LEAST_SECONDS, arguments.seconds - (time.perf_counter() - started))
    plan = make_plan(problem, arguments, seconds=left)
    with naming(arguments.out):
        write_plan(arguments.out, plan)
    print_outcome(plan, arguments)
    return 1 if plan.status == "infeasible" else 0


def make_plan(problem: CaravanProblem, arguments: argparse.Namespace, *, seconds: float) -> Plan:
    """Return a plan that the checks agree with."""
    from twiza_planning.caravans.solve import plan_caravans  # noqa: PLC0415 -- slow import
    from twiza_planning.checks import confirm_plan  # noqa: PLC0415 -- slow import

    with ProgressLine(sys.stderr) as line, executor_for(arguments) as executor:
        plan = plan_caravans(
            problem,
            seconds=seconds,
            gap=arguments.gap,
            seed=arguments.seed,
            executor=executor,
            on_progress=line.show,
        )
    return confirm_plan(problem, plan)


def print_outcome(plan: Plan, arguments: argparse.Namespace) -> None:
    """Say on standard output how good the plan is."""
    if arguments.json:
        figures = {"status": plan.status, "value": plan.value, "bound": plan.bound, "gap": plan.gap}
        counts = {"routes": len(plan.routes), "seconds": plan.seconds, "why": list(plan.why)}
        sys.stdout.write(json.dumps(figures | counts | {"out": str(arguments.out)}, ensure_ascii=False) + "\n")
    elif plan.status == "infeasible":
        sys.stdout.write("There is no feasible plan:\n" + "".join(f"- {sentence}\n" for sentence in plan.why))
    else:
        sys.stdout.write(
            f"Plan {plan.status}: routes {len(plan.routes)}, value {plan.value:.6g}, at most {plan.gap:.4%} under the"
            f" best possible, in {plan.seconds:.1f} s: {arguments.out}\n"
        )
