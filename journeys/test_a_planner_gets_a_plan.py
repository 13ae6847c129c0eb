"""Driss sees who is in need and who is far, gets a plan, reads it, takes it along, compares it, deletes it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from browsers import Open
from openpyxl import load_workbook
from planning import (
    ask_for_plan,
    figure,
    make_plan,
    number_in,
    plans_listed,
    wait_for_map,
    wait_for_plan,
    worker_asleep,
)
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from servers import Running

PROVEN = {"fr": "c’est prouvé", "ar": "هذا مُثبَت"}
WAITING = {"fr": "En attente de son tour", "ar": "في انتظار دورها"}
REACHED_IN_PDF = {"fr": "personnes nouvellement atteintes", "ar": "تصير العلاجات في متناولهم"}
BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])


@BOTH
def test_she_sees_on_a_map_who_is_in_need_and_who_is_far(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)
    page.goto(f"/{language}/home/")
    page.locator("main .card a[href$='/needs/']").click()
    page.locator("[name=area]").select_option(value="MA/05")
    page.locator("[name=scenario]").select_option(index=1)

    page.locator("form.filters button").click()
    wait_for_map(page)
    views = page.locator(".map-views label")
    expect(views.first).to_be_visible()
    for view in views.all():
        view.click()

    rows = page.locator("#needs-table tbody tr")
    expect(rows).to_have_count(5)
    assert all(number_in(row.locator("td.number").nth(1)) > 10_000 for row in rows.all())
    expect(page.locator(".legend:visible")).to_have_count(1)


@BOTH
def test_she_watches_progress_and_reads_the_plan(open_for: Open, server: Running, language: str, width: int):
    page = open_for("driss", width=width)

    with worker_asleep(server):
        ask_for_plan(page, language, teams=2, days=5)
        expect(page.locator("[role=status]")).to_have_text(WAITING[language])
        expect(page.locator("progress")).to_be_visible()
    wait_for_plan(page)
    wait_for_map(page)

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".page-intro")).to_contain_text(PROVEN[language])
    visits = page.locator("#visits tbody tr")
    communes = page.locator("[aria-labelledby=areas-caption] tbody tr")
    assert visits.count() == figure(page, 2)
    assert sum(number_in(row.locator("td.number").first) for row in visits.all()) == pytest.approx(
        figure(page, 0), abs=visits.count()
    )
    assert sum(number_in(row.locator("td.number").nth(2)) for row in communes.all()) == pytest.approx(
        figure(page, 0), abs=communes.count()
    )
    assert all(len(reason) > 20 for reason in visits.locator("td:nth-of-type(5)").all_inner_texts())


@BOTH
def test_she_takes_it_along_in_files_that_say_the_same(open_for: Open, tmp_path: Path, language: str, width: int):
    page = open_for("driss", width=width)
    make_plan(page, language)
    people, visits = figure(page, 0), figure(page, 2)

    workbook = load_workbook(downloaded(page, "plan.xlsx", tmp_path))
    places = json.loads(downloaded(page, "plan.geojson", tmp_path).read_text())
    answer = json.loads(downloaded(page, "plan.json", tmp_path).read_text())
    problem = json.loads(downloaded(page, "problem.json", tmp_path).read_text())
    sheet = PdfReader(io.BytesIO(downloaded(page, "plan.pdf", tmp_path).read_bytes()))

    summary, by_day, *_others = workbook.worksheets
    assert people in [row[1] for row in summary.iter_rows(values_only=True)]
    assert by_day.max_row == 1 + visits
    assert {bool(one.sheet_view.rightToLeft) for one in workbook} == {language == "ar"}
    assert places["twiza"]["people_newly_reached"] == people
    assert sum(1 for one in places["features"] if one["properties"]["kind"] == kind_of_visits(places)) == visits
    assert sum(len(route["stops"]) for route in answer["routes"]) == visits
    assert {stop for route in answer["routes"] for stop in stops_of(route)} <= {
        stop["id"] for stop in problem["stops"]
    }
    assert len(sheet.pages) == 1
    assert REACHED_IN_PDF[language] in sheet.pages[0].extract_text()
    assert f"{people}" in "".join(sheet.pages[0].extract_text().split())


@BOTH
def test_she_compares_two_plans(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)
    first = make_plan(page, language, teams=1)
    people_of_first = figure(page, 0)
    make_plan(page, language, teams=3)
    people_of_second = figure(page, 0)

    other = page.locator("#other option", has=page.locator(f"xpath=self::*[@value='{first.split('/')[-2]}']"))
    page.locator("#other").select_option(value=other.get_attribute("value"))
    page.locator("form[action$='/compare/'] button").click()

    compared = page.locator("[aria-labelledby=figures-caption] tbody tr").nth(2).locator("td")
    assert [number_in(one) for one in compared.all()] == [
        people_of_second,
        people_of_first,
        people_of_first - people_of_second,
    ]
    expect(page.locator("[aria-labelledby=figures-caption] tbody td a")).to_have_count(2)


@BOTH
def test_she_deletes_a_plan_and_brings_it_back(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)
    plan = make_plan(page, language).removeprefix(page.url.split(f"/{language}/")[0])
    wait_for_map(page)

    page.locator(f"form[action='{plan}delete/'] button").click()
    expect(page.locator("main .messages[role=status]")).to_be_visible()
    assert plan not in plans_listed(page, language)
    assert page.request.get(plan).status == 404
    page.locator(f"form[action='{plan}restore/'] button").click()

    expect(page).to_have_url(f"{page.url.split('/plans/')[0]}{plan.split(language, 1)[1]}")
    assert plan in plans_listed(page, language)


def downloaded(page: Page, name: str, folder: Path) -> Path:
    """Press the link of a file on the plan's page, and return where the file was kept."""
    with page.expect_download() as download:
        page.locator(f"main a[href$='/{name}']").last.click()
    kept = folder / download.value.suggested_filename
    download.value.save_as(kept)
    return kept


def kind_of_visits(places: dict[str, Any]) -> str:
    """Return what the file calls its visits: the points that have a date."""
    return next(one["properties"]["kind"] for one in places["features"] if "order" in one["properties"])


def stops_of(route: dict[str, Any]) -> list[str]:
    """Return the stops of one route of the engine's answer."""
    return [stop["stop"] if isinstance(stop, dict) else stop for stop in route["stops"]]
