"""One table as a file to send: workbook, CSV or GeoJSON, with what its figures rest on inside."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.documents.cells import csv_safe
from twiza.documents.tables import Cell, text_of
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name for machines, its title for people, its number format as a workbook writes it."""

    name: str
    title: str
    number_format: str = "General"
    width: float = 16


@dataclass(frozen=True, slots=True)
class TableFile:
    """
    A table to send: rows of as many cells as columns, None being an empty cell, and notes on what they rest on.

    `geometries` has a GeoJSON geometry per row, or None for a row without a place; it is only asked for GeoJSON.
    """

    title: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[Note] = ()
    geometries: Sequence[Mapping[str, Any] | None] = ()


def table_as(kind: str, table: TableFile, *, language: str) -> bytes:
    """Return a table as one of CONTENT_TYPES. Raises KeyError for another kind."""
    writers = {"xlsx": as_xlsx, "csv": as_csv, "geojson": as_geojson}
    return writers[kind](table, language)


def as_xlsx(table: TableFile, language: str) -> bytes:
    """Return a workbook: the table, then a sheet of notes."""
    columns = [Column(column.title, column.number_format, column.width) for column in table.columns]
    return write_xlsx([Sheet(table.title, columns, table.rows)], language=language, notes=table.notes)


def as_csv(table: TableFile, language: str) -> bytes:
    """
    Return UTF-8 text with a byte order mark, which spreadsheets need to read Arabic.

    The notes stand in a last column, on the first row: a program reads the table as it is.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    notes = [" ".join(note.text for note in table.notes)] if table.notes else []
    with override(language):
        writer.writerow(
            [csv_safe(column.title) for column in table.columns] + [_("Assumptions and sources")] * len(notes)
        )
    for number, row in enumerate(table.rows):
        said = notes if number == 0 else [""] * len(notes)
        writer.writerow([csv_safe(text_of(cell)) for cell in (*row, *said)])
    return text.getvalue().encode("utf-8-sig")


def as_geojson(table: TableFile, language: str) -> bytes:
    """Return a FeatureCollection whose member `notes` says what the figures rest on. Raises ValueError on sizes."""
    features = [
        {"type": "Feature", "geometry": geometry, "properties": properties_of(table.columns, row)}
        for row, geometry in zip(table.rows, table.geometries, strict=True)
    ]
    notes = [{"about": note.about, "text": note.text} for note in table.notes]
    return json.dumps({"type": "FeatureCollection", "notes": notes, "features": features}, ensure_ascii=False).encode()


def properties_of(columns: Sequence[TableColumn], row: Sequence[Cell]) -> dict[str, str | int | float | bool | None]:
    """Return a row by the names of its columns; dates as in ISO 8601."""
    return {
        column.name: cell if cell is None or isinstance(cell, str | int | float | bool) else text_of(cell)
        for column, cell in zip(columns, row, strict=True)
    }
