"""What a measure says: one figure, and the records it is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate


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


def middle(parts: Iterable[Part], counts: Mapping[int, int]) -> Measured:
    """Return the median of some values, given with how often each stands; without any it is not defined."""
    return Measured(median_of(counts) if counts else None, None, None, tuple(parts))


def median_of(counts: Mapping[int, int]) -> float:
    """Return the median of values, given with how often each stands; of an even number, halfway between two."""
    values = sorted(counts)
    upto = list(accumulate(counts[value] for value in values))
    lower, upper = (upto[-1] - 1) // 2, upto[-1] // 2
    return (values[bisect_right(upto, lower)] + values[bisect_right(upto, upper)]) / 2
