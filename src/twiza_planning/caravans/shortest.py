"""
The shortest order of larger sets of stops.

Held and Karp's recursion (1962) over the subsets of each set, for many sets at once; past the size where that is too
long, the best of insertion and exchanges (2-opt: Croes, 1958), which need not be the shortest.
"""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints, Legs

EXACT_MAX = 12
CELLS_AT_ONCE = 4_000_000


def shortest_orders(legs: Legs, sets: Ints) -> Ints:
    """Return the stops of each set in a short order (the shortest up to EXACT_MAX stops), service left out."""
    size = sets.shape[1]
    if size > EXACT_MAX:
        return np.array([_improved(legs, row) for row in sets], np.int64).reshape(-1, size)
    step = max(1, CELLS_AT_ONCE // (size << size))
    parts = [_exact(legs, sets[first : first + step]) for first in range(0, len(sets), step)]
    return np.concatenate([np.zeros((0, size), np.int64), *parts])


def _exact(legs: Legs, sets: Ints) -> Ints:
    size = sets.shape[1]
    between = legs.between[sets[:, :, None], sets[:, None, :]]
    length = np.full((len(sets), 1 << size, size), np.inf)
    before = np.zeros((len(sets), 1 << size, size), np.int8)
    for last in range(size):
        length[:, 1 << last, last] = legs.out[sets[:, last]]
    for visited in range(1, 1 << size):
        for last in _members(visited, size):
            rest = visited & ~(1 << last)
            if rest:
                ways = length[:, rest, :] + between[:, :, last]
                before[:, visited, last] = ways.argmin(axis=1)
                length[:, visited, last] = ways.min(axis=1)
    return _traced(sets, before, length[:, -1, :] + legs.back[sets])


def _members(visited: int, size: int) -> list[int]:
    return [stop for stop in range(size) if visited >> stop & 1]


def _traced(sets: Ints, before: np.typing.NDArray[np.int8], whole: Matrix) -> Ints:
    """Return the orders that the recursion found, from their last stop back."""
    rows, size = np.arange(len(sets)), sets.shape[1]
    visited = np.full(len(sets), (1 << size) - 1)
    last = whole.argmin(axis=1)
    orders = np.zeros_like(sets)
    for rank in range(size - 1, -1, -1):
        orders[:, rank] = sets[rows, last]
        visited, last = visited & ~(1 << last), before[rows, visited, last].astype(np.int64)
    return orders


def _improved(legs: Legs, stops: Ints) -> list[int]:
    order = _inserted(legs, [int(stop) for stop in stops])
    while True:
        better = min(_exchanges(order), key=lambda other: _length(legs, other))
        if _length(legs, better) >= _length(legs, order) - 1e-9:
            return order
        order = better


def _inserted(legs: Legs, stops: list[int]) -> list[int]:
    order: list[int] = []
    for stop in sorted(stops, key=lambda stop: -float(legs.out[stop])):
        ways = ([*order[:rank], stop, *order[rank:]] for rank in range(len(order) + 1))
        order = min(ways, key=lambda way: _length(legs, way))
    return order


def _exchanges(order: list[int]) -> list[list[int]]:
    """Return the orders with one stretch turned round, or one stop moved."""
    size = len(order)
    turned = [
        [*order[:first], *reversed(order[first:last]), *order[last:]]
        for first in range(size)
        for last in range(first + 2, size + 1)
    ]
    moved = []
    for rank in range(size):
        rest = [*order[:rank], *order[rank + 1 :]]
        moved += [[*rest[:place], order[rank], *rest[place:]] for place in range(size)]
    return [*turned, *moved]


def _length(legs: Legs, order: list[int]) -> float:
    nodes = np.array(order)
    way = legs.out[nodes[0]] + legs.between[nodes[:-1], nodes[1:]].sum() + legs.back[nodes[-1]]
    # A stop where the way cannot end makes it endless.
    return float(way)
