"""In which order a route visits its stops: the shortest, or where kilometres cost the cheapest that fits the day."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np

from twiza_planning.caravans.legs import HOME, Ends, legs_of, roads_of
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import Ints, Legs
from twiza_planning.caravans.shortest import shortest_orders
from twiza_planning.caravans.slots import Slot
from twiza_planning.caravans.watch import Watch

PERMUTED_MAX = 5
SETS_AT_ONCE = 50_000

Order = tuple[int, ...]


def costs_by_km(problem: CaravanProblem, team: int) -> bool:
    """Return whether a team's kilometres count against a budget."""
    return problem.budget is not None and problem.teams[team].cost_km > 0


def best_order(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], ends: Ends = HOME) -> Order | None:
    """
    Return the stops in the best order, the first in file order among equals; None when none is found for the day.

    With more than PERMUTED_MAX stops whose minutes and kilometres disagree, the order is good, not always the best.
    """
    stops = tuple(sorted(stops))
    legs = legs_of(problem, slot, stops, ends)
    roads = roads_of(problem, slot, stops, ends) if costs_by_km(problem, slot.team) else None
    sets = np.arange(len(stops))[None]
    orders = _permuted(legs, roads, sets) if len(stops) <= PERMUTED_MAX else _shortest(legs, roads, sets)
    if not _fits(legs, orders)[0]:
        return None
    return tuple(stops[index] for index in orders[0])


def least_km(
    problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], sets: Ints, ends: Ends, watch: Watch | None = None
) -> Matrix:
    """
    Return the kilometres of the best order of sets of one size (places in `stops`), endless where none fits the day.

    Raises TimeIsUp.
    """
    legs, roads = legs_of(problem, slot, stops, ends), roads_of(problem, slot, stops, ends)
    found = [np.zeros(0)]
    for first in range(0, len(sets), SETS_AT_ONCE):
        if watch is not None:
            watch.check()
        part = sets[first : first + SETS_AT_ONCE]
        orders = _permuted(legs, roads, part) if sets.shape[1] <= PERMUTED_MAX else _shortest(legs, roads, part)
        found.append(np.where(_fits(legs, orders), _lengths(roads, orders), np.inf))
    return np.concatenate(found)


def _fits(legs: Legs, orders: Ints) -> np.typing.NDArray[np.bool_]:
    fits: np.typing.NDArray[np.bool_] = _lengths(legs, orders) + legs.service[orders].sum(axis=1) <= legs.budget
    return fits


def _lengths(legs: Legs, visits: Ints) -> Matrix:
    """Return the length of the way, without service, of each row of stops in order."""
    way: Matrix = legs.out[visits[:, 0]] + legs.back[visits[:, -1]]
    for here, there in pairwise(range(visits.shape[1])):
        way = way + legs.between[visits[:, here], visits[:, there]]
    return way


def _permuted(legs: Legs, roads: Legs | None, sets: Ints) -> Ints:
    """Return the best order of each set: the least minutes, or the least kilometres within the day."""
    limit = legs.budget - legs.service[sets].sum(axis=1)
    best, least, least_minutes = sets, np.full(len(sets), np.inf), np.full(len(sets), np.inf)
    for columns in permutations(range(sets.shape[1])):
        orders = sets[:, columns]
        minutes = _lengths(legs, orders)
        length = minutes if roads is None else np.where(minutes <= limit, _lengths(roads, orders), np.inf)
        better = (length < least) | ((length == least) & (minutes < least_minutes))
        best = np.where(better[:, None], orders, best)
        least, least_minutes = np.where(better, length, least), np.where(better, minutes, least_minutes)
    return best


def _shortest(legs: Legs, roads: Legs | None, sets: Ints) -> Ints:
    """Return the order of least kilometres of each set where it fits the day, else that of least minutes."""
    quickest = shortest_orders(legs, sets)
    if roads is None:
        return quickest
    nearest = shortest_orders(roads, sets)
    return np.where(_fits(legs, nearest)[:, None], nearest, quickest)
