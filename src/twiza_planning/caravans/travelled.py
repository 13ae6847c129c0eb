"""How long routes are, in minutes and kilometres."""

from __future__ import annotations

from itertools import pairwise

from twiza_planning.caravans.plan import PlannedRoute
from twiza_planning.caravans.problem import CaravanProblem, Route


class Measure:
    """Measures the routes of one problem."""

    def __init__(self, problem: CaravanProblem) -> None:
        self._problem = problem
        self._first = len(problem.teams)
        self._stops = {stop.id: number for number, stop in enumerate(problem.stops)}
        self._teams = {team.id: number for number, team in enumerate(problem.teams)}

    def travelled(self, route: Route) -> PlannedRoute:
        """Return a route with its minutes (service included) and road kilometres, from its start to its end."""
        base = self._teams[route.team]
        stops = [self._stops[stop] for stop in route.stops]
        start = base if route.start is None else self._first + self._stops[route.start]
        end = base if route.end is None else self._first + self._stops[route.end]
        legs = list(pairwise([start, *(self._first + stop for stop in stops), end]))
        travel = self._problem.travel_on(route.day)
        service = sum(self._problem.stops[stop].service_minutes for stop in stops)
        return PlannedRoute(
            route=route,
            minutes=float(sum(travel.minutes[leg] for leg in legs)) + service,
            km=float(sum(travel.km[leg] for leg in legs)),
        )


def travelled(problem: CaravanProblem, route: Route) -> PlannedRoute:
    """Return one route with its length; a `Measure` measures several sooner."""
    return Measure(problem).travelled(route)
