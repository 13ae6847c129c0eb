"""How long a route is, in minutes and kilometres."""

from __future__ import annotations

from itertools import pairwise

from twiza_planning.caravans.plan import PlannedRoute
from twiza_planning.caravans.problem import CaravanProblem, Route


def travelled(problem: CaravanProblem, route: Route) -> PlannedRoute:
    """Return a route with its minutes (service included) and road kilometres, from its start to its end."""
    stops = {stop.id: number for number, stop in enumerate(problem.stops)}
    base = next(number for number, team in enumerate(problem.teams) if team.id == route.team)
    first = len(problem.teams)
    start = base if route.start is None else first + stops[route.start]
    end = base if route.end is None else first + stops[route.end]
    nodes = [start, *(first + stops[stop] for stop in route.stops), end]
    legs = list(pairwise(nodes))
    travel = problem.travel_on(route.day)
    service = sum(problem.stops[stops[stop]].service_minutes for stop in route.stops)
    return PlannedRoute(
        route=route,
        minutes=float(sum(travel.minutes[leg] for leg in legs)) + service,
        km=float(sum(travel.km[leg] for leg in legs)),
    )
