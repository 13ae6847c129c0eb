"""
The fairest floors: whoever gets least gets as much as can be, then whoever gets least of the others, and so on.

Lexicographic max-min fairness (Rawls, 1971; Ogryczak and Sliwinski, 2006), level by level. The greatest floor that all
areas of a level can be given at once is sought by halving what lies between the best share reached and the least one
known to be out of reach; a plan often reaches more than the floor it was asked for, and the next is tried above that.
Then every area that a plan leaves at this floor is asked more for; those for which there is no more stay there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor as whole_below

from twiza_planning.caravans.floor import area_needs
from twiza_planning.caravans.plan import Plan
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.caravans.watch import Listener, Watch
from twiza_planning.executors import Executor

STEPS_MAX = 12
# Floors are stated to so many parts, and sought no closer.
PARTS = 10_000
# The value is not sought: the first plan that reaches the floors is as good as any.
ANY_VALUE = 1.0
ROUNDING = 1e-6
# Of the time left, for one plan.
SHARE = 0.25

Floors = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class FloorLevel:
    """
    The areas that stay at a floor, and the least share that is proven to be out of reach for all then left at once.

    `is_proven` says that none of these areas can be given more, be all others given what they are.
    """

    floor: float
    out_of_reach: float
    areas: tuple[str, ...]
    is_proven: bool


@dataclass(frozen=True, slots=True)
class FairestFloors:
    """
    The levels found, the lowest first, and a plan that reaches them all.

    Areas of no level were still to be settled when the time ended, if `rest_is_open`: `rest` is the floor they have.
    The plan is infeasible, with why, when the locked routes break a rule.
    """

    levels: tuple[FloorLevel, ...]
    rest: float
    rest_is_open: bool
    plan: Plan

    @property
    def floors(self) -> dict[str, float]:
        """The floor of each area of a level."""
        return {area: level.floor for level in self.levels for area in level.areas}


def fairest_floors(
    problem: CaravanProblem,
    *,
    seconds: float,
    seed: int,
    executor: Executor | None = None,
    on_progress: Listener | None = None,
) -> FairestFloors:
    """Return the fairest floors found; floors that the problem has do not count. As for `plan_caravans`."""
    seeker = _Seeker(problem, Watch(seconds=seconds, on_progress=on_progress), seed, executor, on_progress)
    levels: list[FloorLevel] = []
    while seeker.free and not seeker.plan.why and not seeker.watch.stopped:
        levels.append(seeker.settle_level())
    return FairestFloors(tuple(levels), seeker.rest, bool(seeker.free), seeker.plan)


class _Seeker:
    """The floors settled so far, the areas still free, and a plan that gives each what it is settled to have."""

    def __init__(
        self,
        problem: CaravanProblem,
        watch: Watch,
        seed: int,
        executor: Executor | None,
        on_progress: Listener | None,
    ) -> None:
        self.problem, self.watch, self.seed = problem, watch, seed
        self.executor, self.on_progress = executor, on_progress
        self.settled: dict[str, float] = {}
        self.free = [area for area, need in area_needs(problem).items() if need > 0]
        self.rest = 0.0
        self.plan = self.planned({})

    def planned(self, floors: Floors) -> Plan:
        """Return a plan under floors by area."""
        asked = replace(self.problem, area_floor=0.0, area_floors=dict(floors))
        return plan_caravans(
            asked,
            seconds=self.watch.left * SHARE,
            gap=ANY_VALUE,
            seed=self.seed,
            executor=self.executor,
            on_progress=self.on_progress,
        )

    def floors_with(self, floor: float) -> dict[str, float]:
        """Return the floors settled, and one for all that are free."""
        return self.settled | dict.fromkeys(self.free, floor)

    def settle_level(self) -> FloorLevel:
        """Find the greatest floor of all that are free, and settle those that can have no more."""
        out_of_reach = self.raise_floor()
        held, is_proven = self.held_at(self.rest)
        self.settled |= dict.fromkeys(held, self.rest)
        self.free = [area for area in self.free if area not in held]
        return FloorLevel(self.rest, out_of_reach, tuple(held), is_proven)

    def raise_floor(self) -> float:
        """Raise the floor of all that are free as far as can be; return the least share proven out of reach."""
        reached, untried, tried, out_of_reach = self.least_share(self.plan), 1.0, 1.0, 1.0
        for _ in range(STEPS_MAX):
            if untried - reached <= 1 / PARTS or self.watch.stopped:
                break
            found = self.planned(self.floors_with(tried))
            if keeps(found, self.floors_with(tried)):
                reached, self.plan = self.least_share(found), found
            else:
                # Where the least shortfall is proven and is not nothing, so much cannot be given to all.
                untried, out_of_reach = tried, tried if found.status == "optimal" else out_of_reach
                if keeps(found, self.settled) and self.least_share(found) > reached:
                    reached, self.plan = self.least_share(found), found
            tried = (reached + untried) / 2
        self.rest = stated(reached)
        return out_of_reach

    def held_at(self, floor: float) -> tuple[list[str], bool]:
        """Return the free areas that cannot be given more than a floor while others keep it, and whether proven."""
        if floor >= 1:
            return list(self.free), True
        more, is_proven, unable = floor + 2 / PARTS, True, set[str]()
        while (low := [area for area in self.low(more) if area not in unable]) and not self.watch.stopped:
            raised = [area for area in self.free if area not in self.low(more)]
            asked = self.floors_with(floor) | dict.fromkeys([*raised, low[0]], more)
            found = self.planned(asked)
            if keeps(found, asked):
                self.plan = found
                continue
            unable.add(low[0])
            is_proven = is_proven and found.status == "optimal"
        return self.low(more), is_proven and not self.watch.stopped

    def low(self, share: float) -> list[str]:
        """Return the free areas that the plan gives less than a share."""
        shares = shares_of(self.plan)
        return [area for area in self.free if shares[area] < share - ROUNDING]

    def least_share(self, plan: Plan) -> float:
        """Return the least share that a plan gives an area that is free."""
        shares = shares_of(plan)
        return min((shares.get(area, 0.0) for area in self.free), default=1.0)


def shares_of(plan: Plan) -> dict[str, float]:
    """Return the share of its need that each area is given."""
    return {area.area: area.met / area.need for area in plan.areas if area.need > 0}


def keeps(plan: Plan, floors: Floors) -> bool:
    """Say whether a plan gives every area its floor."""
    shares = shares_of(plan)
    return all(shares.get(area, 0.0) >= floor - ROUNDING for area, floor in floors.items())


def stated(share: float) -> float:
    """Return a share as floors are stated."""
    return whole_below(share * PARTS + ROUNDING) / PARTS
