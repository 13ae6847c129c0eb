"""Rounds of home visits: how far above its proven bound a month costs."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.figures import Figure
from bench.round_cases import team
from twiza_planning.round_checks import confirm_rounds
from twiza_planning.rounds.solve import plan_rounds

SECONDS = 60
# Agents, homes, and the gap promised in percent.
CASES = ((2, 40, 5.0), (5, 200, 10.0))


def measured() -> Iterator[Figure]:
    """Yield the gap of each case, and the processor seconds it took."""
    for agents, homes, gap in CASES:
        problem = team(agents, homes, 1)
        before = time.process_time()
        plan = confirm_rounds(problem, plan_rounds(problem, seconds=SECONDS, gap=0.001, seed=1))
        name = f"rounds of {agents} agents, {homes} homes, a month"
        yield Figure(f"{name}: gap within {SECONDS} s", plan.gap * 100, "%", gap)
        yield Figure(f"{name}: processor seconds", time.process_time() - before, "s")


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
