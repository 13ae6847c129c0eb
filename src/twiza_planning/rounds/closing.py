"""Close in on a schedule from below: bounds on what is missed, on the walking, and with that on the cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil, inf

import numpy as np

from twiza_planning.caravans.watch import Watch
from twiza_planning.executors import Executor, Here
from twiza_planning.rounds.aim import Aim, least_cost, least_missed_visits
from twiza_planning.rounds.bound import least_missed, least_walking
from twiza_planning.rounds.day_classes import DayClass, day_classes
from twiza_planning.rounds.day_price import evenness_between
from twiza_planning.rounds.master import Column, DayMaster
from twiza_planning.rounds.relaxation import bounds_closing_in
from twiza_planning.rounds.schedule import Ground, Schedule, Tour
from twiza_planning.rounds.search import FoundSchedule

# Shares of the time left that bounds on what is missed, and on walking alone, may take.
MISSED_SHARE = 0.3
WALKING_SHARE = 0.5
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Bounds:
    """What every plan misses at least, and what it costs at least if it misses no more than the schedule."""

    missed: float
    cost: float


def bounds_under(found: FoundSchedule, *, watch: Watch, executor: Executor | None = None) -> Bounds:
    """Return the closest bounds that the time allows."""
    ground = found.best.ground
    closing = _Closing(ground, found.best, day_classes(ground), list(found.days), watch, executor or Here())
    with watch.sharing(MISSED_SHARE):
        missed = closing.missed()
    return Bounds(missed, closing.cost())


@dataclass(frozen=True, slots=True, eq=False)
class _Closing:
    ground: Ground
    schedule: Schedule
    classes: Sequence[DayClass]
    days: Sequence[tuple[int, Tour]]
    watch: Watch
    executor: Executor
    grown: dict[Column, float] = field(default_factory=dict)

    def missed(self) -> float:
        """Return what every plan misses at least."""
        missed = least_missed(self.ground)
        if self.schedule.missed() > missed + ROUNDING:
            missed = max(missed, self._closest(least_missed_visits(self.ground, self.classes), enough=inf))
            if all(float(home.priority).is_integer() for home in self.ground.problem.homes):
                missed = float(ceil(missed - ROUNDING))
        return missed

    def cost(self) -> float:
        """Return what every plan costs at least that misses no more than the schedule."""
        missed, cost = self.schedule.missed(), self.schedule.cost()
        walking, visiting = max(0.0, least_walking(self.ground, missed=missed)), self._visiting(missed)
        closest = walking
        if self.ground.problem.balance > 0:
            closest = self._closest(self._aim(visiting[0] + walking, visiting[1] + cost, missed), enough=cost)
            with self.watch.sharing(WALKING_SHARE):
                walking = max(walking, self._closest(self._walking_aim(missed), enough=cost))
        aim = self._aim(visiting[0] + walking, visiting[1] + cost, missed)
        return max(walking, closest, self._closest(aim, enough=cost))

    def _aim(self, least: float, most: float, missed: float) -> Aim:
        return least_cost(self.ground, self.classes, evenness_between(self.ground, least, most), missed_most=missed)

    def _walking_aim(self, missed: float) -> Aim:
        """Return the aim of the least walking, be the days as uneven and changed as they may."""
        even = replace(evenness_between(self.ground, 0.0, 0.0), balance=0.0)
        prices = tuple(even.price(float(self.ground.limits[one.agent])) for one in self.classes)
        return Aim(prices, self.ground.visit_minutes, constant=0.0, change=0.0, missed_most=missed)

    def _visiting(self, missed: float) -> tuple[float, float]:
        """Return the least and the most minutes of visits of plans that miss no more than so much."""
        homes = self.ground.problem.homes
        whole = sum(home.visits * home.visit_minutes for home in homes)
        spared = max((home.visit_minutes / home.priority for home in homes), default=0.0) * missed
        return max(0.0, whole - spared), whole

    def _closest(self, aim: Aim, *, enough: float) -> float:
        """Return the greatest bound found, as soon as it is enough."""
        master = DayMaster(self.ground, self.classes, aim)
        self._tell(master)
        for (number, ranks), minutes in self.grown.items():
            master.add_day(number, ranks, minutes)
        closest = -inf
        for bound in bounds_closing_in(master, self.watch, self.executor):
            closest = max(closest, bound)
            self.watch.report("bound", value=enough if enough < inf else None, bound=closest)
            if closest >= enough or self.watch.stopped:
                break
        self.grown.update(master.columns)
        return closest

    def _tell(self, master: DayMaster) -> None:
        """Tell the relaxation of the days of the schedule and of others that were tried."""
        tours = [(agent, tour) for agent, days in enumerate(self.schedule.tours) for tour in days]
        for agent, tour in dict.fromkeys([*tours, *self.days]):
            minutes = self.ground.walking(agent, tour) + sum(self.ground.visit_minutes[home] for home in tour)
            if tour and minutes <= self.ground.limits[agent]:
                self._tell_day(master, agent, tour, float(minutes))

    def _tell_day(self, master: DayMaster, agent: int, tour: Tour, minutes: float) -> None:
        for number, one in enumerate(self.classes):
            if one.agent == agent and np.isin(tour, one.homes).all():
                master.add_day(number, tuple(np.sort(np.searchsorted(one.homes, tour)).tolist()), minutes)
