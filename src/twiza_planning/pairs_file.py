"""
Travel times by pair, read from CSV or Parquet: a country's five million in some ten seconds.

Whole columns are read at once. Whatever is unusual is left to the reader that goes row by row, and names the cell.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.access import Vector
from twiza_planning.pairs_parquet import COLUMNS, ENDING, read_parquet
from twiza_planning.read_table import GREATEST_NUMBER, Row, cut, read_table
from twiza_planning.text_file import read_text, write_text

ROWS_AT_ONCE = 100_000
# What float() would take and a table may not hold has other characters: "1_000", "infinity", digits of other scripts.
NUMBERS = re.compile(r"[0-9.eE+\n-]*")
Ranks = Mapping[str, int]
Pairs = tuple[np.ndarray, np.ndarray, Vector]


def read_minutes(path: Path, locality: Ranks, facility: Ranks) -> csr_array:
    """Return the minutes of the pairs in a CSV or Parquet table, each at most once, by rank. Raises NotUnderstood."""
    shape = len(locality), len(facility)
    if path.suffix == ENDING:
        return by_rank(read_parquet(path, locality, facility), shape)
    pairs = read_columns(read_text(path), locality, facility)
    # Pairs given twice are added up: then there are fewer.
    if pairs is not None and (minutes := by_rank(pairs, shape)).nnz == len(pairs[2]):
        return minutes
    return by_rank(read_rows(path, locality, facility), shape)


def write_minutes(path: Path, localities: Sequence[str], facilities: Sequence[str], minutes: csr_array) -> None:
    """Write the pairs of a matrix, as `read_minutes` reads them. Raises NotUnderstood when it cannot be written."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    pairs = coo_array(minutes)
    for row, column, time in zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True):
        writer.writerow((localities[row], facilities[column], repr(time)))
    write_text(path, text.getvalue())


def by_rank(pairs: Pairs, shape: tuple[int, int]) -> csr_array:
    """Return pairs as a matrix."""
    of_locality, of_facility, minutes = pairs
    return csr_array(coo_array((minutes, (of_locality, of_facility)), shape=shape))


def read_columns(text: str, locality: Ranks, facility: Ranks) -> Pairs | None:
    """Return the pairs of a table in which nothing is unusual, else None."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    parts: list[Pairs] = []
    try:
        if tuple(next(reader, [])) != COLUMNS:
            return None
        while rows := list(itertools.islice(reader, ROWS_AT_ONCE)):
            if (part := read_part(rows, locality, facility)) is None:
                return None
            parts.append(part)
    except csv.Error:
        return None
    if not parts:
        return None
    of_locality, of_facility, minutes = (np.concatenate(part) for part in zip(*parts, strict=True))
    return of_locality, of_facility, minutes


def read_part(rows: list[list[str]], locality: Ranks, facility: Ranks) -> Pairs | None:
    """Return the pairs of some rows in which nothing is unusual, else None."""
    try:
        of_locality, of_facility, told = zip(*rows, strict=True)
        first = np.fromiter(map(locality.__getitem__, of_locality), dtype=np.int32, count=len(rows))
        other = np.fromiter(map(facility.__getitem__, of_facility), dtype=np.int32, count=len(rows))
        minutes = np.array(list(map(float, told))) if NUMBERS.fullmatch("\n".join(told)) else np.full(1, np.nan)
    except (ValueError, KeyError):
        return None
    if not (minutes.min() >= 0 and minutes.max() <= GREATEST_NUMBER):
        return None
    return first, other, minutes


def read_rows(path: Path, locality: Ranks, facility: Ranks) -> Pairs:
    """Return the pairs of a table, row by row. Raises NotUnderstood that names the wrong cell."""
    minutes: dict[tuple[int, int], float] = {}
    for row in read_table(path, COLUMNS):
        pair = rank_of(row, "locality", locality), rank_of(row, "facility", facility)
        if pair in minutes:
            raise row.refuse("facility", f"{row.cells['locality']} and {row.cells['facility']} are given twice")
        minutes[pair] = row.number("minutes")
    ranks = np.array(list(minutes), dtype=np.int32).reshape(-1, 2)
    return ranks[:, 0], ranks[:, 1], np.array(list(minutes.values()), dtype=np.float64)


def rank_of(row: Row, column: str, ranks: Ranks) -> int:
    """Return the rank of a place that exists."""
    if (name := row.name(column)) not in ranks:
        raise row.refuse(column, f"{cut(name)} is not a known {column}")
    return ranks[name]
