"""What a measure says: one figure, and the records it is made of."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Part:
    """What one record brings to a figure; `key` names the record, as its page's address does."""

    key: Hashable
    numerator: float
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """
    A figure: `value` is None where it is not defined (shown as a dash), never 0 instead.

    `numerator` and `denominator` are those of the whole; a count has no denominator, a median has neither.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    parts: tuple[Part, ...]


def counted(parts: Iterable[Part]) -> Measured:
    """Return the sum of what each record counts."""
    parts = tuple(parts)
    whole = sum(part.numerator for part in parts)
    return Measured(whole, whole, None, parts)


def related(parts: Iterable[Part], *, per: float = 1) -> Measured:
    """Return the sum of the numerators over that of the denominators, `per` so many (100: a percentage)."""
    parts = tuple(parts)
    above, below = sum(part.numerator for part in parts), sum(part.denominator or 0 for part in parts)
    return Measured(per * above / below if below else None, above, below, parts)


def middle(parts: Iterable[Part], values: Sequence[float]) -> Measured:
    """Return the median of some values, which the parts hold; without any it is not defined."""
    return Measured(median(values) if values else None, None, None, tuple(parts))
