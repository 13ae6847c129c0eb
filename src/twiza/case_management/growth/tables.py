"""WHO's figures: at each age or length, the median, the spread around it, and how lopsided that is."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PER_CENTIMETRE = 10
"""Tables by length or height have a row for each millimetre; those by age one for each day or month."""


@dataclass(frozen=True, slots=True)
class Lms:
    """The L, M and S of one point: the power of Box and Cox, the median, the coefficient of variation."""

    power: float
    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one sex, in rows of equal steps from where they start."""

    start: float
    rows_per_unit: int
    rows: Sequence[Lms]

    def at(self, point: float) -> Lms | None:
        """Return the figures at a point, in proportion between two rows; None outside the table."""
        position = round((point - self.start) * self.rows_per_unit, 6)
        if not 0 <= position <= len(self.rows) - 1:
            return None
        low = int(position)
        return between(self.rows[low], self.rows[min(low + 1, len(self.rows) - 1)], position - low)


def between(low: Lms, high: Lms, part: float) -> Lms:
    """Return the figures at a part of the way from one row to the next."""
    return Lms(
        low.power + part * (high.power - low.power),
        low.median + part * (high.median - low.median),
        low.spread + part * (high.spread - low.spread),
    )


@cache
def tables_from(path: Path) -> dict[tuple[str, str], Table]:
    """Return WHO's tables by name and sex (`m`, `f`), read once."""
    points: defaultdict[tuple[str, str], list[tuple[float, Lms]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            lms = Lms(float(row["l"]), float(row["m"]), float(row["s"]))
            points[row["table"], row["sex"]].append((float(row["at"]), lms))
    return {key: table_of(key[0], rows) for key, rows in points.items()}


def table_of(name: str, points: Sequence[tuple[float, Lms]]) -> Table:
    """Return the rows of a table, which come in their order."""
    per_unit = PER_CENTIMETRE if name.endswith(("_by_length", "_by_height")) else 1
    return Table(points[0][0], per_unit, [lms for _at, lms in points])
