"""Plan caravans that belong together: search, prove, explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.locks import broken_locks, unreachable_locks, without_repeated_locks
from twiza_planning.caravans.plan import Plan
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.reasons import reasons_of
from twiza_planning.caravans.search import Found, find_plan, improve_routes, tidied
from twiza_planning.caravans.travelled import Measure
from twiza_planning.caravans.watch import Listener, Watch

GAP_TOLERANCE = 1e-9
# Figures closer than this are the same figure (relative above 1).
ROUNDING = 1e-6
# Time kept for the reasons of a plan whose search ran out of time.
KEPT_SHARE = 0.1
KEPT_SECONDS = 5.0
# Part of it for taking out visits that gain nothing.
TIDYING_SHARE = 0.4


def plan_together(
    problem: CaravanProblem, *, seconds: float, gap: float, seed: int, on_progress: Listener | None = None
) -> Plan:
    """Return the best plan found in one search. Parameters and errors are those of `plan_caravans`."""
    watch = Watch(seconds=seconds, on_progress=on_progress)
    problem = without_repeated_locks(problem)
    why = broken_locks(problem)
    if why:
        return replace(_infeasible(why, seed), seconds=watch.elapsed)
    watch.keep(min(KEPT_SHARE * seconds, KEPT_SECONDS))
    watch.report("routes")
    effort = Effort(watch, gap, seed)
    return _explained(problem, find_plan(problem, effort), effort)


def plan_from(
    problem: CaravanProblem, routes: Sequence[Route], bound: float, effort: Effort, *, seconds: float
) -> Plan:
    """Return the best plan found from routes that keep every rule; no plan less its changes is worth over `bound`."""
    effort.watch.keep(min(KEPT_SHARE * seconds, KEPT_SECONDS))
    return _explained(problem, improve_routes(problem, routes, bound, effort), effort)


def _explained(problem: CaravanProblem, found: Found | None, effort: Effort) -> Plan:
    """Return what was found as a plan, with reasons as far as there is time; why there is none otherwise."""
    watch = effort.watch
    if found is None:
        return replace(_infeasible(unreachable_locks(problem), effort.seed), seconds=watch.elapsed)
    watch.keep(0.0)
    watch.report("reasons")
    with watch.sharing(TIDYING_SHARE):
        found = tidied(problem, found, watch=watch)
    plan = _plan(problem, found, effort.gap)
    has_time = watch.left > found.weighing
    reasons = reasons_of(problem, found.best.routes, watch=watch) if has_time else ()
    return replace(plan, reasons=reasons, seconds=watch.elapsed, seed=effort.seed)


def _plan(problem: CaravanProblem, found: Found, gap: float) -> Plan:
    worth, change = found.best.worth, found.best.change
    bound = min(found.bound + change, found.ceiling)
    if bound <= worth.value + ROUNDING * max(1.0, worth.value):
        bound = worth.value
    measure = Measure(problem)
    distance = (bound - worth.value) / bound if bound > 0 else 0.0
    return Plan(
        status="optimal" if found.floor_proven and distance <= gap + GAP_TOLERANCE else "feasible",
        value=worth.value,
        bound=bound,
        gap=distance,
        routes=tuple(measure.travelled(route) for route in found.best.routes),
        met=worth.met,
        areas=worth.areas,
        change=None if problem.previous is None else change,
    )


def _infeasible(why: tuple[str, ...], seed: int) -> Plan:
    return Plan(status="infeasible", value=0.0, bound=0.0, gap=0.0, why=why, seed=seed)
