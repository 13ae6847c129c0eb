"""Travel times by pair, read from Parquet by pyarrow (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from twiza_planning.access import Vector
from twiza_planning.errors import NotUnderstood
from twiza_planning.read_table import GREATEST_NUMBER, cut

Ranks = Mapping[str, int]
Pairs = tuple[np.ndarray, np.ndarray, Vector]

ENDING = ".parquet"
COLUMNS = ("locality", "facility", "minutes")


def read_parquet(path: Path, locality: Ranks, facility: Ranks) -> Pairs:
    """
    Return the pairs of a table with these columns, in any order, and no other, each pair at most once.

    Rows are counted from 1, without a header. Raises NotUnderstood, also where pyarrow is not installed.
    """
    table = opened(path)
    if sorted(table.column_names) != sorted(COLUMNS):
        said = ",".join(table.column_names)
        raise NotUnderstood("", f"the columns are {cut(said)}: {','.join(COLUMNS)} are expected")
    first = ranks_of(table["locality"], "locality", locality)
    other = ranks_of(table["facility"], "facility", facility)
    refuse_twice(first, other)
    return first, other, numbers_of(table["minutes"], "minutes")


def opened(path: Path) -> Any:
    """Return the table of a file."""
    try:
        from pyarrow import ArrowInvalid, parquet  # noqa: PLC0415 -- optional dependency
    except ImportError as error:
        raise NotUnderstood("", 'reading Parquet needs pyarrow: pip install "twiza[parquet]"') from error
    try:
        return parquet.read_table(path)
    except ArrowInvalid as error:
        raise NotUnderstood("", "not a Parquet file") from error
    except OSError as error:
        raise NotUnderstood("", f"cannot be read ({error.strerror or 'broken'})") from error


def ranks_of(column: Any, name: str, ranks: Ranks) -> np.ndarray:
    """Return the rank of each place of a column. Raises NotUnderstood that names the first that does not exist."""
    if column.null_count:
        raise refuse(first_of(column.is_null()), name, "empty")
    coded = column.combine_chunks().dictionary_encode()
    known = np.array([ranks.get(str(place), -1) for place in coded.dictionary.to_pylist()], dtype=np.int32)
    found: np.ndarray = known[coded.indices.to_numpy()]
    if (found < 0).any():
        row = int(np.argmax(found < 0))
        raise refuse(row, name, f"{cut(str(column[row].as_py()))} is not a known {name}")
    return found


def refuse_twice(first: np.ndarray, other: np.ndarray) -> None:
    """Raise NotUnderstood for the first pair that is given again."""
    _, kept = np.unique(np.column_stack([first, other]), axis=0, return_index=True)
    if len(kept) < len(first):
        again = np.setdiff1d(np.arange(len(first)), kept)
        raise refuse(int(again[0]), "facility", "the pair is given before")


def numbers_of(column: Any, name: str) -> Vector:
    """Return the numbers of a column. Raises NotUnderstood that names the first that is none, or negative."""
    if column.null_count:
        raise refuse(first_of(column.is_null()), name, "empty")
    try:
        numbers = np.asarray(column.to_numpy(), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise NotUnderstood(f"column {name}", f"holds {column.type} where numbers are expected") from error
    for wrong, sentence in (
        (np.isnan(numbers), "is not a number"),
        (numbers < 0, "is negative"),
        (numbers > GREATEST_NUMBER, f"is above {GREATEST_NUMBER:g}"),
    ):
        if wrong.any():
            row = int(np.argmax(wrong))
            raise refuse(row, name, f"{cut(str(numbers[row]))} {sentence}")
    return numbers


def first_of(flags: Any) -> int:
    """Return the rank of the first row that is so."""
    return int(np.argmax(flags.to_numpy()))


def refuse(rank: int, column: str, sentence: str) -> NotUnderstood:
    """Return the error that names a cell."""
    return NotUnderstood(f"row {rank + 1}, column {column}", sentence)
