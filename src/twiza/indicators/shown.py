"""
What may be shown of a figure: small numbers of persons are hidden, with what would bring them back.

Each column that counts persons is hidden by itself, its sum included. Of a share, what is counted and what is left of
it are persons both, so that its columns are hidden together. A figure whose sum is hidden is not said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from twiza.core.measured import Measured, Part
from twiza.core.small_numbers import hidden_in_table, hidden_in_tree, is_small

NUMERATOR, REST, DENOMINATOR = "numerator", "rest", "denominator"
NOBODY: frozenset[str] = frozenset()
COUNTED, OUT_OF = frozenset({NUMERATOR}), frozenset({DENOMINATOR})
COUNTED_AND_OUT_OF = COUNTED | OUT_OF
SHARE = COUNTED_AND_OUT_OF | {REST}
"""Which numbers of a figure are persons. Of a share, `rest` is those of the denominator who are not counted."""

Cell = tuple[int, str]
"""The rank of a part, or the rank after the last one for the whole, and a column."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What one record brings to a figure; None is not known, or one of the `hidden` columns."""

    key: Hashable
    numerator: float | None
    denominator: float | None
    hidden: frozenset[str] = NOBODY


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it may be shown; where a column of the whole is `hidden`, the value is not said either."""

    value: float | None
    numerator: float | None
    denominator: float | None
    parts: tuple[ShownPart, ...]
    hidden: frozenset[str] = NOBODY

    @property
    def is_hidden(self) -> bool:
        """Return whether the figure is known and not said."""
        return bool(self.hidden)


def shown(measured: Measured, *, persons: frozenset[str]) -> Shown:
    """Return a figure with its parts, of which small numbers of `persons` are hidden."""
    columns = by_rank(hidden_cells(measured, persons))
    parts = tuple(shown_part(part, columns.get(rank, NOBODY)) for rank, part in enumerate(measured.parts))
    hidden = columns.get(len(parts), NOBODY)
    if not parts:
        return Shown(measured.value, None, None, parts)
    return Shown(
        value=None if hidden else measured.value,
        numerator=None if NUMERATOR in hidden else measured.numerator,
        denominator=None if DENOMINATOR in hidden else measured.denominator,
        parts=parts,
        hidden=hidden,
    )


def shown_part(part: Part, hidden: frozenset[str]) -> ShownPart:
    """Return a part without its hidden columns."""
    numerator = None if NUMERATOR in hidden else part.numerator
    denominator = None if DENOMINATOR in hidden else part.denominator
    return ShownPart(part.key, numerator, denominator, hidden)


def shown_stages(whole: Shown, counts: Sequence[float]) -> list[Shown]:
    """
    Return how many came to each stage of a cascade: the first is what the figure is out of, the last what it counts.

    Those between are hidden where few came to them, or few more or fewer than to the stage before or after.
    """
    between = [
        None if any(is_small(round(abs(number))) for number in (here, before - here, here - after)) else here
        for before, here, after in zip(counts, counts[1:], counts[2:], strict=False)
    ]
    told = [whole.denominator, *between, whole.numerator] if whole.parts else counts
    return [Shown(one, one, None, (), NOBODY if one is not None else COUNTED) for one in told]


def by_rank(cells: set[Cell]) -> dict[int, frozenset[str]]:
    """Return the columns that are hidden of each part of which one is."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for rank, column in cells:
        found[rank].add(column)
    return {rank: frozenset(columns) for rank, columns in found.items()}


def hidden_cells(measured: Measured, persons: frozenset[str]) -> set[Cell]:
    """Return what to hide of a figure."""
    if measured.numerator is None:
        return hidden_medians(measured.parts) if persons else set()
    if REST in persons:
        return hidden_of_share(measured.parts)
    columns = {
        NUMERATOR: [round(part.numerator) for part in measured.parts],
        DENOMINATOR: [round(part.denominator or 0) for part in measured.parts],
    }
    return {(rank, column) for column in persons for rank in hidden_in_column(columns[column])}


def hidden_medians(parts: Sequence[Part]) -> set[Cell]:
    """Hide the medians of too few values, which the denominators of the parts count, and how many those are."""
    counts = [round(part.denominator or 0) for part in parts]
    small = [rank for rank, count in enumerate([*counts, sum(counts)]) if is_small(count)]
    return {(rank, column) for rank in small for column in (NUMERATOR, DENOMINATOR)}


def hidden_of_share(parts: Sequence[Part]) -> set[Cell]:
    """Hide what is small of what each part counts, of what it leaves out and of their sum."""
    rows = [(round(part.numerator), round((part.denominator or 0) - part.numerator)) for part in parts]
    table = [(counted, rest, counted + rest) for counted, rest in rows]
    table.append((sum(row[0] for row in table), sum(row[1] for row in table), sum(row[2] for row in table)))
    columns = (NUMERATOR, REST, DENOMINATOR)
    return {(row, columns[column]) for row, column in hidden_in_table(table)}


def hidden_in_column(numbers: Sequence[int]) -> set[int]:
    """Return the ranks of the numbers to hide of a column; the rank after the last one is their sum."""
    whole = len(numbers)
    parents: dict[int, int | None] = {**dict.fromkeys(range(whole), whole), whole: None}
    return hidden_in_tree({**dict(enumerate(numbers)), whole: sum(numbers)}, parents)
