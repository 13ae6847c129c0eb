"""The minutes of one class of slots, cut out of the problem's travel; and the shortest order of a few stops."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np

from twiza_planning.caravans.classes import travel_in
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import Legs
from twiza_planning.caravans.slots import Slot

PERMUTED_MAX = 4


def legs_of(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...]) -> Legs:
    """Return the minutes from and to the base of the slot's team, over the given stops."""
    minutes = travel_in(problem, slot).minutes
    nodes = np.array(stops, np.int64) + len(problem.teams)
    return Legs(
        out=minutes[slot.team, nodes],
        between=minutes[np.ix_(nodes, nodes)],
        back=minutes[nodes, slot.team],
        service=np.array([problem.stops[stop].service_minutes for stop in stops]),
        limit=problem.teams[slot.team].day_minutes,
    )


def shortest_order(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...]) -> tuple[int, ...]:
    """Return the stops in the order of least minutes from base to base; the first in file order among equals."""
    stops = tuple(sorted(stops))
    legs = legs_of(problem, slot, stops)
    if len(stops) <= PERMUTED_MAX:
        order = min(permutations(range(len(stops))), key=lambda visit: _travel_minutes(legs, visit))
    else:
        order = _order_by_sets(legs)
    return tuple(stops[index] for index in order)


def route_minutes(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...]) -> float:
    """Return minutes from base to base, service included, of stops in the order given."""
    legs = legs_of(problem, slot, stops)
    return _travel_minutes(legs, tuple(range(len(stops)))) + float(legs.service.sum())


def route_km(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...]) -> float:
    """Return road kilometres from base to base of stops in the order given."""
    km = travel_in(problem, slot).km
    nodes = [slot.team, *(stop + len(problem.teams) for stop in stops), slot.team]
    return float(sum(km[here, there] for here, there in pairwise(nodes)))


def _travel_minutes(legs: Legs, order: tuple[int, ...]) -> float:
    between = sum(float(legs.between[here, there]) for here, there in pairwise(order))
    return float(legs.out[order[0]]) + between + float(legs.back[order[-1]])


def _order_by_sets(legs: Legs) -> tuple[int, ...]:
    """Held and Karp's recursion on one set, with numbers of bits as sets."""
    size = len(legs.service)
    best: Matrix = np.full((1 << size, size), np.inf)
    for stop in range(size):
        best[1 << stop, stop] = legs.out[stop]
    for visited in range(1, 1 << size):
        reach = (best[visited, :, None] + legs.between).min(axis=0)
        for stop in range(size):
            if not visited >> stop & 1:
                best[visited | 1 << stop, stop] = reach[stop]
    return _walk_back(legs, best)


def _walk_back(legs: Legs, best: Matrix) -> tuple[int, ...]:
    visited = len(best) - 1
    order = [int((best[visited] + legs.back).argmin())]
    while visited != 1 << order[-1]:
        visited ^= 1 << order[-1]
        order.append(int((best[visited] + legs.between[:, order[-1]]).argmin()))
    return tuple(reversed(order))
