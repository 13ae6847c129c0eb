"""
Rulesets as workbooks: one sheet for each table, and the first one for everything that stands in no table.

The first sheet has a path and a value on each line; where a table stands, its value names the sheet (`→ rules_asd`).
In every cell, text is text and a number a number. What a cell cannot say by itself is written as JSON: a list, an
empty mapping, an empty text, a text that would be taken for one of these. `null` is a value that is not set; an empty
cell is nothing at all. A column `when.score_rsu.lte` is a value inside mappings of its row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.core.names import LANGUAGES
from twiza.documents.guard import GuardedFile
from twiza.documents.tables import Cell, Table
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx
from twiza.documents.xlsx_tables import read_xlsx_sheets
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.evaluation.paths import is_rows
from twiza.rulesets.yaml_files import NotARuleset, plain_content

VALUES = "values"
PATH, VALUE = "path", "value"
ROW = "(row)"
"""The column of a sheet of inner rows: the number of the row that they stand in."""
TO_SHEET = "→ "
NULL = "null"
TITLE_CHARACTERS = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))


@dataclass
class Book:
    """A workbook being written: its lines of values, and its sheets by title."""

    values: list[tuple[str, Cell]] = field(default_factory=list)
    sheets: dict[str, list[dict[str, Cell]]] = field(default_factory=dict)

    def sheet_for(self, path: str) -> str:
        """Return the title of a new sheet for a table, which may shorten its path."""
        title, number = path.translate(FORBIDDEN)[:TITLE_CHARACTERS], 2
        taken = {one.casefold() for one in (*self.sheets, VALUES, *note_titles())}
        while title.casefold() in taken:
            ending = f"~{number}"
            title, number = title[: TITLE_CHARACTERS - len(ending)] + ending, number + 1
        self.sheets[title] = []
        return title


def note_titles() -> set[str]:
    """Return the titles, in each language, of the sheet of notes that every workbook of ours ends with."""
    titles = set()
    for language in LANGUAGES:
        with override(language):
            titles.add(_("Assumptions and sources"))
    return titles


def xlsx_from(content: Content, *, language: str, notes: Sequence[Note]) -> bytes:
    """Return a content as a workbook, from which `content_from_xlsx` reads the same again."""
    book = book_of(content)
    sheets = [Sheet(VALUES, [Column(PATH, width=44), Column(VALUE, width=80)], book.values)]
    sheets += [sheet_of(title, rows) for title, rows in book.sheets.items()]
    return write_xlsx(sheets, language=language, notes=notes)


def book_of(content: Content) -> Book:
    """Return what the sheets of a content hold."""
    book = Book()
    for path, value in leaves(content, ""):
        book.values.append((path, put_table(book, path, value) if is_rows(value) else cell_from(value)))
    return book


def leaves(value: Plain, path: str) -> Iterator[tuple[str, Plain]]:
    """Yield what stands in mappings and is no mapping with something in it, with its path."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value


def put_table(book: Book, path: str, rows: Sequence[Content]) -> str:
    """Write a table on a sheet of its own, and return the cell that leads there."""
    title = book.sheet_for(path)
    inner_titles: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        line: dict[str, Cell] = {}
        for column, value in leaves(row, ""):
            if is_rows(value):
                if column not in inner_titles:
                    inner_titles[column] = book.sheet_for(f"{path}.{column}")
                line[column] = f"{TO_SHEET}{inner_titles[column]}"
                book.sheets[inner_titles[column]] += [inner_line(number, one) for one in value]
            else:
                line[column] = cell_from(value)
        book.sheets[title].append(line)
    return f"{TO_SHEET}{title}"


def inner_line(number: int, row: Content) -> dict[str, Cell]:
    """Return a row that stands inside a row; what it holds of tables is written as JSON."""
    return {ROW: number, **{column: cell_from(value) for column, value in leaves(row, "")}}


def cell_from(value: Plain) -> Cell:
    """Return the cell that says a value."""
    if value is None:
        return NULL
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and not is_read_otherwise(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def is_read_otherwise(text: str) -> bool:
    """Return whether a text, as it stands, would be taken for something else."""
    return text != text.strip() or text == NULL or text.startswith((TO_SHEET, '"', "[", "{")) or not text


def value_from(cell: Cell) -> Plain:
    """Return the value that a cell says. Raises ValueError."""
    if isinstance(cell, str):
        if cell == NULL:
            return None
        return json.loads(cell) if cell.startswith(('"', "[", "{")) else cell
    return cell


def sheet_of(title: str, rows: Sequence[Mapping[str, Cell]]) -> Sheet:
    """Return a sheet with every column that one of its rows has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    widths = [min(60, max(10, *(len(str(row.get(column) or "")) for row in rows))) for column in columns]
    heads = [Column(column, width=width) for column, width in zip(columns, widths, strict=True)]
    return Sheet(title, heads, [[row.get(column) for column in columns] for row in rows])


def content_from_xlsx(file: GuardedFile) -> dict[str, Plain]:
    """Return the content of a workbook written as this module writes them. Raises NotARuleset, TableProblem."""
    tables = {table.sheet: table for table in read_xlsx_sheets(file) if table.sheet not in note_titles()}
    if VALUES not in tables or tables[VALUES].columns != (PATH, VALUE):
        raise NotARuleset(
            _("%(file)s has no sheet “%(sheet)s” with the columns “%(path)s” and “%(value)s”.")
            % {"file": file.name, "sheet": VALUES, "path": PATH, "value": VALUE}
        )
    reader = BookReader(file.name, tables)
    content: dict[str, Plain] = {}
    for row in tables.pop(VALUES).rows:
        reader.put(content, str(row.values[PATH] or ""), row.values[VALUE], VALUES, row.number)
    if tables:
        raise NotARuleset(
            _("%(file)s: no line of “%(values)s” leads to the sheet “%(sheet)s”. Add one, or remove the sheet.")
            % {"file": file.name, "values": VALUES, "sheet": next(iter(tables))}
        )
    return plain_content(content)


class BookReader:
    """Reads a workbook sheet by sheet: each one is taken by the cell that leads to it."""

    def __init__(self, file: str, tables: dict[str, Table]) -> None:
        self.file, self.tables = file, tables

    def put(self, into: dict[str, Plain], path: str, cell: Cell, sheet: str, number: int) -> None:
        """Put what a cell says at its path. Raises NotARuleset."""
        *way, last = path.split(".")
        inside = into
        for key in way:
            inside = inside.setdefault(key, {})
            if not isinstance(inside, dict):
                raise self.refusal(sheet, number, path)
        if not last or last in inside:
            raise self.refusal(sheet, number, path)
        inside[last] = self.value(cell, sheet, number, path)

    def value(self, cell: Cell, sheet: str, number: int, path: str) -> Plain:
        """Return what a cell says: the rows of the sheet it leads to, or its own value. Raises NotARuleset."""
        if isinstance(cell, str) and cell.startswith(TO_SHEET):
            title = cell.removeprefix(TO_SHEET)
            if title not in self.tables:
                raise self.refusal(sheet, number, path)
            return self.rows(title)
        try:
            return value_from(cell)
        except ValueError:
            raise self.refusal(sheet, number, path) from None

    def rows(self, title: str) -> list[dict[str, Plain]]:
        """Return the rows of a sheet, each with the rows that stand in it. Raises NotARuleset."""
        table = self.tables.pop(title)
        lines = [(row.number, dict(row.values)) for row in table.rows]
        inner = {cell for _number, line in lines for cell in line.values() if isinstance(cell, str)}
        inside = {name: self.inner_rows(name) for name in self.sheets_named(inner)}
        rows: list[dict[str, Plain]] = []
        for position, (number, line) in enumerate(lines, start=1):
            row: dict[str, Plain] = {}
            for column, cell in line.items():
                name = str(cell).removeprefix(TO_SHEET)
                if isinstance(cell, str) and cell.startswith(TO_SHEET) and name in inside:
                    self.put_rows(row, column, inside[name].pop(position, []), title, number)
                elif cell is not None:
                    self.put(row, column, cell, title, number)
            rows.append(row)
        left = next((name for name, by_row in inside.items() if by_row), "")
        if left:
            raise self.refusal(left, 1, ROW)
        return rows

    def put_rows(
        self, into: dict[str, Plain], path: str, rows: list[dict[str, Plain]], sheet: str, number: int
    ) -> None:
        """Put the rows that stand inside a row at their column. Raises NotARuleset."""
        self.put(into, path, "[]", sheet, number)
        inside = into
        *way, last = path.split(".")
        for key in way:
            inside = inside[key]
        inside[last] = rows

    def sheets_named(self, cells: set[str]) -> list[str]:
        """Return the sheets that cells lead to."""
        named = {cell.removeprefix(TO_SHEET) for cell in cells if cell.startswith(TO_SHEET)}
        return sorted(named & set(self.tables))

    def inner_rows(self, title: str) -> dict[int, list[dict[str, Plain]]]:
        """Return the rows of a sheet by the number of the row that they stand in. Raises NotARuleset."""
        by_row: dict[int, list[dict[str, Plain]]] = {}
        for row in self.tables.pop(title).rows:
            number = row.values.get(ROW)
            if not isinstance(number, int):
                raise self.refusal(title, row.number, ROW)
            line: dict[str, Plain] = {}
            for column, cell in row.values.items():
                if column != ROW and cell is not None:
                    self.put(line, column, cell, title, row.number)
            by_row.setdefault(number, []).append(line)
        return by_row

    def refusal(self, sheet: str, number: int, path: str) -> NotARuleset:
        """Return the error for a cell that does not fit."""
        where = {"file": self.file, "sheet": sheet, "row": number, "path": path or "–"}
        return NotARuleset(
            _("%(file)s, sheet “%(sheet)s”, row %(row)s: “%(path)s” is not understood, or stands there twice.") % where
        )
