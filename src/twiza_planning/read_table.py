"""Read CSV tables strictly: a wrong cell is refused by row and column."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from twiza_planning.errors import NotUnderstood
from twiza_planning.text_file import read_text

# Not float(): it takes "1_000", "infinity" and digits of every script.
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
GREATEST_NUMBER = 1e15
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, its cells by column."""

    line: int
    cells: dict[str, str]

    def refuse(self, column: str, sentence: str) -> NotUnderstood:
        """Return the error that names a cell."""
        return NotUnderstood(f"row {self.line}, column {column}", sentence)

    def name(self, column: str) -> str:
        """Return a text that is not empty."""
        if not (text := self.cells[column]):
            raise self.refuse(column, "empty")
        return text

    def number(self, column: str, *, least: float = 0.0, most: float = GREATEST_NUMBER) -> float:
        """Return a number between two limits, both allowed."""
        text = self.name(column).strip()
        if not NUMBER.fullmatch(text):
            raise self.refuse(column, f"{cut(text)} is not a number")
        value = float(text)
        if value < least:
            raise self.refuse(column, f"{cut(text)} is " + ("negative" if least == 0 else f"below {least:g}"))
        if value > most or math.isinf(value):
            raise self.refuse(column, f"{cut(text)} is above {most:g}")
        return value


def read_table(path: Path, columns: Sequence[str], *, optional: Sequence[str] = ()) -> Iterator[Row]:
    """
    Return the rows of a CSV file whose header has these columns, in any order, and no other.

    Raises NotUnderstood, also while the rows are read.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        refuse_wrong_header(header, columns, optional)
        for cells in reader:
            if cells:
                yield row_of(reader.line_num, header, cells)
    except csv.Error as error:
        raise NotUnderstood(f"row {reader.line_num}", f"not a CSV line ({error})") from error


def row_of(line: int, header: list[str], cells: list[str]) -> Row:
    """Return one line's cells by column. Raises NotUnderstood when there are too many or too few."""
    if len(cells) != len(header):
        raise NotUnderstood(f"row {line}", f"{len(cells)} cells where {len(header)} are expected ({','.join(header)})")
    return Row(line, dict(zip(header, cells, strict=True)))


def refuse_wrong_header(header: list[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    """Raise NotUnderstood when a column is missing, unknown or given twice."""
    expected = ",".join(columns)
    for column in columns:
        if column not in header and column not in optional:
            raise NotUnderstood("row 1", f"no column {column}: the header is {expected}, separated by commas")
    for place, column in enumerate(header):
        if column not in columns:
            raise NotUnderstood("row 1", f"unknown column {cut(column)}: the header is {expected}")
        if column in header[:place]:
            raise NotUnderstood("row 1", f"column {column} is given twice")


def cut(text: str) -> str:
    """Return a text in quotes, cut short."""
    return f'"{text}"' if len(text) <= SHOWN_CHARACTERS else f'"{text[:SHOWN_CHARACTERS]}…"'
