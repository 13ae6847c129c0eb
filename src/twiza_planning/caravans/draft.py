"""
A plan in the making, day by day: what stands in each slot, and what may still be visited when.

A day holds its stops in order; a team that sleeps away does so at the last of them, and starts there the next day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from twiza_planning.caravans.classes import Kind, kept_visits, kind_of
from twiza_planning.caravans.cost import route_cost
from twiza_planning.caravans.marginal import Marginal, Reach
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route
from twiza_planning.caravans.routes import TIME_TOLERANCE, Bools
from twiza_planning.caravans.slots import free_slots
from twiza_planning.caravans.ways import Ways

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Day:
    """What one team does on one day: stops in order, and whether it sleeps at the last of them."""

    stops: tuple[int, ...] = ()
    is_away: bool = False


Days = dict[Place, Day]


class Rules:
    """What does not change while a plan of a problem is made."""

    def __init__(self, problem: CaravanProblem) -> None:
        self.problem = problem
        self.first = len(problem.teams)
        self.minutes, self.km = Ways(problem, "minutes"), Ways(problem, "km")
        self.reach = Reach(problem)
        self.service = self.reach.service
        self.kinds = [kind_of(problem, team) for team in problem.teams]
        self.limits = [team.day_minutes + TIME_TOLERANCE * max(1.0, team.day_minutes) for team in problem.teams]
        self.most = np.array([stop.visits_max for stop in problem.stops], np.int64)
        self.least = np.array([stop.visits_min for stop in problem.stops], np.int64)
        self.gap = np.array([stop.gap_days_min for stop in problem.stops], np.int64)
        self.index = {stop.id: number for number, stop in enumerate(problem.stops)}
        self.team = {team.id: number for number, team in enumerate(problem.teams)}
        self.slots = free_slots(problem)
        self.open = self._open()
        self.kept = kept_visits(problem)
        self.locked = dict(self._locked())
        self.money = np.inf
        if problem.budget is not None:
            spent = sum(route_cost(problem, lock) for lock in problem.locks)
            self.money = problem.budget + TIME_TOLERANCE * max(1.0, problem.budget) - spent

    def _open(self) -> dict[Place, Bools]:
        """Return the stops open in each free slot."""
        found: dict[Place, Bools] = {}
        # By the identity of the stops: slots share them.
        known: dict[int, Bools] = {}
        for slot in self.slots:
            if id(slot.stops) not in known:
                mask = np.zeros(len(self.problem.stops), bool)
                mask[list(slot.stops)] = True
                known[id(slot.stops)] = mask
            found[slot.team, slot.day] = known[id(slot.stops)]
        return found

    def _locked(self) -> Iterator[tuple[Place, Day]]:
        for lock in self.problem.locks:
            stops = tuple(self.index[stop] for stop in lock.stops)
            yield (self.team[lock.team], lock.day), Day(stops, lock.end is not None)

    def days_of(self, routes: Iterable[Route]) -> Days:
        """Return routes, day by day, without the locked ones."""
        locked = set(self.problem.locks)
        return {
            (self.team[route.team], route.day): Day(
                tuple(self.index[stop] for stop in route.stops), route.end is not None
            )
            for route in routes
            if route not in locked
        }

    def routes_of(self, days: Days) -> tuple[Route, ...]:
        """Return the routes of a plan, with the locked ones, in order of team and day."""
        whole = days | self.locked
        return tuple(self._route(whole, place) for place in sorted(whole) if whole[place].stops)

    def _route(self, days: Days, place: Place) -> Route:
        team, day = place
        stops = self.problem.stops
        before, here = days.get((team, day - 1), Day()), days[place]
        return Route(
            team=self.problem.teams[team].id,
            day=day,
            stops=tuple(stops[stop].id for stop in here.stops),
            start=stops[before.stops[-1]].id if before.is_away else None,
            end=stops[here.stops[-1]].id if here.is_away else None,
        )

    def price(self, place: Place) -> Matrix | float:
        """Return what a visit of each stop in a slot saves (below 0: costs) as a change of the earlier plan."""
        if self.kept is None:
            return 0.0
        price = np.full(len(self.service), -self.problem.change_price)
        price[list(self.kept.get(place, ()))] = self.problem.change_price
        return price

    def cost(self, days: Days) -> float:
        """Return what the routes of some days cost, beside the locked ones."""
        if self.problem.budget is None:
            return 0.0
        return sum(self._cost(days, place) for place, day in days.items() if day.stops)

    def _cost(self, days: Days, place: Place) -> float:
        team = self.problem.teams[place[0]]
        nodes = self.nodes(days, place)
        km = sum(self.km.between(place[1], here, there) for here, there in pairwise(nodes))
        return team.cost_day + team.cost_km * km

    def nodes(self, days: Days, place: Place) -> list[int]:
        """Return the places driven to in order, as rows of the travel matrices."""
        team, day = place
        before = days.get((team, day - 1)) or self.locked.get((team, day - 1), Day())
        start = self.first + before.stops[-1] if before.is_away else team
        stops = [self.first + stop for stop in days[place].stops]
        return [start, *stops] if days[place].is_away else [start, *stops, team]


@dataclass(slots=True)
class Draft:
    """Some days taken out of a plan to be filled again: what the others leave free, and what more would add."""

    rules: Rules
    others: Days
    times: dict[int, list[int]] = field(init=False)
    marginal: Marginal = field(init=False)
    money: float = field(init=False)

    def __post_init__(self) -> None:
        self.times = {}
        visits: list[tuple[Kind, int]] = []
        for (team, day), told in (self.others | self.rules.locked).items():
            for stop in told.stops:
                self.times.setdefault(stop, []).append(day)
                visits.append((self.rules.kinds[team], stop))
        self.marginal = Marginal(self.rules.reach, visits)
        self.money = self.rules.money - self.rules.cost(self.others)

    def copy(self) -> Draft:
        """Return the same to go on from in another way."""
        other = object.__new__(Draft)
        other.rules, other.others, other.money = self.rules, self.others, self.money
        other.times = {stop: list(days) for stop, days in self.times.items()}
        other.marginal = self.marginal.copy()
        return other

    def free(self, place: Place) -> Bools:
        """Return which stops may be visited in a slot: open, not too often, not too soon again."""
        free: Bools = self.rules.open[place] & (self.rules.most > 0) & (self.rules.least <= 1)
        for stop in self.times:
            free[stop] = self.is_free(place, stop)
        return free

    def is_free(self, place: Place, stop: int) -> bool:
        """Return whether a stop may be visited in a slot."""
        rules, days = self.rules, self.times.get(stop, [])
        enough = rules.least[stop] <= len(days) + 1 <= rules.most[stop]
        apart = all(abs(place[1] - other) >= rules.gap[stop] for other in days)
        return bool(rules.open[place][stop] and enough and apart)

    def visit(self, place: Place, stop: int) -> None:
        """Count a visit."""
        self.times.setdefault(stop, []).append(place[1])
        self.marginal.visit(self.rules.kinds[place[0]], stop)

    def score(self, days: Days) -> float:
        """Return the worth of the whole, the days filled again being in it, with the changes they make."""
        change = sum(
            float(np.asarray(self.rules.price(place))[list(day.stops)].sum())
            for place, day in days.items()
            if self.rules.kept is not None and day.stops
        )
        return self.marginal.score + change
