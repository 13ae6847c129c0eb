"""A plan as files: what they hold, in which language, and that the engine reads its own back."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys

import pytest
from django.utils.timezone import localtime
from openpyxl import load_workbook
from pypdf import PdfReader

from twiza.accounts.models import AuditEntry
from twiza.outreach.models import Plan, ScenarioStop


@pytest.fixture
def fetch(browser_of, driss, plan):
    browser = browser_of(driss)
    return lambda name, language="fr": browser.get(f"/{language}/plans/{plan.pk}/{name}")


def test_the_workbook_holds_visits_and_communes_as_numbers(fetch):
    book = load_workbook(io.BytesIO(fetch("plan.xlsx").content))

    visits, areas = (list(book.worksheets[number].values) for number in (1, 2))
    assert sorted((row[3], row[8], row[9]) for row in visits[1:]) == [("Amlil", 400, 40), ("Tizi", 300, 30)]
    assert [row[:6] for row in areas[1:]] == [
        ("amlil", "Amlil", 500, 0, 500, 400),
        ("tizi", "Tizi", 300, 0, 300, 300),
        ("town", "Ville", 10000, 10000, 0, 0),
    ]
    assert areas[3][6] is None


def test_the_workbook_says_what_it_rests_on(fetch):
    book = load_workbook(io.BytesIO(fetch("plan.xlsx").content))

    said = " ".join(str(cell) for row in book.worksheets[-1].values for cell in row)
    assert "5 km" in said
    assert "60 minutes" in said


@pytest.mark.parametrize(
    ("language", "called"),
    [
        ("fr", "Caravanes, Région, janvier 2027, plan 1"),
        ("ar", "قوافل، Région (ar)، يناير 2027، المخطط 1"),
        ("en", "Caravans, Région, January 2027, plan 1"),
    ],
)
def test_a_workbook_says_names_and_dates_as_its_readers_write_them(fetch, plan, language, called):
    book = load_workbook(io.BytesIO(fetch("plan.xlsx", language).content))

    summary, day = dict(book.worksheets[0].values), book.worksheets[1]["A2"]
    assert called in summary.values()
    assert localtime(plan.made_at).strftime("%d/%m/%Y %H:%M") in summary.values()
    assert (day.value.date(), day.number_format) == (dt.date(2027, 1, 4), "dd/mm/yyyy")


def test_an_arabic_workbook_reads_from_right_to_left(fetch):
    book = load_workbook(io.BytesIO(fetch("plan.xlsx", "ar").content))

    assert [sheet.sheet_view.rightToLeft for sheet in book.worksheets] == [True] * 4
    assert "Amlil (ar)" in {row[1] for row in book.worksheets[2].values}


def test_a_stop_named_like_a_formula_stays_text(browser_of, driss, scenario, make_plan):
    ScenarioStop.objects.filter(scenario=scenario).update(names={"fr": "=1+1"})
    plan = make_plan(scenario)

    book = load_workbook(io.BytesIO(browser_of(driss).get(f"/fr/plans/{plan.pk}/plan.xlsx").content))

    assert {(cell.value, cell.data_type) for cell in book.worksheets[1]["D"][1:]} == {("=1+1", "s")}


def test_geojson_holds_routes_visits_and_communes_with_the_assumptions_inside(fetch):
    content = json.loads(fetch("plan.geojson").content)

    kinds = [feature["properties"]["kind"] for feature in content["features"]]
    assert (kinds.count("route"), kinds.count("visit"), kinds.count("commune")) == (2, 2, 3)
    assert content["features"][0]["geometry"]["coordinates"][0] == [0.0, 30.0]
    assert (content["twiza"]["people_newly_reached"], len(content["twiza"]["assumptions"]) > 5) == (700, True)


def test_the_command_line_reads_problem_and_plan_back_and_finds_the_plan_right(fetch, tmp_path):
    files = [tmp_path / name for name in ("problem.json", "plan.json")]
    for file in files:
        file.write_bytes(fetch(file.name).content)

    command = [sys.executable, "-m", "twiza", "plan", "check", *files, "--json"]
    told = subprocess.run(command, capture_output=True, check=False)

    assert (told.returncode, json.loads(told.stdout)["value"]) == (0, 105.0)


@pytest.mark.parametrize(("language", "word"), [("fr", "700"), ("ar", "700")])
def test_the_sheet_is_one_page_and_its_words_can_be_read(fetch, language, word):
    pages = PdfReader(io.BytesIO(fetch("plan.pdf", language).content)).pages

    assert (len(pages), word in pages[0].extract_text()) == (1, True)


def test_an_export_is_noted_in_the_chain(fetch, plan):
    fetch("plan.geojson")

    entry = AuditEntry.objects.order_by("number").last()
    assert (entry.outcome, entry.object_id) == ("exported", str(plan.pk))


def test_a_file_is_named_by_area_day_and_number(fetch):
    assert fetch("plan.json").headers["Content-Disposition"] == 'attachment; filename="twiza-1-20261122-1-plan.json"'


@pytest.mark.parametrize("layer", ["areas", "waiting", "routes", "visits"])
def test_layers_of_the_map_hold_features(fetch, layer):
    content = json.loads(fetch(f"map/{layer}.json").content)

    expected = {"areas": 0, "waiting": 1, "routes": 2, "visits": 2}
    assert (content["type"], len(content["features"])) == ("FeatureCollection", expected[layer])


def test_values_of_communes_say_who_is_still_waiting(fetch):
    values = json.loads(fetch("map/values.json").content)

    assert {code: row["waiting"] for code, row in values.items()} == {"amlil": 100, "tizi": 0, "town": 0}


def test_an_unknown_layer_does_not_exist(fetch):
    assert fetch("map/anything.json").status_code == 404


def test_a_plan_without_any_visit_still_has_its_files(browser_of, driss, scenario, make_plan):
    scenario.teams.update(day_minutes=60)
    plan = make_plan(scenario)
    browser = browser_of(driss)

    pages = ["", "plan.xlsx", "plan.geojson", "plan.pdf", "map/routes.json"]
    assert [browser.get(f"/fr/plans/{plan.pk}/{page}").status_code for page in pages] == [200] * len(pages)
    assert Plan.objects.get().people_newly_reached == 0
