"""What each record brings to a figure, with what the figure can be told by: place, facility, sex, age, month."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from twiza.core.measured import Measured, Part, counted, median_of, middle, related

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Span:
    """Whose records, in which places (their paths; none: everywhere), from which day to which, both included."""

    organisation_id: int
    areas: tuple[str, ...]
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What one record counts: `key` names it, as its page's address does.

    `out_of` is its share of the denominator, None of a plain count. The rest is what it may be told by: the ids of its
    place and facility, the day on which it counts, and of a person her sex and birth.
    """

    key: Hashable
    counted: float
    out_of: float | None = None
    place: int | None = None
    facility: Hashable | None = None
    on: dt.date | None = None
    sex: str = ""
    born_on: dt.date | None = None


class Aggregate(StrEnum):
    """What becomes of many tallies: their sum, a percentage, a mean over what they are out of, or their median."""

    TOTAL = "total"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"


def measured_by(tallies: Iterable[Tally], group: Callable[[Tally], Hashable], aggregate: Aggregate) -> Measured:
    """Return the figure that tallies make, with a part for each group of them."""
    groups: defaultdict[Hashable, list[Tally]] = defaultdict(list)
    for one in tallies:
        groups[group(one)].append(one)
    if aggregate == Aggregate.MEDIAN:
        return median_by(groups.items())
    parts = [Part(key, sum(one.counted for one in ones), whole(ones)) for key, ones in groups.items()]
    if aggregate == Aggregate.TOTAL:
        return counted(parts)
    return related(parts, per=PERCENT if aggregate == Aggregate.SHARE else 1)


def whole(tallies: Sequence[Tally]) -> float | None:
    """Return what tallies are out of; None of plain counts."""
    known = [one.out_of for one in tallies if one.out_of is not None]
    return sum(known) if known else None


def median_by(groups: Iterable[tuple[Hashable, Sequence[Tally]]]) -> Measured:
    """Return the median of all tallies, with that of each group and how many values it has."""
    given = [(key, Counter(round(one.counted) for one in ones)) for key, ones in groups]
    parts = [Part(key, median_of(counts), counts.total()) for key, counts in given]
    return middle(parts, sum((counts for _key, counts in given), Counter()))
