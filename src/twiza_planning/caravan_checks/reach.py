"""What routes bring within reach: the share of each need that the stops they visit can meet, without capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravan_checks.places import places_of
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route, Team

Ranks = npt.NDArray[np.intp]
Counts = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """The problem's people as arrays: need by locality and specialty, equity, and shares as triplets."""

    need: Matrix
    equity: Matrix
    area_of: Ranks
    areas: tuple[str, ...]
    pair_locality: Ranks
    pair_stop: Ranks
    pair_share: Matrix


def needs_of(problem: CaravanProblem) -> Needs:
    """Return the problem's people as arrays."""
    areas = tuple(dict.fromkeys(locality.area for locality in problem.localities))
    rank = {area: place for place, area in enumerate(areas)}
    need = [[locality.need.get(name, 0.0) for name in problem.specialties] for locality in problem.localities]
    pairs = np.array(list(problem.share), dtype=np.intp).reshape(-1, 2)
    return Needs(
        need=np.array(need, dtype=np.float64).reshape(len(problem.localities), len(problem.specialties)),
        equity=np.array([locality.equity for locality in problem.localities], dtype=np.float64),
        area_of=np.array([rank[locality.area] for locality in problem.localities], dtype=np.intp),
        areas=areas,
        pair_locality=pairs[:, 0],
        pair_stop=pairs[:, 1],
        pair_share=np.array(list(problem.share.values()), dtype=np.float64),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """What routes offer, by specialty and stop: how many visits, and under capacity how many consultations."""

    visits: Counts
    room: Matrix

    def changed(self, offered: Matrix, stop: int, times: int) -> Offer:
        """Return the offer with one visit of a stop more (1) or less (-1), of a team that offers this a minute."""
        visits, room = self.visits.copy(), self.room.copy()
        visits[:, stop] += times * (offered[:, 0] > 0)
        room[:, stop] = np.where(visits[:, stop] > 0, room[:, stop] + times * offered[:, 1], 0.0)
        return Offer(visits, room)


class Offers:
    """What the visits of each team of a problem offer."""

    def __init__(self, problem: CaravanProblem) -> None:
        self.problem, self.places = problem, places_of(problem)
        self.of_team = [self.by_specialty(team) for team in problem.teams]
        self.service = np.array([stop.service_minutes for stop in problem.stops])

    def by_specialty(self, team: Team) -> Matrix:
        """Return by specialty whether a team has it (1 or 0), and its consultations a minute."""
        rows = []
        for name in self.problem.specialties:
            has = name in team.specialties
            rows.append((has, 1 / team.minutes_per_consultation[name] if has and self.problem.capacity else 0.0))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def of_visit(self, team: str, stop: int) -> Matrix:
        """Return by specialty whether a visit offers it (1 or 0), and its consultations."""
        offered: Matrix = self.of_team[self.places.team_rank[team]] * [1.0, self.service[stop]]
        return offered

    def of_routes(self, routes: Sequence[Route]) -> Offer:
        """Return what routes offer; a stop twice in a route is one visit."""
        shape = len(self.problem.specialties), len(self.problem.stops)
        visits, room = np.zeros(shape, dtype=np.intp), np.zeros(shape)
        for route in routes:
            for stop in {self.places.stop_rank[name] for name in route.stops}:
                offered = self.of_visit(route.team, stop)
                visits[:, stop] += offered[:, 0] > 0
                room[:, stop] += offered[:, 1]
        return Offer(visits, room)


def largest_shares(problem: CaravanProblem, needs: Needs, offer: Offer) -> Matrix:
    """Return, by locality and specialty, the largest share over the stops visited with that specialty."""
    largest = np.zeros((len(problem.localities), len(problem.specialties)))
    for rank, visits in enumerate(offer.visits):
        kept = visits[needs.pair_stop] > 0
        np.maximum.at(largest[:, rank], needs.pair_locality[kept], needs.pair_share[kept])
    return largest
