import csv
import datetime as dt
import io
import json

import openpyxl
import pytest

from twiza.documents.table_files import TableColumn, TableFile, table_as
from twiza.documents.workbooks import Note

TABLE = TableFile(
    title="Besoins",
    columns=[TableColumn("name", "Commune"), TableColumn("need", "Besoin"), TableColumn("said_on", "Dit le")],
    rows=[("تبانت", 12.5, dt.date(2026, 11, 22)), ("=1+1", None, None)],
    notes=[Note("Grille", "Les habitants sont répartis.")],
    geometries=[{"type": "Point", "coordinates": [-6.4, 31.66]}, None],
)


def test_csv_keeps_empty_cells_empty_and_runs_nothing():
    text = table_as("csv", TABLE, language="en").decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text))) == [
        ["Commune", "Besoin", "Dit le", "Assumptions and sources"],
        ["تبانت", "12.5", "2026-11-22", "Les habitants sont répartis."],
        ["'=1+1", "", "", ""],
    ]


def test_geojson_says_what_it_rests_on_and_has_null_for_what_is_not_known():
    collection = json.loads(table_as("geojson", TABLE, language="fr"))

    assert collection["notes"] == [{"about": "Grille", "text": "Les habitants sont répartis."}]
    assert collection["features"][0]["properties"] == {"name": "تبانت", "need": 12.5, "said_on": "2026-11-22"}
    assert collection["features"][1] == {
        "type": "Feature",
        "geometry": None,
        "properties": {"name": "=1+1", "need": None, "said_on": None},
    }


def test_workbook_has_the_table_and_its_notes():
    book = openpyxl.load_workbook(io.BytesIO(table_as("xlsx", TABLE, language="fr")))

    assert [cell.value for cell in book.worksheets[0][3]] == ["=1+1", None, None]
    assert book.worksheets[1]["B2"].value == "Les habitants sont répartis."


def test_another_kind_is_not_known():
    with pytest.raises(KeyError):
        table_as("pdf", TABLE, language="fr")
