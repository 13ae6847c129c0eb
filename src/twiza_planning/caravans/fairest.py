"""
The greatest floor: the largest share of its need that every area can be given at once (max-min fairness: Rawls, 1971).

Floors are tried by halving what lies between the best share reached and the least one known to be out of reach. A plan
often reaches more than the floor it was asked for, and the next floor is tried above that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor as whole_below

from twiza_planning.caravans.plan import AreaNeed, Plan
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.caravans.watch import Listener, Watch
from twiza_planning.executors import Executor

STEPS_MAX = 12
# Floors are stated to so many parts, and sought no closer.
PARTS = 10_000
# The value is not sought: the first plan that reaches the floor is as good as any.
ANY_VALUE = 1.0
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class GreatestFloor:
    """
    The share that every area is given by `plan`, and the least share that is proven to be out of reach for some.

    1 is out of nobody's reach. The plan is infeasible, with why, when the locked routes break a rule.
    """

    reached: float
    most: float
    plan: Plan


def greatest_floor(
    problem: CaravanProblem,
    *,
    seconds: float,
    seed: int,
    executor: Executor | None = None,
    on_progress: Listener | None = None,
) -> GreatestFloor:
    """Return the greatest floor found; the floor that the problem has does not count. As for `plan_caravans`."""
    watch = Watch(seconds=seconds, on_progress=on_progress)
    plan = _plan(problem, 0.0, seconds / 4, seed, executor, on_progress)
    reached, most, untried, tried = least_share(plan.areas), 1.0, 1.0, 1.0
    for _ in range(STEPS_MAX):
        if plan.why or untried - reached <= 1 / PARTS or watch.stopped:
            break
        found = _plan(problem, tried, watch.left / 3, seed, executor, on_progress)
        share = least_share(found.areas)
        if share < tried - ROUNDING:
            untried = tried
            # Where the least shortfall is proven and is not nothing, so much cannot be given to all.
            most = tried if found.status == "optimal" else most
        if share > reached:
            reached, plan = share, found
        tried = (reached + untried) / 2
    return GreatestFloor(whole_below(reached * PARTS + ROUNDING) / PARTS, most, plan)


def _plan(
    problem: CaravanProblem,
    floor: float,
    seconds: float,
    seed: int,
    executor: Executor | None,
    on_progress: Listener | None,
) -> Plan:
    asked = replace(problem, area_floor=floor)
    return plan_caravans(asked, seconds=seconds, gap=ANY_VALUE, seed=seed, executor=executor, on_progress=on_progress)


def least_share(areas: tuple[AreaNeed, ...]) -> float:
    """Return the least share of its need that an area is given; 1 where nobody needs anything."""
    return min((area.met / area.need for area in areas if area.need > 0), default=1.0)
