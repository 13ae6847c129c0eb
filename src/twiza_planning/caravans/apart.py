"""Plan the parts of a problem apart, and join their plans: values, bounds and changes sum."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from twiza_planning.caravans.part_tasks import Told, plan_task, run_parts
from twiza_planning.caravans.plan import Plan, PlannedRoute, Reason
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.watch import Listener
from twiza_planning.caravans.whole import GAP_TOLERANCE
from twiza_planning.caravans.worth import worth_of
from twiza_planning.executors import Executor


def plan_apart(
    problem: CaravanProblem,
    parts: Sequence[CaravanProblem],
    *,
    seconds: float,
    gap: float,
    seed: int,
    executor: Executor,
    on_progress: Listener | None,
) -> Plan:
    """Return the plan of a problem whose parts are planned apart. Other parameters are those of `plan_caravans`."""
    told = Told(on_progress, time.perf_counter(), len(parts))
    plans = run_parts(plan_task, parts, seconds=seconds, gap=gap, seed=seed, executor=executor, told=told)
    return replace(joined_plan(problem, plans, gap), seconds=time.perf_counter() - told.start, seed=seed)


def joined_plan(problem: CaravanProblem, plans: Sequence[Plan], gap: float) -> Plan:
    """Return the plan that parts make together; infeasible as soon as one is."""
    why = tuple(sentence for plan in plans for sentence in plan.why)
    if why:
        return Plan(status="infeasible", value=0.0, bound=0.0, gap=0.0, why=why)
    routes = _routes(problem, plans)
    worth = worth_of(problem, [planned.route for planned in routes])
    bound = max(worth.value, sum(plan.bound for plan in plans))
    distance = (bound - worth.value) / bound if bound > 0 else 0.0
    lacks_least = not problem.has_floor or all(plan.status == "optimal" for plan in plans)
    return Plan(
        status="optimal" if lacks_least and distance <= gap + GAP_TOLERANCE else "feasible",
        value=worth.value,
        bound=bound,
        gap=distance,
        routes=routes,
        met=worth.met,
        areas=worth.areas,
        reasons=_reasons(routes, plans),
        change=None if problem.previous is None else sum(plan.change or 0.0 for plan in plans),
    )


def _routes(problem: CaravanProblem, plans: Sequence[Plan]) -> tuple[PlannedRoute, ...]:
    rank = {team.id: number for number, team in enumerate(problem.teams)}
    routes = [planned for plan in plans for planned in plan.routes]
    return tuple(sorted(routes, key=lambda planned: (rank[planned.route.team], planned.route.day)))


def _reasons(routes: Sequence[PlannedRoute], plans: Sequence[Plan]) -> tuple[Reason, ...]:
    """Return the reasons in the order of all routes; none at all when the time of a part ended before."""
    if any(plan.routes and not plan.reasons for plan in plans):
        return ()
    by_route: dict[tuple[str, int], tuple[Reason, ...]] = {}
    for plan in plans:
        reasons = iter(plan.reasons)
        for planned in plan.routes:
            route = planned.route
            by_route[route.team, route.day] = tuple(next(reasons) for _ in route.stops)
    return tuple(reason for planned in routes for reason in by_route[planned.route.team, planned.route.day])
