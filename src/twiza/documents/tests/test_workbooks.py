"""Workbooks that go out hold figures as figures, text as text, and what they rest on."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from twiza.documents.cells import csv_safe
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx

NOTES = [Note("Population", "HCP, RGPH 2024, CC BY 4.0")]
COLUMNS = [Column("Commune", width=30), Column("Share", "0.0 %")]


def written(*sheets, language="fr"):
    return load_workbook(io.BytesIO(write_xlsx(sheets, language=language, notes=NOTES)))


def test_a_workbook_holds_its_sheets_and_its_notes():
    book = written(Sheet("Communes", COLUMNS, [["Azilal", 0.25], ["Demnate", None]]))

    assert book.sheetnames == ["Communes", "Hypothèses et sources"]
    assert list(book["Communes"].values) == [("Commune", "Share"), ("Azilal", 0.25), ("Demnate", None)]
    assert list(book["Hypothèses et sources"].values)[1] == ("Population", "HCP, RGPH 2024, CC BY 4.0")


def test_a_sheet_has_number_formats_widths_and_a_frozen_header():
    page = written(Sheet("Communes", COLUMNS, [["Azilal", 0.25]]))["Communes"]

    assert (page["B2"].number_format, page.freeze_panes, page["A1"].font.bold) == ("0.0 %", "A2", True)
    assert int(page.column_dimensions["A"].width) == 30


@pytest.mark.parametrize(("language", "is_right_to_left"), [("ar", True), ("fr", False), ("en", False)])
def test_arabic_sheets_run_from_right_to_left(language, is_right_to_left):
    book = written(Sheet("Communes", COLUMNS, []), language=language)

    assert [bool(page.sheet_view.rightToLeft) for page in book] == [is_right_to_left, is_right_to_left]


@pytest.mark.parametrize("text", ["=1+1", "+212 6 00", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "−5", "＝1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = written(Sheet("Communes", COLUMNS, [[text, 0]]))["Communes"]["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_characters_that_no_workbook_holds_are_left_out():
    assert written(Sheet("a:b/c", COLUMNS, [["Azi\x00lal", 0]]))["a b c"]["A2"].value == "Azilal"


def test_sheets_of_the_same_title_are_numbered():
    same = [Sheet("Jours " + "x" * 40, COLUMNS, []) for _ in range(2)]

    assert written(*same).sheetnames[:2] == ["Jours " + "x" * 25, "Jours " + "x" * 23 + " 2"]


def test_moments_are_written_as_people_live_them():
    moment = dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC)

    cell = written(Sheet("Visites", [Column("Quand")], [[moment]]))["Visites"]["A2"]

    assert cell.value == dt.datetime.fromisoformat("2026-07-01 10:30")


def test_every_kind_of_cell_comes_out_as_it_went_in():
    kinds = [
        "a < b & c", "  two\nlines ", 3, -0.125, True, False, dt.date(2026, 11, 22), dt.time(8, 30),
        dt.datetime.fromisoformat("2026-11-22 08:30"), 2**53,
    ]  # fmt: skip

    page = written(Sheet("Tout", [Column(str(number)) for number in range(len(kinds))], [kinds, [None] * 10]))["Tout"]

    as_moment = dt.datetime.fromisoformat("2026-11-22")
    assert [cell.value for cell in page[2]] == [*kinds[:6], as_moment, *kinds[7:]]
    assert [page[place].number_format for place in ("C2", "G2", "H2")] == ["General", "yyyy-mm-dd", "h:mm:ss"]
    assert (page["B2"].alignment.wrap_text, page["A2"].alignment.wrap_text) == (True, None)


def test_what_is_no_number_is_an_empty_cell():
    assert list(written(Sheet("Rien", COLUMNS, [["", float("nan")], ["x", 1]]))["Rien"].values)[1:] == [
        (None, None),
        ("x", 1),
    ]


def test_a_thousand_rows_are_there_once_and_in_order():
    rows = [[f"Commune {number}", number] for number in range(5_001)]

    page = written(Sheet("Communes", COLUMNS, rows))["Communes"]

    assert [list(row) for row in page.values][1:] == rows


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"A row of Communes has not 2 cells\."):
        written(Sheet("Communes", COLUMNS, [["Azilal"]]))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Azilal", "Azilal"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+212600000000", "'+212600000000"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("  =1", "'  =1"),
        ("-6.57", "-6.57"),
        ("-6,57", "-6,57"),
        ("-1+cmd", "'-1+cmd"),
        ("−1", "'−1"),
        ("＝1", "'＝1"),
    ],
)
def test_csv_cells_are_never_run(text, safe):
    assert csv_safe(text) == safe
