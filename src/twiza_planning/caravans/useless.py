"""
Take visits that gain nothing out of a plan: they cost kilometres and somebody's day.

A visit stays where the plan would be worth less without it, meet less need, break a rule or change an earlier plan
that it is priced to keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from twiza_planning.caravans.gains import CoverGains, StaffGains
from twiza_planning.caravans.legs import Ends
from twiza_planning.caravans.marginal import Reach
from twiza_planning.caravans.order import best_order
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.routes import TIME_TOLERANCE
from twiza_planning.caravans.serving import Serving, staff_of
from twiza_planning.caravans.slots import Slot, season_on
from twiza_planning.caravans.travelled import Measure
from twiza_planning.caravans.watch import Watch
from twiza_planning.caravans.worth import seen_stops

SAME = 1e-9

# A team's day, and a stop visited on it.
Visit = tuple[tuple[str, int], str]
Routes = dict[tuple[str, int], Route]


def without_useless_visits(problem: CaravanProblem, routes: tuple[Route, ...], *, watch: Watch) -> tuple[Route, ...]:
    """Return routes of the same worth without the visits that gain nothing, each in a short order."""
    plan = _Plan(problem, {(route.team, route.day): route for route in routes})
    for choose in (_visits_together, _single_visits):
        for visits in list(choose(plan, watch)):
            if not watch.stopped:
                plan.drop(visits)
    return tuple(route if watch.stopped else plan.shortened(route) for route in plan.routes.values())


@dataclass(slots=True)
class _Plan:
    """Routes by team and day, and what they are worth."""

    problem: CaravanProblem
    routes: Routes
    measure: Measure = field(init=False)
    index: dict[str, int] = field(init=False)
    meter: _Meter = field(init=False)
    worth: tuple[float, ...] = field(init=False)
    kept: set[Visit] = field(init=False)

    def __post_init__(self) -> None:
        self.measure = Measure(self.problem)
        self.index = {stop.id: number for number, stop in enumerate(self.problem.stops)}
        self.meter = _Meter(self.problem)
        self.worth = self.meter.worth(self.routes)
        previous = self.problem.previous if self.problem.change_price > 0 else None
        self.kept = {
            ((route.team, route.day), stop)
            for route in (*self.problem.locks, *(previous or ()))
            for stop in route.stops
        }

    def drop(self, visits: tuple[Visit, ...]) -> None:
        """Take visits out if the plan is worth as much without them and breaks no rule."""
        shorter = self._without(visits)
        if shorter is None or any(visit in self.kept for visit in visits):
            return
        worth = self.meter.worth(shorter)
        if all(new >= old - SAME * max(1.0, abs(old)) for new, old in zip(worth, self.worth, strict=True)):
            self.routes = shorter

    def _without(self, visits: tuple[Visit, ...]) -> Routes | None:
        """Return the routes without some visits, None where they would break a rule."""
        shorter = dict(self.routes)
        for place, stop in visits:
            if place not in shorter or stop not in shorter[place].stops:
                return None
            shorter[place] = replace(shorter[place], stops=tuple(s for s in shorter[place].stops if s != stop))
        left = {place: route for place, route in shorter.items() if route.stops}
        return left if self._keeps_rules(left, {place for place, _ in visits}, {stop for _, stop in visits}) else None

    def _keeps_rules(self, shorter: Routes, places: set[tuple[str, int]], stops: set[str]) -> bool:
        times = Counter(stop for route in shorter.values() for stop in route.stops)
        rare = any(0 < times[stop] < self.problem.stops[self.index[stop]].visits_min for stop in stops)
        return not rare and all(self._may_be(shorter, place) for place in places)

    def _may_be(self, shorter: Routes, place: tuple[str, int]) -> bool:
        """Return whether a shorter route is no dearer, fits its day, and its nights still have a day on each side."""
        old, (team, day) = self.routes[place], place
        if (new := shorter.get(place)) is None:
            before, after = shorter.get((team, day - 1)), shorter.get((team, day + 1))
            return (before is None or before.end is None) and (after is None or after.start is None)
        if new.end is not None and new.stops[-1] != new.end:
            return False
        before_drop, after_drop = self.measure.travelled(old), self.measure.travelled(new)
        dearer = self.problem.budget is not None and after_drop.km > before_drop.km
        return not dearer and after_drop.minutes <= max(before_drop.minutes, self._limit(team))

    def saved(self, visit: Visit) -> float:
        """Return the minutes that a plan saves without a visit, below 0 where it may not go."""
        shorter = self._without((visit,))
        if shorter is None:
            return -1.0
        place = visit[0]
        return self._minutes(self.routes[place]) - (self._minutes(shorter[place]) if place in shorter else 0.0)

    def _minutes(self, route: Route) -> float:
        return self.measure.travelled(route).minutes

    def _limit(self, name: str) -> float:
        minutes = next(team.day_minutes for team in self.problem.teams if team.id == name)
        return minutes + TIME_TOLERANCE * max(1.0, minutes)

    def shortened(self, route: Route) -> Route:
        """Return a route in a shorter order, if there is one that costs no more; locked routes as they are."""
        if route in self.problem.locks:
            return route
        index = self.index
        team = next(number for number, team in enumerate(self.problem.teams) if team.id == route.team)
        stops = tuple(index[stop] for stop in route.stops)
        slot = Slot(team, route.day, season_on(self.problem, route.day), stops)
        ends = Ends(*(None if name is None else index[name] for name in (route.start, route.end)))
        order = best_order(self.problem, slot, stops, ends)
        if order is None:
            return route
        other = replace(route, stops=tuple(self.problem.stops[stop].id for stop in order))
        old, new = self.measure.travelled(route), self.measure.travelled(other)
        dearer = self.problem.budget is not None and new.km > old.km
        return other if new.minutes < old.minutes - TIME_TOLERANCE and not dearer else route


class _Meter:
    """What routes are worth: value, need met, and less shortfall."""

    def __init__(self, problem: CaravanProblem) -> None:
        self._problem = problem
        self._reach = Reach(problem)
        self._serving = Serving(problem) if problem.capacity else None

    def worth(self, routes: Routes) -> tuple[float, ...]:
        """Return figures of which none may fall."""
        if self._serving is not None:
            staff = staff_of(self._problem, routes.values())
            return self._serving.value(staff), -self._serving.shortfall(staff)
        met = np.zeros_like(self._reach.need)
        for stop, names in seen_stops(self._problem, routes.values()).items():
            rows = self._reach.rows_of(stop)
            for name in names:
                place = met[self._reach.specialties[name]]
                who = self._reach.locality[rows]
                place[who] = np.maximum(place[who], self._reach.share[rows])
        return float((met * self._reach.value).sum()), float((met * self._reach.need).sum())


def _single_visits(plan: _Plan, watch: Watch) -> list[tuple[Visit, ...]]:
    """Return the visits that gain nothing each by itself, first those that save most minutes."""
    routes = tuple(plan.routes.values())
    gains = StaffGains(plan.problem, routes) if plan.problem.capacity else CoverGains(plan.problem, routes)
    found: list[tuple[float, Visit]] = []
    for route in routes:
        for rank, stop in enumerate(route.stops):
            visit = ((route.team, route.day), stop)
            if watch.stopped:
                break
            nothing = visit not in plan.kept and gains.lost_without(route, rank) <= SAME * max(1.0, plan.worth[0])
            if nothing and (saved := plan.saved(visit)) >= 0.0:
                found.append((saved, visit))
    return [(visit,) for _, visit in sorted(found, key=lambda pair: -pair[0])]


def _visits_together(plan: _Plan, watch: Watch) -> Iterator[tuple[Visit, ...]]:
    """Yield visits that can only go together: all those of a stop that asks for several, and those of a tour."""
    visits = [((route.team, route.day), stop) for route in plan.routes.values() for stop in route.stops]
    for asking in plan.problem.stops:
        if asking.visits_min > 1 and not watch.stopped:
            yield tuple(visit for visit in visits if visit[1] == asking.id)
    for route in plan.routes.values():
        if route.start is None and route.end is not None:
            yield tuple(_tour(plan.routes, route))


def _tour(routes: Routes, route: Route) -> Iterator[Visit]:
    here: Route | None = route
    while here is not None:
        yield from (((here.team, here.day), stop) for stop in here.stops)
        here = routes.get((here.team, here.day + 1)) if here.end is not None else None
