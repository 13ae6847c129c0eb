"""
A budget shared by price between parts that nothing else links.

Each part is relaxed under some share of the money. Its prices say what no plan of it is worth more than, under any
other share. The split for which these bounds together promise most is tried next, until the relaxations keep what was
promised (cutting planes: Kelley, 1960): one more of money then earns the same in every part, and no plan of the whole
is worth more than the promise. The parts are planned apart under their shares; what they leave over is spent where it
earns most, by taking the joined plan apart in places and filling it again.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.optimize import linprog

from twiza_planning.caravans.apart import joined_plan
from twiza_planning.caravans.ceiling import value_within_reach
from twiza_planning.caravans.cost import route_cost
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.generate import Cut, price_budgets
from twiza_planning.caravans.locks import broken_locks
from twiza_planning.caravans.part_tasks import PartTask, Told, plan_task, run_parts
from twiza_planning.caravans.plan import Plan
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import TooManyRoutes
from twiza_planning.caravans.watch import Listener, TimeIsUp, Watch
from twiza_planning.caravans.whole import plan_from, plan_together
from twiza_planning.executors import Executor

# Parts of the time for splitting the budget, and then for planning under it.
SPLIT_SHARE = 0.4
PLAN_SHARE = 0.85
# Of the time left for splitting, what each round of relaxations may take.
ROUND_SHARE = 0.7
SPLITS_MAX = 6
# What is tried of the first shares, to know how each part's worth grows with its money.
FIRST_TRIALS = (1.0, 0.5, 0.75, 1.4, 2.0)
# Part of the gap asked for that may be left between what a split promises and what its relaxations keep.
OPEN_SHARE = 0.2


def plan_under_budget(
    problem: CaravanProblem,
    parts: Sequence[CaravanProblem],
    *,
    seconds: float,
    gap: float,
    seed: int,
    executor: Executor,
    on_progress: Listener | None,
) -> Plan:
    """Return the plan of a problem whose parts share its budget. Other parameters are those of `plan_caravans`."""
    if broken_locks(problem):
        return plan_together(problem, seconds=seconds, gap=gap, seed=seed, on_progress=on_progress)
    watch = Watch(seconds=seconds, on_progress=on_progress)
    told = Told(on_progress, time.perf_counter(), len(parts))
    split = split_budget(
        problem, parts, seconds=SPLIT_SHARE * seconds, gap=gap, seed=seed, executor=executor, told=told
    )
    funded = [replace(part, budget=share) for part, share in zip(parts, split.shares, strict=True)]
    plans = run_parts(
        plan_task, funded, seconds=PLAN_SHARE * watch.left, gap=gap, seed=seed, executor=executor, told=told
    )
    joined = joined_plan(problem, plans, gap)
    if joined.why:
        return replace(joined, seconds=watch.elapsed, seed=seed)
    routes = [planned.route for planned in joined.routes]
    return plan_from(problem, routes, split.bound, Effort(watch, gap, seed), seconds=seconds)


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Shares of a budget by part, and what no plan of the whole less its changes is worth more than."""

    shares: tuple[float, ...]
    bound: float


def split_budget(
    problem: CaravanProblem,
    parts: Sequence[CaravanProblem],
    *,
    seconds: float,
    gap: float,
    seed: int,
    executor: Executor,
    told: Told,
) -> Split:
    """Return the shares at which one more of money earns alike in all parts, as far as found in `seconds`."""
    watch = Watch(seconds=seconds)
    bounds = [_Bound(part) for part in parts]
    shares, kept = _first_shares(problem, bounds), 0.0
    best = Split(tuple(shares.tolist()), sum(bound.ceiling for bound in bounds))
    trials: Sequence[float] = FIRST_TRIALS
    for _ in range(SPLITS_MAX):
        funded = [replace(part, budget=share) for part, share in zip(parts, shares.tolist(), strict=True)]
        relax = partial(relax_task, trials=trials)
        found = run_parts(
            relax, funded, seconds=ROUND_SHARE * watch.left, gap=gap, seed=seed, executor=executor, told=told
        )
        for bound, cuts in zip(bounds, found, strict=True):
            bound.cuts.extend(cuts)
        worth = sum(bound.at(share) for bound, share in zip(bounds, shares.tolist(), strict=True))
        tried = best.shares if worth <= kept else tuple(shares.tolist())
        shares, promise = _most_promising(problem, bounds)
        best, kept, trials = Split(tried, min(best.bound, promise)), max(kept, worth), (1.0,)
        if promise - kept <= OPEN_SHARE * gap * abs(promise) or watch.stopped or not told.is_waiting:
            break
    return best


def relax_task(task: PartTask, trials: Sequence[float]) -> tuple[Cut, ...]:
    """
    Return what a part is worth at most under some multiples of its share; nothing where there is no time to know.

    Only the money that its locked routes leave is multiplied.
    """
    watch = Watch(seconds=task.seconds, on_progress=task.on_progress)
    locked, share = _locked(task.problem), _budget(task.problem)
    budgets = [locked + trial * (share - locked) for trial in trials]
    try:
        return price_budgets(task.problem, budgets, Effort(watch, task.gap, task.seed))
    except (TooManyRoutes, TimeIsUp):
        return ()


class _Bound:
    """What no plan of one part is worth more than, by its share of the budget."""

    def __init__(self, part: CaravanProblem) -> None:
        self.slots = len(part.teams) * part.days
        self.ceiling = value_within_reach(part)
        self.locked = _locked(part)
        self.cuts = [Cut(0.0, self.ceiling, 0.0)]

    def at(self, share: float) -> float:
        return min(cut.bound + cut.price * (share - cut.budget) for cut in self.cuts)


def _first_shares(problem: CaravanProblem, bounds: Sequence[_Bound]) -> Matrix:
    """Return the money that locked routes do not take, split by teams and days."""
    locked = np.array([bound.locked for bound in bounds])
    slots = np.array([bound.slots for bound in bounds], float)
    return np.asarray(locked + max(0.0, _budget(problem) - locked.sum()) * slots / max(1.0, slots.sum()))


def _most_promising(problem: CaravanProblem, bounds: Sequence[_Bound]) -> tuple[Matrix, float]:
    """Return the shares for which the bounds sum to most, and their sum."""
    count = len(bounds)
    rows = [
        (-cut.price * _one(rank, count), _one(rank, count), cut.bound - cut.price * cut.budget)
        for rank, bound in enumerate(bounds)
        for cut in bound.cuts
    ]
    spent = (np.ones(count), np.zeros(count), _budget(problem))
    best = linprog(
        np.concatenate([np.zeros(count), -np.ones(count)]),
        A_ub=[np.concatenate([shares, worths]) for shares, worths, _ in [spent, *rows]],
        b_ub=[most for _, _, most in [spent, *rows]],
        bounds=[(bound.locked, None) for bound in bounds] + [(None, None)] * count,
    )
    if best.x is None or best.fun is None:
        raise RuntimeError(f"A budget was not split: {best.message}")
    return best.x[:count], -best.fun


def _one(rank: int, count: int) -> Matrix:
    one: Matrix = np.eye(count)[rank]
    return one


def _locked(problem: CaravanProblem) -> float:
    return sum(route_cost(problem, lock) for lock in problem.locks)


def _budget(problem: CaravanProblem) -> float:
    assert problem.budget is not None, "Only a budget is split."  # noqa: S101
    return problem.budget
