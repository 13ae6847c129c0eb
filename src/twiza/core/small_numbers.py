"""
Small numbers: which figures to hide, and which others with them, so that nothing hidden can be computed back.

A count of one to four people may tell who they are; nought tells of nobody. Hiding it is not enough where a total
stands beside it: some other figure is hidden too, so that as far as a reader can tell, the small one might as well
be large. A reader is supposed to know the rule, and that a hidden figure is never 0.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

SMALL = 5
"""Counts under this are hidden; under 10 for violence."""
LEAST = 1
"""What a reader knows of a hidden figure: it is not 0."""

Key = TypeVar("Key", bound=Hashable)
Line = tuple[str, int]


def is_small(number: int, threshold: int = SMALL) -> bool:
    """Return whether a count may tell who was counted."""
    return 0 < number < threshold


def hidden_in_tree(
    numbers: Mapping[Key, int], parents: Mapping[Key, Key | None], *, threshold: int = SMALL
) -> set[Key]:
    """
    Return which figures to hide where each stands for what lies below it, as a province does for its communes.

    `parents` gives the nearest figure above each one, None for the topmost. Beside a small figure others of the same
    parent are hidden, the smallest that will do; where none of the lowest will, the parent. A figure whose value
    nobody knows because its source hid it is given as LEAST.
    """
    children: defaultdict[Key | None, list[Key]] = defaultdict(list)
    for key in numbers:
        children[parents[key]].append(key)
    hidden = {key for key, number in numbers.items() if is_small(number, threshold)}
    for parent in _deepest_first(children, parents):
        family = hidden.intersection(children[parent])
        if parent in hidden or not family:
            continue
        leaves = {key: numbers[key] for key in children[parent] if key not in children}
        hidden |= _partners(family, leaves, threshold - LEAST)
        if not _is_blurred(family, hidden.intersection(leaves), leaves, threshold - LEAST):
            hidden.add(parent)
    return hidden


def _deepest_first(children: Mapping[Key | None, Sequence[Key]], parents: Mapping[Key, Key | None]) -> list[Key]:
    def depth(key: Key | None) -> int:
        return 0 if key is None else 1 + depth(parents[key])

    return sorted((key for key in children if key is not None), key=depth, reverse=True)


def _partners(family: set[Key], leaves: Mapping[Key, int], need: int) -> set[Key]:
    """Return the fewest shown leaves that blur a family, the smallest of them that does it alone where one does."""
    chosen: set[Key] = set()
    mine = family.intersection(leaves)
    shown = sorted((key for key in leaves if key not in family and leaves[key] > LEAST), key=lambda key: leaves[key])
    while shown and not _is_blurred(family, mine | chosen, leaves, need):
        alone = (key for key in shown if _is_blurred(family, mine | chosen | {key}, leaves, need))
        partner = next(alone, shown[-1])
        chosen.add(partner)
        shown.remove(partner)
    return chosen


def _is_blurred(family: set[Key], hidden_leaves: set[Key], leaves: Mapping[Key, int], need: int) -> bool:
    """Return whether any of a family could be `need` more, taken from the other leaves that are hidden."""
    spare = {key: leaves[key] - LEAST for key in hidden_leaves}
    total = sum(spare.values())
    return all(total - spare.get(key, 0) >= need for key in family)


def hidden_in_table(rows: Sequence[Sequence[int]], *, threshold: int = SMALL) -> set[tuple[int, int]]:
    """
    Return which cells to hide of a table whose last row and last column are its totals, as (row, column).

    A cell is safe when the numbers hidden can be shifted around a closed way through it, all else staying as it is:
    the shortest such way is found for each small cell, as Cox (1980) and Kelly, Golden and Assad (1992) do.
    """
    cells = {(row, column): number for row, line in enumerate(rows) for column, number in enumerate(line) if number}
    last = (len(rows) - 1, len(rows[0]) - 1 if rows else 0)
    small = sorted((number, cell) for cell, number in cells.items() if is_small(number, threshold))
    hidden = {cell for _number, cell in small}
    for number, cell in small:
        hidden |= _closed_way(cell, cells, last, hidden, threshold - number)
    return hidden


def _closed_way(
    cell: tuple[int, int],
    cells: Mapping[tuple[int, int], int],
    last: tuple[int, int],
    hidden: set[tuple[int, int]],
    need: int,
) -> set[tuple[int, int]]:
    """Return the cells of the cheapest way along which a cell could be `need` more; hidden ones cost nothing."""
    steps: defaultdict[Line, list[tuple[Line, tuple[int, int], int]]] = defaultdict(list)
    for one, number in cells.items():
        if one != cell:
            price = 0 if one in hidden else number
            for start, end in _shifts(one, number, last, need):
                steps[start].append((end, one, price))
    # The cell itself goes from one line to the other when it grows; the way leads back.
    ((start, end),) = _growth(cell, last)
    return _cheapest(end, start, steps)


def _growth(cell: tuple[int, int], last: tuple[int, int]) -> list[tuple[Line, Line]]:
    row, column = ("row", cell[0]), ("column", cell[1])
    is_total = (cell[0] == last[0]) != (cell[1] == last[1])
    return [(column, row)] if is_total else [(row, column)]


def _shifts(cell: tuple[int, int], number: int, last: tuple[int, int], need: int) -> Iterator[tuple[Line, Line]]:
    """Yield the ways a cell can be crossed: growing always, shrinking when enough is left."""
    ((start, end),) = _growth(cell, last)
    yield start, end
    if number - need >= LEAST:
        yield end, start


def _cheapest(
    start: Line, end: Line, steps: Mapping[Line, Sequence[tuple[Line, tuple[int, int], int]]]
) -> set[tuple[int, int]]:
    """Return the cells of the cheapest way between two lines; there is always one, through the totals."""
    waiting: list[tuple[int, int, Line, frozenset[tuple[int, int]]]] = [(0, 0, start, frozenset())]
    done: set[Line] = set()
    while waiting:
        price, many, line, crossed = heapq.heappop(waiting)
        if line == end:
            return set(crossed)
        if line in done:
            continue
        done.add(line)
        for following, cell, more in steps.get(line, ()):
            if following not in done:
                heapq.heappush(waiting, (price + more, many + 1, following, crossed | {cell}))
    return set()
