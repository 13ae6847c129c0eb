"""Tables in workbooks: the first visible sheet that holds something."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, TypeAlias, TypeVar

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from twiza.core.errors import InputError
from twiza.documents.guard import GuardedFile
from twiza.documents.tables import Cell, Table, TableProblem, columns_from, letters_of, problem_at, rows_from

Read = TypeVar("Read")
Lines: TypeAlias = Iterator[tuple[int, Sequence[Cell]]]

# The last row a spreadsheet can have.
LAST_ROW = 1_048_576
CHUNK_BYTES = 256 * 1024
OVERLAP_BYTES = 512
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z0-9:]+)[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}


def read_xlsx_sheets(file: GuardedFile) -> list[Table]:
    """
    Return the table of every visible sheet that is not empty, in the order of the workbook.

    Each table is read as `read_xlsx` reads one, and refuses the same. Raises TableProblem.
    """
    visible = [sheet for sheet in _sheets(file, gives_formulas=False) if sheet.sheet_state == "visible"]
    tables = []
    for sheet in visible:
        lines = _lines(file, sheet)
        number, header = next(((number, cells) for number, cells in lines if _is_filled(cells)), (0, ()))
        if header:
            tables.append(_table_of(file, sheet, lines, number, header))
    return tables


def read_xlsx(file: GuardedFile) -> Table:
    """
    Return the table of a workbook's first visible sheet that is not empty.

    Cells give what the author sees: a formula gives its last result, and is refused by its cell's name when it
    has none; errors such as #REF! and merged cells are refused by name. Raises TableProblem.
    """
    visible = [sheet for sheet in _sheets(file, gives_formulas=False) if sheet.sheet_state == "visible"]
    for sheet in visible:
        lines = _lines(file, sheet)
        number, header = next(((number, cells) for number, cells in lines if _is_filled(cells)), (0, ()))
        if header:
            break
    else:
        raise TableProblem(_("%(file)s has no visible sheet with a table in it.") % {"file": file.name})
    table = _table_of(file, sheet, lines, number, header)
    return replace(table, other_sheets=tuple(other.title for other in visible if other is not sheet))


def _table_of(file: GuardedFile, sheet: Any, lines: Lines, number: int, header: Sequence[Cell]) -> Table:
    """Return the table of a sheet whose header is on the line of this number."""
    if _holds_formulas_and_no_merged_cells(file, sheet):
        lines = _with_results(file, sheet.title, lines, after=number)
    columns = columns_from(header, file=file.name, row=number)
    return Table(file.name, columns, rows_from(lines, columns, file=file.name), sheet=sheet.title)


def _sheets(file: GuardedFile, *, gives_formulas: bool) -> list[Any]:
    content = io.BytesIO(file.content)
    book = _unbroken(file.name, lambda: load_workbook(content, read_only=True, data_only=not gives_formulas))
    return list(book.worksheets)


def _unbroken(name: str, read: Callable[[], Read]) -> Read:
    """Return what openpyxl reads; a hostile or damaged workbook may break it anywhere, with any error."""
    try:
        return read()
    except InputError:
        raise
    except Exception:
        raise TableProblem(
            _("%(file)s is damaged: save it again from the program that made it.") % {"file": name}
        ) from None


def _lines(file: GuardedFile, sheet: Any) -> Lines:
    sheet.reset_dimensions()  # what a workbook says of its size may be a lie
    rows = sheet.iter_rows(values_only=True)
    for number in count(1):
        cells = _unbroken(file.name, lambda: next(rows, None))
        if cells is None:
            return
        if number > LAST_ROW:
            raise problem_at(_("This row cannot be in a spreadsheet."), file=file.name, row=number)
        _refuse_errors(file.name, number, cells)
        yield number, cells


def _is_filled(cells: Sequence[Cell]) -> bool:
    return any(cell not in (None, "") for cell in cells)


def _refuse_errors(name: str, number: int, cells: Sequence[Cell]) -> None:
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and cell.startswith("#") and cell in ERRORS:
            raise TableProblem(
                _("%(file)s, cell %(cell)s: the workbook says %(error)s here. Correct the formula or empty the cell.")
                % {"file": name, "cell": f"{letters_of(index)}{number}", "error": cell}
            )


def _with_results(file: GuardedFile, title: str, lines: Lines, *, after: int) -> Lines:
    """Yield the lines as they are, but refuse a formula that no program has computed yet."""
    sheets = _sheets(file, gives_formulas=True)
    written = _lines(file, next(sheet for sheet in sheets if sheet.title == title))
    for _skipped in range(after):
        next(written)
    for (number, cells), (_number, formulas) in zip(lines, written, strict=False):
        for index, (cell, formula) in enumerate(zip(cells, formulas, strict=False)):
            if cell is None and formula is not None:
                raise TableProblem(
                    _("%(file)s, cell %(cell)s: this formula has no result. Copy the column and paste its values.")
                    % {"file": file.name, "cell": f"{letters_of(index)}{number}"}
                )
        yield number, cells


def _holds_formulas_and_no_merged_cells(file: GuardedFile, sheet: Any) -> bool:
    """Return whether the sheet holds formulas. Raises TableProblem for merged cells, whose values would be lost."""
    has_formulas, seen = False, b""
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive, archive.open(sheet._worksheet_path) as stream:
        while chunk := _unbroken(file.name, lambda: stream.read(CHUNK_BYTES)):
            seen = seen[-OVERLAP_BYTES:] + chunk
            has_formulas = has_formulas or FORMULA.search(seen) is not None
            if merged := MERGED.search(seen):
                raise TableProblem(
                    _("%(file)s: the cells %(cells)s are merged. Unmerge them, and fill in each of them.")
                    % {"file": file.name, "cells": merged[1].decode()}
                )
    return has_formulas
