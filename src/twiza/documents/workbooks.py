"""Workbooks that go out: typed, in the reader's direction, and with what they rest on written inside."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils import timezone
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from twiza.documents.cells import begins_like_a_formula, writable
from twiza.documents.tables import MAX_CELL_CHARACTERS, Cell

Moment: TypeAlias = dt.date | dt.time | dt.timedelta
INK = "#1F4E4A"
HEADER = {"bold": True, "font_color": "#FFFFFF", "bg_color": INK, "bottom": 1, "bottom_color": INK,
          "text_wrap": True, "valign": "vcenter"}  # fmt: skip
FORMAT_OF = {dt.datetime: "yyyy-mm-dd h:mm:ss", dt.date: "yyyy-mm-dd", dt.time: "h:mm:ss", dt.timedelta: "[h]:mm:ss"}
"""How moments look where their column does not say."""
TITLE_CHARACTERS = 31
WRAPPED_FROM = 60
HEADER_ROWS = 1
LANDSCAPE_PAGES = (1, 0)
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
    with override(language):
        about_columns = [Column(_("About"), width=28), Column(_("Assumption or source"), width=110)]
        about = Sheet(_("Assumptions and sources"), about_columns, [(note.about, note.text) for note in notes])
    content = io.BytesIO()
    titles: set[str] = set()
    # Row by row: nothing of a sheet is kept in memory once it is written.
    with Workbook(content, {"constant_memory": True}) as book:
        looks = Looks(book)
        for sheet in [*sheets, about]:
            page = book.add_worksheet(_free_title(sheet.title, titles))
            _lay_out(page, sheet, is_right_to_left=_is_right_to_left(language))
            _write_rows(page, sheet, looks)
    return content.getvalue()


class Looks:
    """The formats of a workbook, each made once however many cells look so."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.header = book.add_format(HEADER)
        self._made: dict[object, Format | None] = {}

    def of_text(self, text: str) -> Format | None:
        """Return how a text looks: marked as text where it is like a formula, in several lines where it is long."""
        is_quoted, is_wrapped = begins_like_a_formula(text), len(text) > WRAPPED_FROM or "\n" in text
        wrapped = {"text_wrap": True, "valign": "top"} if is_wrapped else {}
        return self._of((is_quoted, is_wrapped), {"quote_prefix": is_quoted, **wrapped} if is_quoted else wrapped)

    def of_figure(self, cell: Cell, number_format: str) -> Format | None:
        """Return how a figure or a moment looks: as its column says, else as its kind does."""
        said = FORMAT_OF.get(type(cell), "General") if number_format == "General" else number_format
        return self._of(said, {} if said == "General" else {"num_format": said})

    def _of(self, key: object, properties: dict[str, Any]) -> Format | None:
        if key not in self._made:
            self._made[key] = self._book.add_format(properties) if properties else None
        return self._made[key]


def _write_rows(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, writable(column.title), looks.header)
    for number, row in enumerate(sheet.rows, start=HEADER_ROWS):
        if len(row) != len(sheet.columns):
            raise ValueError(f"A row of {sheet.title} has not {len(sheet.columns)} cells.")
        for index, cell in enumerate(row):
            _write_cell(page, (number, index), cell, sheet.columns[index].number_format, looks)


def _write_cell(page: Worksheet, place: tuple[int, int], cell: Cell, number_format: str, looks: Looks) -> None:
    """Write a cell as what it is: text stays text, what is no number is left out, moments are as people live them."""
    if isinstance(cell, str):
        text = writable(cell)[:MAX_CELL_CHARACTERS]
        if text:
            page.write_string(*place, text, looks.of_text(text))
    elif isinstance(cell, bool):
        page.write_boolean(*place, cell)
    elif isinstance(cell, int | float):
        if math.isfinite(cell):
            page.write_number(*place, cell, looks.of_figure(cell, number_format))
    elif cell is not None:
        page.write_datetime(*place, _here(cell), looks.of_figure(cell, number_format))


def _here(moment: Moment) -> Moment:
    """Return a moment as people live it: a workbook has no time zones."""
    return timezone.make_naive(moment) if isinstance(moment, dt.datetime) and timezone.is_aware(moment) else moment


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


def _lay_out(page: Worksheet, sheet: Sheet, *, is_right_to_left: bool) -> None:
    """Lay a sheet out: its direction, a header that stays and is printed on each page, the widths of its columns."""
    if is_right_to_left:
        page.right_to_left()
    page.freeze_panes(HEADER_ROWS, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(*LANDSCAPE_PAGES)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
