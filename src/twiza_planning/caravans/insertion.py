"""
Fill days with the visits that add most for the time and money they take, one after the other.

A day may start or end where its team sleeps. A stop put after the last of a day that ends away becomes the bed: the
next day then starts there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from twiza_planning.caravans.draft import Day, Days, Draft, Place
from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Bools
from twiza_planning.caravans.watch import Watch
from twiza_planning.caravans.ways import Ways

NOTHING = 1e-9
LEAST_SHARE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """How to choose: gains are multiplied by `liking` by stop, and divided by the time taken to the `thrift`."""

    liking: Matrix
    thrift: float


@dataclass(frozen=True, slots=True, eq=False)
class Slack:
    """What a stop at one rank of a day takes: minutes that day and the next, and money."""

    minutes: Matrix
    later: Matrix | float
    money: Matrix | float


@dataclass(slots=True)
class Filling:
    """Days being filled: their stops, and the minutes that each of them uses."""

    draft: Draft
    days: Days
    taste: Taste
    used: dict[Place, float] = field(default_factory=dict)
    free: dict[Place, Bools] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in self.days:
            self.used[place] = self._minutes(place)
            self.free[place] = self.draft.free(place)
            self.free[place][list(self.days[place].stops)] = False

    def fill(self, watch: Watch) -> Days:
        """Put in visits until none adds anything or fits."""
        while not watch.stopped and (found := self._best()) is not None:
            self._put(*found)
        return self.days

    def _best(self) -> tuple[Place, int, int] | None:
        best: tuple[Place, int, int] | None = None
        most = 0.0
        for place, day in self.days.items():
            gains = self.draft.marginal.added(self.draft.rules.kinds[place[0]]) + self.draft.rules.price(place)
            wanted = self.free[place] & (gains > NOTHING)
            if not wanted.any() or len(day.stops) >= self.draft.rules.problem.stops_per_day_max:
                continue
            for rank in range(len(day.stops) + 1):
                worth = self._worth(place, rank, np.where(wanted, gains * self.taste.liking, 0.0))
                stop = int(worth.argmax())
                if worth[stop] > most:
                    best, most = (place, rank, stop), float(worth[stop])
        return best

    def _worth(self, place: Place, rank: int, gains: Matrix) -> Matrix:
        """Return the gain of each stop at one rank of a day for what it takes, 0 where it does not fit."""
        slack, limit = self._slack(place, rank), self.draft.rules.limits[place[0]]
        fits = (self.used[place] + slack.minutes <= limit) & (slack.money <= self.draft.money)
        taken = slack.minutes / max(limit, NOTHING)
        if isinstance(slack.later, np.ndarray):
            fits &= self.used[_next(place)] + slack.later <= limit
            taken = taken + slack.later / max(limit, NOTHING)
        if np.isfinite(self.draft.rules.money):
            taken = taken + slack.money * len(self.draft.rules.open) / max(self.draft.rules.money, NOTHING)
        return np.where(fits, gains / np.maximum(taken, LEAST_SHARE) ** self.taste.thrift, 0.0)

    def _slack(self, place: Place, rank: int) -> Slack:
        rules, day = self.draft.rules, self.days[place]
        money: Matrix | float = 0.0
        if np.isfinite(rules.money):
            team = rules.problem.teams[place[0]]
            km, later_km = self._lengthened(place, rank, rules.km)
            money = (0.0 if day.stops else team.cost_day) + team.cost_km * (km + later_km)
        minutes, later = self._lengthened(place, rank, rules.minutes)
        return Slack(minutes + rules.service, later, money)

    def _lengthened(self, place: Place, rank: int, ways: Ways) -> tuple[Matrix, Matrix | float]:
        """Return how much longer a day, and the next, is with each stop at one rank."""
        rules, stops, day = self.draft.rules, self.days[place].stops, place[1]
        nodes = rules.nodes(self.days, place)
        here = nodes[rank]
        if self.days[place].is_away and rank == len(stops):
            tomorrow = _next(place)
            first = rules.first + self.days[tomorrow].stops[0]
            later = ways.back(day + 1, first) - ways.between(day + 1, here, first)
            return ways.onward(day, here), later
        there = nodes[rank + 1]
        straight = ways.between(day, here, there) if stops else 0.0
        return ways.onward(day, here) + ways.back(day, there) - straight, 0.0

    def _put(self, place: Place, rank: int, stop: int) -> None:
        money = self._slack(place, rank).money
        self.draft.money -= float(money[stop]) if isinstance(money, np.ndarray) else money
        day = self.days[place]
        self.days[place] = Day((*day.stops[:rank], stop, *day.stops[rank:]), day.is_away)
        self.draft.visit(place, stop)
        for other in self.days:
            self.used[other] = self._minutes(other)
            self.free[other][stop] = self.draft.is_free(other, stop) and stop not in self.days[other].stops

    def _minutes(self, place: Place) -> float:
        day, rules = self.days[place], self.draft.rules
        if not day.stops:
            return 0.0
        nodes = rules.nodes(self.days, place)
        way = sum(rules.minutes.between(place[1], *leg) for leg in pairwise(nodes))
        return way + float(rules.service[list(day.stops)].sum())


def _next(place: Place) -> Place:
    return place[0], place[1] + 1
