"""Plan the parts of a problem apart, and join their plans: values, bounds and changes sum."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from twiza_planning.caravans.plan import Plan, PlannedRoute, Reason
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.progress import Progress
from twiza_planning.caravans.watch import Listener
from twiza_planning.caravans.whole import GAP_TOLERANCE, plan_together
from twiza_planning.caravans.worth import worth_of
from twiza_planning.executors import Executor, Here

# What a part gets that nobody waits for any more: enough for a first plan.
HURRIED_SECONDS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class PartTask:
    """One part, and the effort it is worth."""

    problem: CaravanProblem
    seconds: float
    gap: float
    seed: int
    on_progress: Listener | None = None


def plan_task(task: PartTask) -> Plan:
    """Return the plan of one part."""
    return plan_together(
        task.problem, seconds=task.seconds, gap=task.gap, seed=task.seed, on_progress=task.on_progress
    )


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
    told = _Told(on_progress, time.perf_counter(), len(parts))
    listener = told.hear if isinstance(executor, Here) and on_progress is not None else None
    tasks = [
        PartTask(part, seconds * share, gap, seed, listener)
        for part, share in zip(parts, _shares(parts, executor.workers), strict=True)
    ]
    done = executor.run(plan_task, tasks, wanted=told.wanted)
    hurried = [replace(task, seconds=HURRIED_SECONDS, on_progress=None) for task in tasks]
    plans = [done[rank] if rank in done else plan_task(task) for rank, task in enumerate(hurried)]
    return replace(_joined(problem, plans, gap), seconds=time.perf_counter() - told.start, seed=seed)


def _shares(parts: Sequence[CaravanProblem], workers: int) -> list[float]:
    """Return which share of the time each part may take, when as many as there are workers run at once."""
    sizes = [len(part.stops) * len(part.teams) for part in parts]
    return [min(1.0, workers * size / sum(sizes)) for size in sizes]


@dataclass(slots=True, eq=False)
class _Told:
    """What the caller is told of the parts, and whether still waiting."""

    on_progress: Listener | None
    start: float
    parts: int
    done: int = 0
    is_waiting: bool = True

    def hear(self, progress: Progress) -> bool:
        """Tell the caller how far one part is."""
        return self._tell(replace(progress, share=(self.done + progress.share) / self.parts, value=None, bound=None))

    def wanted(self, done: int) -> bool:
        """Tell the caller how many parts are done, and return whether the others are still wanted."""
        self.done = done
        return self._tell(Progress("plan", done / self.parts, None, None, time.perf_counter() - self.start))

    def _tell(self, progress: Progress) -> bool:
        if self.is_waiting and self.on_progress is not None:
            self.is_waiting = self.on_progress(progress)
        return self.is_waiting


def _joined(problem: CaravanProblem, plans: Sequence[Plan], gap: float) -> Plan:
    why = tuple(sentence for plan in plans for sentence in plan.why)
    if why:
        return Plan(status="infeasible", value=0.0, bound=0.0, gap=0.0, why=why)
    routes = _routes(problem, plans)
    worth = worth_of(problem, [planned.route for planned in routes])
    bound = max(worth.value, sum(plan.bound for plan in plans))
    distance = (bound - worth.value) / bound if bound > 0 else 0.0
    lacks_least = problem.area_floor is None or all(plan.status == "optimal" for plan in plans)
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
