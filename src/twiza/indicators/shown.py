"""What may be shown of a figure: small numbers of persons are hidden, with what would bring them back."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from twiza.core.measured import Measured, Part
from twiza.core.small_numbers import hidden_in_table, hidden_in_tree, is_small


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What one record brings to a figure; None is hidden or not known."""

    key: Hashable
    numerator: float | None
    denominator: float | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it may be shown: `is_hidden` when it is known and not said."""

    value: float | None
    numerator: float | None
    denominator: float | None
    parts: tuple[ShownPart, ...]
    is_hidden: bool = False


def shown(measured: Measured, *, counts_persons: bool, is_share: bool) -> Shown:
    """Return a figure with its parts; of persons, small numbers are hidden. `is_share`: a part of its denominator."""
    hidden = hidden_parts(measured, is_share=is_share) if counts_persons else set()
    parts = tuple(
        ShownPart(part.key, None, None, is_hidden=True)
        if rank in hidden
        else ShownPart(part.key, part.numerator, part.denominator)
        for rank, part in enumerate(measured.parts)
    )
    if len(measured.parts) in hidden:
        return Shown(None, None, None, parts, is_hidden=True)
    if not parts:
        return Shown(measured.value, None, None, parts)
    return Shown(measured.value, measured.numerator, measured.denominator, parts)


def hidden_parts(measured: Measured, *, is_share: bool) -> set[int]:
    """Return the ranks of the parts to hide; the rank after the last one is the whole."""
    if measured.numerator is None:
        return hidden_medians(measured.parts)
    if is_share:
        return {row for row, _column in hidden_in_table(shares_of(measured.parts))}
    whole = len(measured.parts)
    numbers = {rank: round(part.numerator) for rank, part in enumerate(measured.parts)}
    parents: dict[int, int | None] = {**dict.fromkeys(numbers, whole), whole: None}
    return hidden_in_tree({**numbers, whole: sum(numbers.values())}, parents)


def hidden_medians(parts: Sequence[Part]) -> set[int]:
    """Return the ranks of the medians of too few values, which the denominators of the parts count."""
    counts = [round(part.denominator or 0) for part in parts]
    return {rank for rank, count in enumerate([*counts, sum(counts)]) if is_small(count)}


def shares_of(parts: Sequence[Part]) -> list[tuple[int, int, int]]:
    """Return what each part counts, what it leaves out and their sum, then the same of the whole."""
    rows = [(round(part.numerator), round((part.denominator or 0) - part.numerator)) for part in parts]
    table = [(counted, rest, counted + rest) for counted, rest in rows]
    return [*table, tuple(sum(row[column] for row in table) for column in range(3))]  # type: ignore[list-item]
