"""Find the teams and stops of a problem by their ids, and measure routes between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from twiza_planning.caravans.problem import CaravanProblem, Route, Stop, Team


@dataclass(frozen=True, slots=True)
class Places:
    """Teams and stops by id, with their rank in the problem."""

    problem: CaravanProblem
    team_rank: dict[str, int]
    stop_rank: dict[str, int]

    def team(self, route: Route) -> Team:
        """Return the team of a route."""
        return self.problem.teams[self.team_rank[route.team]]

    def stop(self, name: str) -> Stop:
        """Return a stop."""
        return self.problem.stops[self.stop_rank[name]]

    def is_known(self, route: Route) -> bool:
        """Say whether a route has stops, and its team and every stop that it names exist."""
        names = {*route.stops, *(name for name in (route.start, route.end) if name is not None)}
        return bool(route.stops) and route.team in self.team_rank and names <= self.stop_rank.keys()

    def legs(self, route: Route) -> list[tuple[int, int]]:
        """Return the legs driven, as pairs of rows of the travel matrices."""
        return list(pairwise(self.nodes(route)))

    def nodes(self, route: Route) -> list[int]:
        """Return the places driven to in order, as rows of the travel matrices."""
        base, first = self.team_rank[route.team], len(self.problem.teams)
        stops = [first + self.stop_rank[name] for name in route.stops]
        start = base if route.start is None else first + self.stop_rank[route.start]
        # A team that sleeps at its last stop drives no further that day.
        return [start, *stops] if route.end is not None else [start, *stops, base]

    def minutes(self, route: Route) -> float:
        """Return a route's minutes: driving and service."""
        matrix = self.problem.travel_on(route.day).minutes
        return sum(float(matrix[leg]) for leg in self.legs(route)) + sum(
            self.stop(name).service_minutes for name in route.stops
        )

    def km(self, route: Route) -> float:
        """Return a route's road kilometres."""
        matrix = self.problem.travel_on(route.day).km
        return sum(float(matrix[leg]) for leg in self.legs(route))

    def cost(self, route: Route) -> float:
        """Return what a route costs: the team's day and its kilometres."""
        team = self.team(route)
        return team.cost_day + team.cost_km * self.km(route)


def places_of(problem: CaravanProblem) -> Places:
    """Return the places of a problem."""
    return Places(
        problem,
        {team.id: rank for rank, team in enumerate(problem.teams)},
        {stop.id: rank for rank, stop in enumerate(problem.stops)},
    )
