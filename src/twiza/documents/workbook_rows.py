"""
Rows of a workbook as its XML, written straight into the sheets that openpyxl made with their header only.

openpyxl makes three objects and a tree of every cell: a list of 5,000 facilities has a million of them.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from xml.sax.saxutils import escape

from django.utils import timezone
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from twiza.documents.cells import begins_like_a_formula, writable
from twiza.documents.tables import MAX_CELL_CHARACTERS, Cell

END_OF_ROWS = b"</sheetData>"
ROWS_AT_ONCE = 2_000
WRAPPED_FROM = 60
HEADER_ROWS = 1
EMPTY = "/>"
# The least that deflate offers: a workbook of a million cells is packed in half the time, and is an eighth larger.
PACKED = 1


@dataclass(frozen=True, slots=True)
class Styles:
    """
    The numbers under which a workbook keeps how cells look.

    By column, of what is not text by its type; of text by whether it is marked as text and whether it is wrapped.
    """

    of_columns: Sequence[Mapping[type, int]]
    of_text: Mapping[tuple[bool, bool], int]


@dataclass(frozen=True, slots=True)
class Body:
    """The rows under the header of a sheet, and how they look."""

    rows: Sequence[Sequence[Cell]]
    styles: Styles


def with_bodies(content: bytes, bodies: Sequence[Body]) -> bytes:
    """Return a workbook, sheet by sheet in their order, with the rows that each lacks."""
    made = io.BytesIO()
    names = {f"xl/worksheets/sheet{number}.xml": body for number, body in enumerate(bodies, start=1)}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as empty,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as full,
    ):
        for entry in empty.infolist():
            with full.open(entry.filename, "w", force_zip64=True) as stream:
                for part in parts_of(empty.read(entry), names.get(entry.filename)):
                    stream.write(part)
    return made.getvalue()


def parts_of(page: bytes, body: Body | None) -> Iterator[bytes]:
    """Yield a part of a workbook, with the rows of its sheet where it is one."""
    before, end, after = page.partition(END_OF_ROWS)
    yield before
    if body is not None and end:
        yield from body_of(body)
    yield end + after


def body_of(body: Body) -> Iterator[bytes]:
    """Yield rows as XML, many at once; a text that stands in many cells is written out once."""
    letters = [get_column_letter(index) for index in range(1, len(body.styles.of_columns) + 1)]
    said = cache(partial(text_cell, body.styles.of_text))
    lines = (
        row_of(number, zip(letters, row, body.styles.of_columns, strict=True), said)
        for number, row in enumerate(body.rows, start=HEADER_ROWS + 1)
    )
    while many := "".join(islice(lines, ROWS_AT_ONCE)):
        yield many.encode()


def row_of(number: int, cells: Iterable[tuple[str, Cell, Mapping[type, int]]], said: Callable[[str], str]) -> str:
    """Return a row as XML, from the letter, the value and the looks of each cell; an empty cell is left out."""
    written = "".join(
        f'<c r="{letter}{number}"{said(cell) if isinstance(cell, str) else other_cell(cell, looks)}'
        for letter, cell, looks in cells
        if cell is not None
    )
    return f'<row r="{number}">{written}</row>'


def text_cell(looks: Mapping[tuple[bool, bool], int], cell: str) -> str:
    """Return a cell of text as XML, after its place: text stays text, whatever it begins with."""
    text = writable(cell)[:MAX_CELL_CHARACTERS]
    if not text:
        return EMPTY
    style = looks[begins_like_a_formula(text), len(text) > WRAPPED_FROM or "\n" in text]
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' s="{style}" t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'


def other_cell(cell: Cell, looks: Mapping[type, int]) -> str:
    """Return a cell that is no text as XML, after its place: a truth as such, everything else as a number."""
    figure = figure_of(cell)
    kind = "b" if isinstance(cell, bool) else "n"
    return f' s="{looks.get(type(cell), looks[float])}" t="{kind}"><v>{figure}</v></c>' if figure else EMPTY


def figure_of(cell: Cell) -> str:
    """Return what is no text as a workbook counts it: moments in days, as people live them; nothing for no number."""
    if isinstance(cell, int):
        return str(int(cell))
    if isinstance(cell, dt.datetime) and timezone.is_aware(cell):
        cell = timezone.make_naive(cell)  # a workbook has no time zones: ours is the one people live in
    figure = float(to_excel(cell) if isinstance(cell, dt.date | dt.time | dt.timedelta) else cell)  # type: ignore[arg-type]
    return f"{figure:.16g}" if math.isfinite(figure) else ""
