"""Caravans beside routing libraries at 30 seconds. Ours must never be worth less, and more where people are shared."""

from __future__ import annotations

from collections.abc import Iterator

from bench.alone import has_peers, measured_alone
from bench.caravan_cases import NAMES, SECONDS
from bench.engine import INSTANCES, planned
from bench.figures import Figure
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.read_problem import read_problem
from twiza_planning.checks import value_of_routes

PEERS = {"pyvrp": "PyVRP", "ortools": "OR-Tools", "vroom": "VROOM"}
# What a peer may reach of our value, in percent: all of it, or 1.5 % less where two stops serve the same people.
AT_MOST = {"spread-20-days": 100.0, "spread-10-days": 100.0, "overlap-10-days": 100 / 1.015}


def measured() -> Iterator[Figure]:
    """Yield what each peer reaches of our value on each published case."""
    if not has_peers("PyVRP, OR-Tools and VROOM"):
        return
    for name in NAMES:
        problem = read_problem(INSTANCES / f"{name}.json")
        _seconds, plan = planned(INSTANCES / f"{name}.json")
        for peer, title in PEERS.items():
            stops = measured_alone("caravan_cases", f"{peer}-{name}", 1).found["stops"]
            share = worth(problem, stops.tolist()) / plan["value"] * 100
            yield Figure(f"caravans {name}: {title} at {SECONDS} s, its value in ours", share, "%", AT_MOST[name])


def worth(problem: CaravanProblem, stops: list[int]) -> float:
    """Return what stops are worth together, whoever visits them when."""
    names = tuple(problem.stops[stop].id for stop in stops)
    return value_of_routes(problem, [Route(problem.teams[0].id, 1, names)])


if __name__ == "__main__":
    for figure in measured():
        print(figure.row(), flush=True)
