"""In which order a route visits its stops: the shortest, or where kilometres cost the cheapest that fits the day."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np

from twiza_planning.caravans.legs import HOME, Ends, legs_of, roads_of
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import Ints, Legs
from twiza_planning.caravans.slots import Slot

PERMUTED_MAX = 5

Order = tuple[int, ...]
Label = tuple[float, float, Order]


def costs_by_km(problem: CaravanProblem, team: int) -> bool:
    """Return whether a team's kilometres count against a budget."""
    return problem.budget is not None and problem.teams[team].cost_km > 0


def best_order(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], ends: Ends = HOME) -> Order:
    """Return the stops in the best order, the first in file order among equals."""
    stops = tuple(sorted(stops))
    legs = legs_of(problem, slot, stops, ends)
    roads = roads_of(problem, slot, stops, ends) if costs_by_km(problem, slot.team) else None
    order = _order_by_permutations(legs, roads) if len(stops) <= PERMUTED_MAX else _order_by_labels(legs, roads)
    return tuple(stops[index] for index in order)


def least_km(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], sets: Ints, ends: Ends) -> Matrix:
    """Return the kilometres of the cheapest order that fits the day, for sets of one size (places in `stops`)."""
    if sets.shape[1] > PERMUTED_MAX:
        return np.array([_km_of_set(problem, slot, tuple(stops[place] for place in row), ends) for row in sets])
    legs, roads = legs_of(problem, slot, stops, ends), roads_of(problem, slot, stops, ends)
    limit = legs.budget - legs.service[sets].sum(axis=1)
    best = np.full(len(sets), np.inf)
    for columns in permutations(range(sets.shape[1])):
        visit = sets[:, columns]
        km = np.where(_lengths(legs, visit) <= limit, _lengths(roads, visit), np.inf)
        best = np.minimum(best, km)
    return best


def _km_of_set(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], ends: Ends) -> float:
    order = np.array([best_order(problem, slot, stops, ends)])
    stops_in_order = tuple(int(stop) for stop in order[0])
    roads = roads_of(problem, slot, stops_in_order, ends)
    return float(_lengths(roads, np.arange(len(stops_in_order))[None])[0])


def _lengths(legs: Legs, visits: Ints) -> Matrix:
    """Return the length of the way, without service, of each row of stops in order."""
    way: Matrix = legs.out[visits[:, 0]] + legs.back[visits[:, -1]]
    for here, there in pairwise(range(visits.shape[1])):
        way = way + legs.between[visits[:, here], visits[:, there]]
    return way


def _order_by_permutations(legs: Legs, roads: Legs | None) -> Order:
    visits = np.array(list(permutations(range(len(legs.service)))))
    minutes = _lengths(legs, visits)
    if roads is None:
        return tuple(int(stop) for stop in visits[minutes.argmin()])
    fits = minutes + legs.service.sum() <= legs.budget
    km = np.where(fits, _lengths(roads, visits), np.inf)
    return tuple(int(stop) for stop in visits[np.lexsort((minutes, km))[0]])


def _order_by_labels(legs: Legs, roads: Legs | None) -> Order:
    """Held and Karp's recursion on one set; where kilometres cost, with every (minutes, km) that no other beats."""
    roads = roads or Legs(0 * legs.out, 0 * legs.between, legs.back * 0, legs.service, np.inf)
    size = len(legs.service)
    labels: dict[tuple[int, int], list[Label]] = {
        (1 << stop, stop): [(float(legs.out[stop]), float(roads.out[stop]), (stop,))] for stop in range(size)
    }
    for visited in range(1, 1 << size):
        for last in range(size):
            for label in labels.pop((visited, last), []) if visited != (1 << size) - 1 else []:
                _extend(labels, legs, roads, visited, label)
    whole = (1 << size) - 1
    ends = [
        (roads_km + float(roads.back[last]), minutes + float(legs.back[last]), order)
        for last in range(size)
        for minutes, roads_km, order in labels.get((whole, last), [])
    ]
    within = legs.budget - float(legs.service.sum())
    return min((km, minutes, order) for km, minutes, order in ends if minutes <= within)[2]


def _extend(labels: dict[tuple[int, int], list[Label]], legs: Legs, roads: Legs, visited: int, label: Label) -> None:
    minutes, km, order = label
    for stop in range(len(legs.service)):
        if not visited >> stop & 1:
            longer = (
                minutes + float(legs.between[order[-1], stop]),
                km + float(roads.between[order[-1], stop]),
                (*order, stop),
            )
            known = labels.setdefault((visited | 1 << stop, stop), [])
            if not any(other[0] <= longer[0] and other[1] <= longer[1] for other in known):
                known[:] = [other for other in known if other[0] < longer[0] or other[1] < longer[1]]
                known.append(longer)
