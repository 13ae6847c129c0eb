"""Workbooks that go out: typed, in the reader's direction, and with what they rest on written inside."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from twiza.documents.cells import begins_like_a_formula, writable
from twiza.documents.tables import Cell
from twiza.documents.workbook_rows import Body, Styles, with_bodies

HEADER_FONT = Font(bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="1F4E4A")
HEADER_BORDER = Border(bottom=Side("thin", color="1F4E4A"))
TITLE_CHARACTERS = 31
SAMPLES: Sequence[Cell] = (0.0, dt.date(2000, 1, 1), dt.datetime(2000, 1, 1), dt.time(), dt.timedelta())  # noqa: DTZ001 -- as workbooks keep them
TEXT_LOOKS = tuple((is_quoted, is_wrapped) for is_quoted in (False, True) for is_wrapped in (False, True))
FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its number format as Excel writes it (`0.0 %`), its width in characters."""

    title: str
    number_format: str = "General"
    width: float = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, its columns, and rows of as many cells; None is an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Note:
    """A source to name or an assumption that the figures rest on, with what it is about."""

    about: str
    text: str


def write_xlsx(sheets: Sequence[Sheet], *, language: str, notes: Sequence[Note]) -> bytes:
    """
    Return a workbook with these sheets, and a last one with the notes.

    Text stays text, whatever it begins with. Raises ValueError when a row has another number of cells than its
    sheet has columns.
    """
    full = [_with_all_rows(sheet) for sheet in sheets]
    with override(language):
        about_columns = [Column(_("About"), width=28), Column(_("Assumption or source"), width=110)]
        about = Sheet(_("Assumptions and sources"), about_columns, [(note.about, note.text) for note in notes])
    book = Workbook(write_only=True)
    titles: set[str] = set()
    bodies = []
    for sheet in [*full, about]:
        title, is_right_to_left = _free_title(sheet.title, titles), _is_right_to_left(language)
        page = _add_sheet(book, sheet, title=title, is_right_to_left=is_right_to_left)
        bodies.append(Body(tuple(sheet.rows), _styles_of(page, sheet.columns)))
    content = io.BytesIO()
    book.save(content)
    return with_bodies(content.getvalue(), bodies)


def _with_all_rows(sheet: Sheet) -> Sheet:
    """Return the sheet with its rows in hand: openpyxl cannot stop halfway."""
    rows = [tuple(row) for row in sheet.rows]
    if any(len(row) != len(sheet.columns) for row in rows):
        raise ValueError(f"A row of {sheet.title} has not {len(sheet.columns)} cells.")
    return Sheet(sheet.title, sheet.columns, rows)


def _is_right_to_left(language: str) -> bool:
    return bool(get_language_info(language)["bidi"])


def _free_title(title: str, taken: set[str]) -> str:
    plain = writable(title).translate(FORBIDDEN_IN_TITLES).strip(" '")[:TITLE_CHARACTERS] or "1"
    number = 2
    free = plain
    while free.casefold() in taken:
        ending = f" {number}"
        free, number = plain[: TITLE_CHARACTERS - len(ending)] + ending, number + 1
    taken.add(free.casefold())
    return free


def _add_sheet(book: Workbook, sheet: Sheet, *, title: str, is_right_to_left: bool) -> Any:
    """Return a new sheet with its header, whose rows are still to be written."""
    page: Any = book.create_sheet(title)
    page.sheet_view.rightToLeft = is_right_to_left
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for index, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(index)].width = column.width
    page.append([_header_cell(page, column) for column in sheet.columns])
    return page


def _header_cell(page: Any, column: Column) -> Any:
    cell: Any = WriteOnlyCell(page, writable(column.title))
    cell.data_type = "s"
    cell.quotePrefix = begins_like_a_formula(column.title)
    cell.font, cell.fill, cell.border = HEADER_FONT, HEADER_FILL, HEADER_BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _styles_of(page: Any, columns: Sequence[Column]) -> Styles:
    """Return how cells under these columns look, kept in the workbook of their page."""
    formats = {column.number_format: _looks_of(page, column.number_format) for column in columns}
    texts = {(is_quoted, is_wrapped): _text_look(page, is_quoted, is_wrapped) for is_quoted, is_wrapped in TEXT_LOOKS}
    return Styles([formats[column.number_format] for column in columns], texts)


def _text_look(page: Any, is_quoted: bool, is_wrapped: bool) -> int:
    """Return how text looks: marked as text where it is like a formula, in several lines where it is long."""
    cell: Any = WriteOnlyCell(page, "")
    cell.quotePrefix = is_quoted
    if is_wrapped:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return int(cell.style_id)


def _looks_of(page: Any, number_format: str) -> dict[type, int]:
    """Return how figures, days, hours and moments look in a column: each in its own way where it has no format."""
    looks = {}
    for sample in SAMPLES:
        # The stubs forget dates.
        cell: Any = WriteOnlyCell(page, sample)  # type: ignore[arg-type]
        if number_format != "General":
            cell.number_format = number_format
        looks[type(sample)] = cell.style_id
    return looks
