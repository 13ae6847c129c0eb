"""Tables in text files, whatever their separator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from twiza.documents.guard import GuardedFile
from twiza.documents.tables import Cell, Table, TableProblem, columns_from, problem_at, rows_from, text_of

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 30


def read_csv(file: GuardedFile) -> Table:
    """Return the table of a CSV file. Raises TableProblem when it has no rows under its header."""
    lines = _lines(file)
    number, header = next(((number, cells) for number, cells in lines if _is_filled(cells)), (0, []))
    if not header:
        raise TableProblem(_("%(file)s holds no table: its first row must name the columns.") % {"file": file.name})
    columns = columns_from(header, file=file.name, row=number)
    return Table(file.name, columns, rows_from(lines, columns, file=file.name), encoding=file.encoding)


def _lines(file: GuardedFile) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=_separator(file.text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, list(cells)
    except csv.Error:
        raise problem_at(
            _("A quotation mark is missing, or a cell is far too long."), file=file.name, row=number + 1
        ) from None


def _is_filled(cells: list[Cell]) -> bool:
    return any(text_of(cell) for cell in cells)


def _separator(text: str) -> str:
    """Return the separator under which most of the first lines have the same number of cells, more than one."""
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])
    return max(SEPARATORS, key=lambda separator: _agreement(sample, separator))


def _agreement(sample: str, separator: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(sample.splitlines(keepends=True), delimiter=separator) if cells]
    except csv.Error:  # a cell far too long under this separator
        return 0, 0
    if not widths or widths[0] == 1:
        return 0, 0
    return widths.count(widths[0]), widths[0]
