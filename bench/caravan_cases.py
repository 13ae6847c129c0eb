"""Caravans by routing libraries, each in a process of its own: the stops they visit in the seconds given.

They know prizes of stops and not people whom two stops share: each stop has the prize of the people it serves best.
The way costs next to nothing, so that short ways are found and no prize is left for them. All times are the minutes
given, rounded up to thousandths so that every answer keeps the day. What they visit is worth what our checks say,
elsewhere: the HiGHS inside OR-Tools and ours do not bear one process.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from bench.alone import measure, run_case
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.read_problem import read_problem

INSTANCES = Path(__file__).resolve().parent / "instances"
SECONDS = 30
TICKS = 1000
PRIZE_UNITS = 1000
VROOM_PRIORITY_MAX = 100

Found = tuple[dict[str, np.ndarray], float, float]


def by_pyvrp(problem: CaravanProblem) -> Iterable[int]:
    """Return the stops that PyVRP visits: optional clients with prizes, a vehicle for each team and day."""
    import pyvrp  # noqa: PLC0415 -- a peer
    from pyvrp.stop import MaxRuntime  # noqa: PLC0415 -- a peer

    model = pyvrp.Model()
    places = [model.add_location(x=0, y=0) for _ in (*problem.teams, *problem.stops)]
    for place, team in zip(places, problem.teams, strict=False):
        depot = model.add_depot(place)
        model.add_vehicle_type(
            num_available=problem.days,
            capacity=[problem.stops_per_day_max],
            start_depot=depot,
            end_depot=depot,
            shift_duration=int(team.day_minutes * TICKS),
        )
    for place, stop, prize in zip(places[len(problem.teams) :], problem.stops, prizes_of(problem), strict=True):
        service = math.ceil(stop.service_minutes * TICKS)
        model.add_client(place, delivery=[1], service_duration=service, prize=int(prize), required=False)
    for here, there in np.ndindex(problem.travel.minutes.shape):
        if here != there:
            minutes = float(problem.travel.minutes[here, there])
            model.add_edge(
                places[here], places[there], distance=math.ceil(minutes), duration=math.ceil(minutes * TICKS)
            )
    best = model.solve(stop=MaxRuntime(SECONDS), seed=1, display=False).best
    return [activity.idx for route in best.routes() for activity in route.schedule() if activity.is_client()]


def by_ortools(problem: CaravanProblem) -> Iterable[int]:
    """Return the stops that OR-Tools visits: disjunctions with prizes, guided local search."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415 -- a peer

    bases = [team for team in range(len(problem.teams)) for _day in range(problem.days)]
    manager = pywrapcp.RoutingIndexManager(len(problem.teams) + len(problem.stops), len(bases), bases, bases)
    routing = pywrapcp.RoutingModel(manager)
    service = [0] * len(problem.teams) + [math.ceil(stop.service_minutes * TICKS) for stop in problem.stops]
    minutes = np.ceil(np.asarray(problem.travel.minutes) * TICKS).astype(int).tolist()

    def spent(start: int, end: int) -> int:
        here, there = manager.IndexToNode(start), manager.IndexToNode(end)
        return minutes[here][there] + service[here]

    def one(start: int) -> int:
        return int(manager.IndexToNode(start) >= len(problem.teams))

    day = int(problem.teams[0].day_minutes * TICKS)
    way = routing.RegisterTransitCallback(lambda start, end: spent(start, end) // TICKS)
    routing.SetArcCostEvaluatorOfAllVehicles(way)
    routing.AddDimension(routing.RegisterTransitCallback(spent), 0, day, True, "minutes")
    routing.AddDimension(routing.RegisterUnaryTransitCallback(one), 0, problem.stops_per_day_max, True, "stops")
    for stop, prize in enumerate(prizes_of(problem), start=len(problem.teams)):
        routing.AddDisjunction([manager.NodeToIndex(stop)], int(prize))
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.seconds = SECONDS
    solution = routing.SolveWithParameters(search)
    nodes = range(len(problem.teams), len(problem.teams) + len(problem.stops))
    return [
        node - len(problem.teams)
        for node in nodes
        if solution.Value(routing.NextVar(manager.NodeToIndex(node))) != manager.NodeToIndex(node)
    ]


def by_vroom(problem: CaravanProblem) -> Iterable[int]:
    """Return the stops that VROOM visits: priorities from 0 to 100, the best it can do in the seconds."""
    import vroom  # noqa: PLC0415 -- a peer

    model = vroom.Input()
    minutes = np.ceil(np.asarray(problem.travel.minutes) * TICKS).astype(np.uint32)
    model.set_durations_matrix("car", minutes)
    prizes = prizes_of(problem)
    for number, team in enumerate(problem.teams):
        for day in range(problem.days):
            limit = int(team.day_minutes * TICKS)
            name = number * problem.days + day
            model.add_vehicle(
                vroom.Vehicle(
                    name, start=number, end=number, time_window=(0, limit), max_tasks=problem.stops_per_day_max
                )
            )
    for number, stop in enumerate(problem.stops):
        priority = round(VROOM_PRIORITY_MAX * prizes[number] / prizes.max())
        service = math.ceil(stop.service_minutes * TICKS)
        model.add_job(
            vroom.Job(number, location=len(problem.teams) + number, default_service=service, priority=priority)
        )
    found = model.solve(exploration_level=5, nb_threads=1)
    return [int(number) for number in found.routes.loc[found.routes.type == "job", "id"]]


def prizes_of(problem: CaravanProblem) -> np.ndarray:
    """
    Return what each stop is worth, in units small enough for whole numbers: of those who live near several, each is
    counted at the stop that serves her best, the dearest of equals.

    Counted at every stop near them, people would be visited again and again: by up to a quarter less is reached so.
    """
    alone, near = np.zeros(len(problem.stops)), defaultdict[int, list[tuple[float, int]]](list)
    for (locality, stop), share in problem.share.items():
        alone[stop] += worth_of(problem, locality) * share
        near[locality].append((share, stop))
    worth = np.zeros(len(problem.stops))
    for locality, stops in near.items():
        share, _alone, stop = max((share, alone[stop], stop) for share, stop in stops)
        worth[stop] += worth_of(problem, locality) * share
    return np.round(worth * PRIZE_UNITS)


def worth_of(problem: CaravanProblem, locality: int) -> float:
    """Return what it is worth to meet all the need of a locality."""
    people = problem.localities[locality]
    return people.equity * sum(people.need.values())


def case_of(solve: Callable[[CaravanProblem], Iterable[int]], instance: str) -> Callable[[int], Found]:
    """Return the case in which a peer solves an instance; its seed is the peer's own."""

    def case(_seed: int) -> Found:
        problem = read_problem(INSTANCES / f"{instance}.json")
        stops, seconds, mib = measure(lambda: solve(problem), runs=1)
        return {"stops": np.array(list(stops), int)}, seconds, mib

    return case


PEERS = {"pyvrp": by_pyvrp, "ortools": by_ortools, "vroom": by_vroom}
NAMES = ("spread-20-days", "spread-10-days", "overlap-10-days")
CASES = {f"{peer}-{name}": case_of(solve, name) for peer, solve in PEERS.items() for name in NAMES}

if __name__ == "__main__":
    run_case(CASES)
