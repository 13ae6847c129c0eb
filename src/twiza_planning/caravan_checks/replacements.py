"""Which stops could stand in the place of a visit, and what would they gain?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravan_checks.nearness import slack
from twiza_planning.caravan_checks.places import Places, places_of
from twiza_planning.caravan_checks.reach import Offer, largest_shares
from twiza_planning.caravan_checks.worth import Worth
from twiza_planning.caravans.problem import Matrix, Route, Team

Ranks = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a plan: which route, and at which rank in it."""

    route: int
    rank: int


class Replacements:
    """
    Replacements in a plan that breaks no rule: at one visit's place, same team and day, a stop not visited at all.

    Only what the replacement touches is looked at: opening, minutes, budget, the visits of the two stops, locks and
    nights. (That this agrees with all the rules looked at again is a test.)
    """

    def __init__(self, worth: Worth, routes: Sequence[Route]) -> None:
        self.worth, self.routes, self.problem = worth, routes, worth.problem
        self.places: Places = places_of(self.problem)
        self.offer: Offer = worth.offers.of_routes(routes)
        self.value = worth.served_by(self.offer).value
        self.visits = Counter(name for route in routes for name in route.stops)
        self.cost = sum(self.places.cost(route) for route in routes)
        self.service = np.array([stop.service_minutes for stop in self.problem.stops])
        self.may_come = np.array(
            [stop.id not in self.visits and stop.visits_min <= 1 <= stop.visits_max for stop in self.problem.stops],
            dtype=np.bool_,
        )
        self.open_on: dict[int, npt.NDArray[np.bool_]] = {}

    def without(self, visit: Visit) -> Offer:
        """Return what the routes offer without a visit."""
        route = self.routes[visit.route]
        stop = self.places.stop_rank[route.stops[visit.rank]]
        return self.offer.changed(self.worth.offers.of_visit(route.team, stop), stop, -1)

    def feasible(self, visit: Visit, doubt: float = 1.0) -> Ranks:
        """
        Return the stops that a feasible plan may have in the place of a visit.

        With a `doubt` of 0 those only that fit to the letter, not those that rounding may let in.
        """
        route = self.routes[visit.route]
        if route in self.problem.locks or self.is_bed(visit) or not self.may_lose(route.stops[visit.rank]):
            return np.zeros(0, dtype=np.intp)
        stops = np.flatnonzero(self.may_come & self.open_stops(route.day))
        minutes, km = self.lengths(visit, stops)
        team = self.places.team(route)
        fits = minutes <= team.day_minutes + doubt * slack(team.day_minutes)
        return np.asarray(stops[fits & self.is_affordable(route, team, km, doubt)], dtype=np.intp)

    def is_bed(self, visit: Visit) -> bool:
        """Say whether the team sleeps at this visit's place."""
        route = self.routes[visit.route]
        return route.end is not None and visit.rank == len(route.stops) - 1

    def may_lose(self, name: str) -> bool:
        """Say whether a stop may have a visit less."""
        left = self.visits[name] - 1
        return left == 0 or left >= self.places.stop(name).visits_min

    def open_stops(self, day: int) -> npt.NDArray[np.bool_]:
        """Say of each stop whether it may be visited on a day."""
        if day not in self.open_on:
            closed = {name for season in self.problem.seasons if day in season.days for name in season.closed_stops}
            closed |= {said.stop for said in self.problem.forbidden if said.stop and said.day in (None, day)}
            self.open_on[day] = np.array(
                [
                    (stop.open_days is None or day in stop.open_days) and stop.id not in closed
                    for stop in self.problem.stops
                ],
                dtype=np.bool_,
            )
        return self.open_on[day]

    def lengths(self, visit: Visit, stops: Ranks) -> tuple[Matrix, Matrix]:
        """Return minutes and kilometres of the route with each stop in the place of a visit."""
        route, travel = self.routes[visit.route], self.problem.travel_on(self.routes[visit.route].day)
        here, nodes = len(self.problem.teams) + stops, self.places.nodes(route)
        before, after = nodes[visit.rank], nodes[visit.rank + 2] if visit.rank + 2 < len(nodes) else None
        kept = [leg for place, leg in enumerate(self.places.legs(route)) if place not in (visit.rank, visit.rank + 1)]
        rest = [self.service[self.places.stop_rank[name]] for name in route.stops if name != route.stops[visit.rank]]
        lengths = []
        for matrix in (travel.minutes, travel.km):
            onward = 0.0 if after is None else matrix[here, after]
            lengths.append(sum(matrix[leg] for leg in kept) + matrix[before, here] + onward)
        return lengths[0] + self.service[stops] + sum(rest), lengths[1]

    def is_affordable(self, route: Route, team: Team, km: Matrix, doubt: float) -> npt.NDArray[np.bool_]:
        """Say of each length of a route whether the budget allows it."""
        if (budget := self.problem.budget) is None:
            return np.ones(len(km), dtype=np.bool_)
        cost = self.cost + team.cost_km * (km - self.places.km(route))
        return np.asarray(cost <= budget + doubt * slack(budget), dtype=np.bool_)

    def gains(self, visit: Visit, stops: Ranks, stated: float) -> dict[int, float]:
        """
        Return the value that each stop in the place of a visit adds to the routes without it.

        Under capacity, stops that cannot gain more than stated are left out: each costs a programme to solve.
        """
        without, team = self.without(visit), self.routes[visit.route].team
        if not self.problem.capacity:
            added = self.reach_added(without, team)
            return {int(stop): float(added[stop]) for stop in stops}
        if not self.problem.has_floor:
            stops = stops[self.most_added(without, team)[stops] > stated + slack(stated)]
        value = self.worth.served_by(without).value
        return {int(stop): self.value_with(without, team, int(stop)) - value for stop in stops}

    def gain_of(self, visit: Visit, stop: int) -> float:
        """Return the value that one stop in the place of a visit adds to the routes without it."""
        without = self.without(visit)
        return self.value_with(without, self.routes[visit.route].team, stop) - self.worth.served_by(without).value

    def value_with(self, without: Offer, team: str, stop: int) -> float:
        """Return the value of an offer and a visit more."""
        return self.worth.served_by(without.changed(self.worth.offers.of_visit(team, stop), stop, 1)).value

    def most_added(self, without: Offer, team: str) -> Matrix:
        """
        Return more than a visit of each stop by a team can add under capacity, without a floor.

        Take the stop out of a best serving: a need loses what the stop served and, where the stop had raised what
        may be met of it, that; in all no more than what the stop can meet of it.
        """
        needs, offered = self.worth.needs, self.worth.offers.of_team[self.places.team_rank[team]]
        dearest = np.zeros(len(self.problem.stops))
        np.maximum.at(dearest, needs.pair_stop, needs.equity[needs.pair_locality])
        most = np.zeros(len(dearest))
        for rank in np.flatnonzero(offered[:, 0]).tolist():
            nothing = np.zeros(len(needs.need))
            largest = largest_shares(self.problem, needs, without)[:, rank]
            served = dearest * self.service * offered[rank, 1]
            most += np.minimum(self.reach_of(rank, nothing), served + self.reach_of(rank, largest))
        return most

    def reach_added(self, without: Offer, team: str) -> Matrix:
        """Return the value that a visit of each stop by a team adds to an offer, without capacity."""
        largest = largest_shares(self.problem, self.worth.needs, without)
        has = self.worth.offers.of_team[self.places.team_rank[team]][:, 0]
        added = np.zeros(len(self.problem.stops))
        for rank in np.flatnonzero(has).tolist():
            added += self.reach_of(rank, largest[:, rank])
        return added

    def reach_of(self, rank: int, largest: Matrix) -> Matrix:
        """Return by stop the value of what it can meet of a specialty beyond the shares met already."""
        needs = self.worth.needs
        more = np.maximum(0.0, needs.pair_share - largest[needs.pair_locality])
        weight = needs.equity * needs.need[:, rank]
        return np.bincount(needs.pair_stop, more * weight[needs.pair_locality], len(self.problem.stops)).astype(
            np.float64
        )
