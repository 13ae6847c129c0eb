"""
Small numbers: which figures to hide, and which others with them, so that nothing hidden can be computed back.

A count of one to four people may tell who they are; nought tells of nobody. Hiding it is not enough where a total
stands beside it: some other figure is hidden too, so that as far as a reader can tell, the small one might as well
be large. A reader is supposed to know the rule, and that a hidden figure is never 0.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

SMALL = 5
"""Counts under this are hidden; under 10 for violence."""
LEAST = 1
"""What a reader knows of a hidden figure: it is not 0."""

Key = TypeVar("Key", bound=Hashable)
Cell = tuple[int, int]
"""A row and a column."""
Crossing = tuple[int, int, int]
"""From which column to which one, and by how much the numbers on the way change."""
BACK = -1


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


def hidden_in_table(rows: Sequence[Sequence[int]], *, threshold: int = SMALL) -> set[Cell]:
    """
    Return which cells to hide of a table whose last row and last column are its totals, as (row, column).

    A cell is safe when the numbers hidden can be shifted around a closed way through it, all else staying as it is:
    the cheapest such way is found for each small cell, as Cox (1980) and Kelly, Golden and Assad (1992) do.
    """
    table = _Table(rows)
    small = sorted(
        (number, (row, column))
        for row, line in enumerate(rows)
        for column, number in enumerate(line)
        if is_small(number, threshold)
    )
    table.hide(cell for _number, cell in small)
    for number, cell in small:
        table.hide(table.closed_way(cell, threshold - number))
    return table.hidden


class _Table:
    """
    A table with its totals, of which cells are being hidden: to hide one costs its number, if it is not hidden yet.

    A way leads from column to column and crosses two cells of a row each time, of the row where that costs least. The
    cheapest rows are remembered, so that a table of thousands of rows is not gone through for each of its cells.
    """

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.rows = rows
        self.columns = range(len(rows[0]) if rows else 0)
        self.hidden: set[Cell] = set()
        self.cheapest: dict[Crossing, list[tuple[int, int]]] = {}

    def hide(self, cells: Iterable[Cell]) -> None:
        """Hide cells: the rows they are in are crossed for less from then on."""
        new = set(cells) - self.hidden
        self.hidden |= new
        # Two rows that cost nothing cannot be bettered.
        dear = [one for one, known in self.cheapest.items() if len(known) < 2 or known[-1][0]]
        for row in {row for row, _column in new}:
            for crossing in dear:
                known = self.cheapest[crossing]
                others = (one for one in known if one[1] != row)
                self.cheapest[crossing] = sorted([*others, *self.prices(crossing, [row])])[:2]

    def closed_way(self, cell: Cell, need: int) -> set[Cell]:
        """Return the cells of the cheapest way back along which a cell could be `need` more; there is always one."""
        row, column = cell
        is_total = self.is_total(cell)
        comes_back = self.goes_to_column if is_total else self.goes_to_row
        waiting: list[tuple[int, int, int, tuple[Cell, ...]]] = [(0, 0, column, ())]
        done: set[int] = set()
        while waiting:
            price, many, at, crossed = heapq.heappop(waiting)
            if at == BACK:
                return set(crossed)
            if at in done:
                continue
            done.add(at)
            if at != column and comes_back((row, at), need):
                last = (row, at)
                heapq.heappush(waiting, (price + self.price(last), many + 1, BACK, (*crossed, last)))
            for to in set(self.columns) - done:
                # A total grows when the inner cells of its line do, so that a way through it is gone backwards.
                for more, other in self.rows_across((to, at, need) if is_total else (at, to, need), beside=row):
                    heapq.heappush(waiting, (price + more, many + 2, to, (*crossed, (other, at), (other, to))))
        return set()

    def rows_across(self, crossing: Crossing, *, beside: int) -> list[tuple[int, int]]:
        """Return the cheapest row but one by which a column leads to another, with its price; none if none will do."""
        if crossing not in self.cheapest:
            self.cheapest[crossing] = self.two_cheapest(self.prices(crossing, range(len(self.rows))))
        return [one for one in self.cheapest[crossing] if one[1] != beside][:1]

    def two_cheapest(self, prices: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the two cheapest rows, the first ones that cost nothing if there are."""
        found: list[tuple[int, int]] = []
        for one in prices:
            if len(found) < 2 or one < found[1]:
                found = sorted([*found, one])[:2]
                if len(found) == 2 and not found[1][0]:
                    break
        return found

    def prices(self, crossing: Crossing, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield what it costs to go from a column to another by each row where that can be, with the row."""
        start, end, need = crossing
        for row in rows:
            if self.goes_to_row((row, start), need) and self.goes_to_column((row, end), need):
                yield self.price((row, start)) + self.price((row, end)), row

    def goes_to_row(self, cell: Cell, need: int) -> bool:
        """Return whether a way can lead from the column of a cell to its row: totals grow by `need`, others shrink."""
        number = self.rows[cell[0]][cell[1]]
        return number > 0 and (self.is_total(cell) or number - need >= LEAST)

    def goes_to_column(self, cell: Cell, need: int) -> bool:
        """Return whether a way can lead from the row of a cell to its column: totals shrink by `need`, others grow."""
        number = self.rows[cell[0]][cell[1]]
        return number > 0 and (not self.is_total(cell) or number - need >= LEAST)

    def is_total(self, cell: Cell) -> bool:
        """Return whether a cell is the sum of its row or of its column; that of all is both, and counts as neither."""
        return (cell[0] == len(self.rows) - 1) != (cell[1] == len(self.columns) - 1)

    def price(self, cell: Cell) -> int:
        """Return what it costs to hide a cell."""
        return 0 if cell in self.hidden else self.rows[cell[0]][cell[1]]
