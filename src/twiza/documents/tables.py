"""A table read from a file: its columns and its rows, each row with the number its author sees."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from twiza.core.errors import InputError

Cell: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELL_CHARACTERS = 32_767
# Beyond this, a whole number fits neither a column of a database nor a float.
MOST = 2**63 - 1


class TableProblem(InputError):
    """A file is no table, or a cell in it cannot be used: the sentence says where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number its author sees, its values by column, and for a GeoJSON feature its geometry."""

    number: int
    values: Mapping[str, Cell]
    geometry: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """
    Columns, and rows that are read while one asks for them: once, and raising TableProblem on the way.

    `sheet` and `other_sheets` say which part of a workbook this is and what was left aside; `encoding` how the
    letters of a text file were read.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row]
    encoding: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = field(default=())


def problem_at(problem: str, *, file: str, row: int | None = None, column: str = "") -> TableProblem:
    """Return the error that says a problem, a whole sentence, with the file, the row and the column it is in."""
    where = {"file": file, "row": row, "column": column, "problem": problem}
    if row is not None and column:
        return TableProblem(_("%(file)s, row %(row)s, column “%(column)s”: %(problem)s") % where)
    if row is not None:
        return TableProblem(_("%(file)s, row %(row)s: %(problem)s") % where)
    if column:
        return TableProblem(_("%(file)s, column “%(column)s”: %(problem)s") % where)
    return TableProblem(_("%(file)s: %(problem)s") % where)


def text_of(cell: Cell) -> str:
    """Return a cell as its author would write it: whole numbers without a point, dates as in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return str(cell).strip()


def columns_from(header: Sequence[Cell], *, file: str, row: int) -> tuple[str, ...]:
    """Return the names of the columns, without empty ones at the end. Raises TableProblem on a poor header."""
    names = [text_of(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    refuse_bad_names(names, file=file, row=row)
    return tuple(names)


def refuse_bad_names(names: Sequence[str], *, file: str, row: int | None) -> None:
    """Raise TableProblem when columns are too many, or one has no name, an odd one or another column's."""
    if len(names) > MAX_COLUMNS:
        raise problem_at(_("There are more than %(most)s columns.") % {"most": MAX_COLUMNS}, file=file, row=row)
    for index, name in enumerate(names):
        if not name:
            raise problem_at(_("This column has no name."), file=file, row=row, column=letters_of(index))
        if not is_plain_text(name):
            raise problem_at(unprintable(), file=file, row=row, column=letters_of(index))
        if name in names[:index]:
            raise problem_at(_("Two columns have this name."), file=file, row=row, column=name)


def rows_from(lines: Iterator[tuple[int, Sequence[Cell]]], columns: tuple[str, ...], *, file: str) -> Iterator[Row]:
    """Yield the lines that hold something as rows. Raises TableProblem on a line with more cells than columns."""
    many = 0
    for number, cells in lines:
        if all(cell is None or cell == "" for cell in cells):
            continue
        many += 1
        if many > MAX_ROWS:
            raise problem_at(_("There are more than %(most)s rows: split the file.") % {"most": MAX_ROWS}, file=file)
        _refuse_surplus(cells, columns, file=file, number=number)
        yield Row(number, {name: kept_cell(cell, name, file, number) for name, cell in _paired(columns, cells)})


def letters_of(index: int) -> str:
    """Return a column's letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    letters, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _refuse_surplus(cells: Sequence[Cell], columns: tuple[str, ...], *, file: str, number: int) -> None:
    surplus = [index for index in range(len(columns), len(cells)) if cells[index] not in (None, "")]
    if surplus:
        raise problem_at(
            _("This cell is beyond the last named column: name its column, or empty it."),
            file=file,
            row=number,
            column=letters_of(surplus[0]),
        )


def _paired(columns: tuple[str, ...], cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    for index, name in enumerate(columns):
        yield name, cells[index] if index < len(cells) else None


def kept_cell(cell: Cell, column: str, file: str, number: int) -> Cell:
    """Return a cell without spaces around it, None for an empty one. Raises TableProblem on what no cell can hold."""
    if isinstance(cell, float) and not math.isfinite(cell):
        raise problem_at(_("This is not a number."), file=file, row=number, column=column)
    if isinstance(cell, float | int) and not -MOST <= cell <= MOST:
        raise problem_at(_("This number is too large."), file=file, row=number, column=column)
    if not isinstance(cell, str):
        return cell
    if len(cell) > MAX_CELL_CHARACTERS:
        raise problem_at(_("The text of this cell is too long."), file=file, row=number, column=column)
    if not is_plain_text(cell):
        raise problem_at(unprintable(), file=file, row=number, column=column)
    return cell.strip() or None


def is_plain_text(text: str) -> bool:
    """Return whether a text holds letters and lines only: no control character, no half of a letter."""
    return all(letter in "\t\r\n" or unicodedata.category(letter) not in {"Cc", "Cs"} for letter in set(text))


def unprintable() -> str:
    """Return the sentence for a text with control characters in it."""
    return _("This text holds characters that cannot be written: type it again.")
