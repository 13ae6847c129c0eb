"""Driss looks at access in another way: other minutes, the rains, what he tried beside what is."""

from __future__ import annotations

import re

import pytest
from accessibility import axe_findings
from browsers import Open
from planning import number_in, wait_for_map
from playwright.sync_api import Page, expect
from siting import open_scenario

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
RAINS = {"fr": "Sous les pluies", "ar": "في فصل الأمطار"}


@BOTH
def test_other_minutes_change_the_table_and_the_map_and_the_address_brings_them_back(
    open_for: Open, language: str, width: int
):
    page = open_for("driss", width=width)
    open_scenario(page, language)

    choose_minutes(page, "120")
    wait_for_map(page)

    expect(page.locator("#reach-table thead")).to_contain_text("120")
    far = number_in(page.locator("#reach-table tbody tr td:nth-child(3)").first)
    assert axe_findings(page) == []
    page.goto(page.url)
    assert number_in(page.locator("#reach-table tbody tr td:nth-child(3)").first) == far


@BOTH
def test_the_rains_are_told_apart_once_he_says_how_people_travel_then(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width, with_script=False)
    open_scenario(page, language)
    page.locator("#look-form a[href$='/seasons/']").click()

    page.locator("[name=rains_speed_kmh]").fill("25")
    page.locator("[name=rains_detour]").fill("1.5")
    page.locator("form.form .form-actions button").press("Enter")
    page.locator("#look-form [name=season]").select_option("rains")
    page.locator("#look-form button").press("Enter")

    page.wait_for_url(re.compile(r"season=rains"))
    expect(page.locator("aside.message-warning").first).to_contain_text(RAINS[language])


@BOTH
def test_what_was_tried_stands_beside_the_scenario_it_started_from(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)
    keep_a_try(page, language)

    page.locator("main a[href*='/access/compare/']").click()
    page.wait_for_url("**/access/compare/**")
    wait_for_map(page)

    expect(page.locator("#compared-totals tbody tr")).to_have_count(2)
    difference = page.locator("#compared-table tbody tr td:nth-child(2)").first
    assert difference.inner_text().startswith("-")
    assert axe_findings(page) == []


def test_scenarios_ticked_in_the_list_are_compared_by_keyboard_without_a_script(open_for: Open):
    page = open_for("driss", width=360, with_script=False)
    keep_a_try(page, "fr")
    page.goto("/fr/access/")

    for box in page.locator("[name=scenario]").all()[:2]:
        box.press("Space")
    page.locator("form[action$='/access/compare/'] button").press("Enter")

    expect(page.locator("#compared-totals tbody tr")).to_have_count(2)


def choose_minutes(page: Page, minutes: str) -> None:
    """Ask for another limit."""
    page.locator("#look-form [name=minutes]").fill(minutes)
    page.locator("#look-form button").click()
    page.wait_for_url(re.compile(rf"minutes={minutes}"))


def keep_a_try(page: Page, language: str) -> None:
    """Keep one more hospital, assumed in Azilal's mountains, as a scenario."""
    page.goto(f"{open_scenario(page, language)}what-if/?change=add:05.081.03.13")
    page.locator("#what-if-name").fill("Essai")
    page.locator("form[action$='/what-if/keep/'] button").click()
    expect(page.locator("h1")).to_have_text("Essai")
