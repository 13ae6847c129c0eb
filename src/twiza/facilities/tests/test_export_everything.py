import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from twiza.conftest import NOW
from twiza.facilities.actions.imports import begin_import, store_import
from twiza.facilities.models import Facility
from twiza.facilities.queries.states import state_of
from twiza.facilities.tests.stated import FULL

SHEETS = [
    "Facilities",
    "Services",
    "Staff",
    "Equipment",
    "Opening",
    "Weeks of visits",
    "Catchment",
    "Authorisations",
    "Who said so",
    "Assumptions and sources",
]


@pytest.fixture
def sent(browser_of, driss):
    browser = browser_of(driss)
    return lambda kind, **asked: browser.get(reverse("facilities_export", args=[kind]), asked).content


def test_a_workbook_has_everything_in_sheets(sent, add):
    facility = add()

    book = load_workbook(io.BytesIO(sent("xlsx")))

    rows = {sheet.title: [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book}
    named = [str(facility.pk), "T1", "Centre de Tabant"]
    assert list(rows) == SHEETS
    assert rows["Services"] == [
        [*named, "accouchement", "Delivery", 1.5],
        [*named, "vaccination", "Vaccination", None],
    ]
    assert rows["Staff"][0] == [*named, "doctor", "Doctors", 1, 2, "this facility", 1]
    assert rows["Equipment"] == [[*named, "ambulance", "Ambulance", 2, 1]]
    assert rows["Opening"] == [
        [*named, 1, "Monday", "08:30", "12:00"],
        [*named, 1, "Monday", "14:00", "16:30"],
    ]
    assert [row[3:] for row in rows["Weeks of visits"]] == [
        ["05.081.03.03", "Aït Abbas", week] for week in (2, 15, 28)
    ]
    assert [row[3] for row in rows["Authorisations"]] == ["12/2019"]
    assert rows["Authorisations"][0][-1] == "yes"
    assert [row[3:] for row in rows["Catchment"]] == [["05.081.03.03", "Aït Abbas"]]
    assert len(rows["Who said so"]) == 13
    assert {row[-1] for row in rows["Who said so"]} == {"Never verified"}


def test_geojson_has_everything_inside(sent, add):
    facility = add()

    feature = json.loads(sent("geojson"))["features"][0]

    details = feature["properties"]["details"]
    assert (feature["id"], feature["geometry"]["coordinates"]) == (str(facility.pk), [-6.4, 31.66])
    assert set(details) == {
        "services",
        "staff",
        "equipment",
        "openings",
        "visits",
        "catchment",
        "authorisations",
        "provenance",
    }
    assert details["equipment"] == [{"item": "ambulance", "name": "Ambulance", "number": 2, "working": 1}]
    assert details["authorisations"][0]["valid_until"] == "2024-05-01"


def test_each_sheet_is_a_csv_of_its_own(sent, add):
    add()

    rows = list(csv.DictReader(io.StringIO(sent("csv", sheet="staff").decode("utf-8-sig"))))

    assert [(row["Profession"], row["In post"], row["Posts missing"]) for row in rows] == [
        ("Doctors", "1", "1"),
        ("Nurses", "", ""),
        ("Midwives", "", ""),
        ("Drivers", "", ""),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_what_goes_out_whole_comes_in_again(sent, add, begin, kind, driss, acting, council):
    facility = add()
    content = sent(kind)
    expected = {
        field: value
        for field, value in state_of(facility).items()
        if field.split(".")[0] not in {"equipment", "opening", "visit", "catchment", "authorisation"}
    }
    Facility.objects.all().delete()

    draft = begin_import(
        organisation=council,
        country="MA",
        file_name=f"liste.{kind}",
        content=content,
        source="Reprise",
        default_type=None,
        made_by=driss,
        at=NOW,
    )
    store_import(draft=draft, actor=acting(driss), at=NOW)

    expected.pop("post.driver")
    expected["post.doctor"] = {"in_post": 1.0, "norm": None}
    assert state_of(Facility.objects.get()) == expected


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("csv", 15), ("xlsx", 30), ("geojson", 30)])
def test_an_export_asks_as_often_for_one_facility_as_for_three(
    browser_of, driss, add, kind, queries, count, django_assert_num_queries
):
    for number in range(count):
        add({**FULL, "code": f"T{number}"})
    browser = browser_of(driss)

    with django_assert_num_queries(queries):
        browser.get(reverse("facilities_export", args=[kind]))
