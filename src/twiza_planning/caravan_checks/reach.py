"""What routes bring within reach: the share of each need that the stops they visit can meet, without capacity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravan_checks.places import Places, places_of
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route

Ranks = npt.NDArray[np.intp]


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


def offered_consultations(problem: CaravanProblem, routes: Sequence[Route]) -> dict[tuple[int, int], float]:
    """
    Return the consultations that the visits of routes offer, by (specialty, stop), ranks in the problem.

    Without capacity only which of them are offered has a meaning.
    """
    places: Places = places_of(problem)
    offered: defaultdict[tuple[int, int], float] = defaultdict(float)
    for route in routes:
        team = places.team(route)
        for name in dict.fromkeys(route.stops):
            for rank, specialty in enumerate(problem.specialties):
                if specialty in team.specialties:
                    pace = team.minutes_per_consultation[specialty] if problem.capacity else 1.0
                    offered[rank, places.stop_rank[name]] += places.stop(name).service_minutes / pace
    return dict(offered)


def largest_shares(problem: CaravanProblem, needs: Needs, offered: dict[tuple[int, int], float]) -> Matrix:
    """Return, by locality and specialty, the largest share over the stops visited with that specialty."""
    visited = np.zeros((len(problem.specialties), len(problem.stops)), dtype=bool)
    for place in offered:
        visited[place] = True
    largest = np.zeros((len(problem.localities), len(problem.specialties)))
    for rank in range(len(problem.specialties)):
        kept = visited[rank, needs.pair_stop]
        np.maximum.at(largest[:, rank], needs.pair_locality[kept], needs.pair_share[kept])
    return largest
