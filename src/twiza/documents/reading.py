"""One way to read every kind of table."""

from __future__ import annotations

from twiza.documents.csv_tables import read_csv
from twiza.documents.geojson_tables import read_geojson
from twiza.documents.guard import GuardedFile, Kind
from twiza.documents.tables import Table
from twiza.documents.xlsx_tables import read_xlsx

READERS = {Kind.CSV: read_csv, Kind.XLSX: read_xlsx, Kind.GEOJSON: read_geojson}


def read_table(file: GuardedFile) -> Table:
    """
    Return the table in a guarded file: its columns at once, its rows as they are asked for.

    A cell without content is None. Text cells are given as text, also when they look like formulas. Raises
    TableProblem, at once or while rows are read.
    """
    return READERS[file.kind](file)
