"""Tables read from files: what the author sees is what we get, or a sentence says where it is not."""

import datetime as dt
import json

import pytest

from twiza.documents.geojson_tables import is_geometry
from twiza.documents.reading import read_table
from twiza.documents.tables import TableProblem, letters_of, text_of
from twiza.documents.tests.conftest import guarded, rezipped, workbook


def read(name, content):
    table = read_table(guarded(name, content))
    return table, [(row.number, dict(row.values)) for row in table.rows]


def refusal(name, content):
    with pytest.raises(TableProblem) as caught:
        read(name, content)
    return str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_read_whatever_its_separator(separator):
    lines = ["code_x_name", "01_x_Azilal", "", '02_x_"Béni_Mellal"']
    text = "\n".join(lines).replace("_x_", separator).replace("_", f"{separator} ")

    _table, rows = read("list.csv", text.encode())

    assert rows == [
        (2, {"code": "01", "name": "Azilal"}),
        (4, {"code": "02", "name": f"Béni{separator} Mellal"}),
    ]


def test_csv_of_one_column_is_read():
    table, rows = read("list.csv", b"name\nAzilal\n")

    assert (table.columns, rows) == (("name",), [(2, {"name": "Azilal"})])


def test_short_rows_end_with_empty_cells_and_spaces_are_nothing():
    assert read("list.csv", b"a,b\n1\n , 2 \n")[1] == [(2, {"a": "1", "b": None}), (3, {"a": None, "b": "2"})]


def test_formulas_in_csv_are_text():
    assert read("list.csv", b"a,b\n=1+1,@x\n")[1] == [(2, {"a": "=1+1", "b": "@x"})]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n\n", "list.csv holds no table: its first row must name the columns."),
        ("a,,c\n1,2,3\n", "list.csv, row 1, column “B”: This column has no name."),
        ("a,a\n1,2\n", "list.csv, row 1, column “a”: Two columns have this name."),
        (
            "a,b\n1,2\n1,2,3\n",
            "list.csv, row 3, column “C”: This cell is beyond the last named column: name its column, or empty it.",
        ),
        ('a,b\n1,"2\n', "list.csv, row 2: A quotation mark is missing, or a cell is far too long."),
        (f"a,b\n1,{'x' * 40_000}\n", "list.csv, row 2, column “b”: The text of this cell is too long."),
    ],
)
def test_a_poor_csv_is_refused_by_row_and_column(text, sentence):
    assert refusal("list.csv", text.encode()) == sentence


def test_a_workbook_gives_numbers_and_dates_as_they_are():
    day = dt.datetime.fromisoformat("2026-11-22")
    content = workbook(["code", "beds", "opened", "is_open"], ["01.001", 12, day, True], [None] * 4, ["01.002", 1.5])

    table, rows = read("list.xlsx", content)

    assert (table.sheet, table.other_sheets) == ("Sheet", ())
    assert rows == [
        (2, {"code": "01.001", "beds": 12, "opened": day, "is_open": True}),
        (4, {"code": "01.002", "beds": 1.5, "opened": None, "is_open": None}),
    ]


def test_hidden_and_empty_sheets_are_passed_over_and_others_named():
    def change(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("empty")
        for title in ("facilities", "notes"):
            book.create_sheet(title).append(["name"])
            book[title].append([title])

    table, rows = read("list.xlsx", workbook(["secret"], ["x"], change=change))

    assert (table.sheet, table.other_sheets, rows) == ("facilities", ("empty", "notes"), [(2, {"name": "facilities"})])


def test_a_workbook_without_a_table_is_refused():
    assert refusal("list.xlsx", workbook()) == "list.xlsx has no visible sheet with a table in it."


def test_merged_cells_are_refused_by_name():
    content = workbook(["a", "b"], ["1", "2"], ["1", "2"], change=lambda book: book.active.merge_cells("A2:A3"))

    assert refusal("list.xlsx", content) == (
        "list.xlsx: the cells A2:A3 are merged. Unmerge them, and fill in each of them."
    )


def test_a_formula_without_a_result_is_refused_by_its_cell():
    assert refusal("list.xlsx", workbook(["a", "b"], [1, 2], [1, "=A2+1"])) == (
        "list.xlsx, cell B3: this formula has no result. Copy the column and paste its values."
    )


def test_a_formula_gives_its_last_result():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>beds</t></is></c></row>'
        '<row r="2"><c r="A2"><f>2+2</f><v>4</v></c></row></sheetData></worksheet>'
    )

    assert read("list.xlsx", rezipped(workbook(), {"xl/worksheets/sheet1.xml": sheet}))[1] == [(2, {"beds": 4})]


def test_an_error_in_a_cell_is_refused_by_name():
    assert refusal("list.xlsx", workbook(["a"], ["#REF!"])) == (
        "list.xlsx, cell A2: the workbook says #REF! here. Correct the formula or empty the cell."
    )


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize("sheet", ["<worksheet", "no xml at all", BILLION_LAUGHS])
def test_a_broken_or_hostile_sheet_is_refused(sheet):
    content = rezipped(workbook(["a"], ["1"]), {"xl/worksheets/sheet1.xml": sheet})

    assert refusal("list.xlsx", content) == ("list.xlsx is damaged: save it again from the program that made it.")


def test_a_row_beyond_the_last_of_a_spreadsheet_is_refused():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert refusal("list.xlsx", rezipped(workbook(), {"xl/worksheets/sheet1.xml": sheet})) == (
        "list.xlsx, row 1048577: This row cannot be in a spreadsheet."
    )


def feature(properties, geometry=None):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point_at(*numbers):
    return {"type": "Point", "coordinates": list(numbers)}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def test_geojson_features_are_rows_with_a_geometry():
    point = {"type": "Point", "coordinates": [-6.57, 31.96]}

    table = read_table(guarded("places.geojson", collection(feature({"code": "01"}, point), feature({"beds": 3}))))

    assert table.columns == ("code", "beds")
    assert [(row.number, dict(row.values), row.geometry) for row in table.rows] == [
        (1, {"code": "01", "beds": None}, point),
        (2, {"code": None, "beds": 3}, None),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"type": "Feature"}', "places.geojson is no GeoJSON layer: export it as a FeatureCollection."),
        (collection(), "places.geojson holds no features."),
        (collection(feature({}), "x"), "places.geojson, row 2: This is not a GeoJSON feature."),
        (collection(feature({}, {"type": "Circle"})), "places.geojson, row 1: This is not a GeoJSON feature."),
        (collection(feature({}, point_at("x", 31))), "places.geojson, row 1: This is not a GeoJSON feature."),
        (collection(feature({}, point_at(1e300, 31))), "places.geojson, row 1: This is not a GeoJSON feature."),
        (collection(feature({}, point_at(-6))), "places.geojson, row 1: This is not a GeoJSON feature."),
        (
            collection(feature({}, {"type": "Polygon", "coordinates": [[-6, 31], [-6, 32]]})),
            "places.geojson, row 1: This is not a GeoJSON feature.",
        ),
        (collection(feature({"": 1})), "places.geojson, column “A”: This column has no name."),
        (collection(feature({"a": 1, "a ": 2})), "places.geojson, column “a”: Two columns have this name."),
        (collection(feature({"a": 10**40})), "places.geojson, row 1, column “a”: This number is too large."),
        (
            collection(feature({"a": "x\x00"})),
            "places.geojson, row 1, column “a”: This text holds characters that cannot be written: type it again.",
        ),
        (
            b'{"type": "FeatureCollection",\n "features": [',
            "places.geojson is damaged or cut short: its JSON breaks at line 2, character 15.",
        ),
        (b'{"features": NaN}', "places.geojson holds a number that is no number."),
        (b"[" * 100_000, "places.geojson is nested too deeply."),
        (
            collection(feature({}), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::26191"}}),
            "The coordinates of places.geojson are not longitude and latitude (WGS 84): export it as EPSG:4326.",
        ),
    ],
)
def test_a_poor_geojson_is_refused(content, sentence):
    assert refusal("places.geojson", content) == sentence


def test_a_collection_of_geometries_is_a_geometry_and_none_of_collections_is():
    inner = {"type": "GeometryCollection", "geometries": [point_at(-6, 31)]}

    assert is_geometry(inner)
    assert not is_geometry({"type": "GeometryCollection", "geometries": [inner]})


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(index, letters):
    assert letters_of(index) == letters


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (81.0, "81"), (81.5, "81.5"), (81, "81"), (" x ", "x"), (dt.date(2026, 11, 22), "2026-11-22")],
)
def test_a_cell_as_text_is_what_its_author_would_write(cell, text):
    assert text_of(cell) == text
