"""Driss asks where more places of care would serve most people, and what one more would change."""

from __future__ import annotations

import re

import pytest
from accessibility import axe_findings
from browsers import PATIENCE_MS, Open
from planning import number_in, wait_for_map
from playwright.sync_api import Page, expect
from siting import ANSWER_PAGE, find_places, open_scenario

PROVEN = {"fr": "c’est prouvé", "ar": "هذا مُثبَت"}
BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])


@BOTH
def test_she_learns_where_three_more_places_serve_most_people(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)

    find_places(page, language, count=3)
    wait_for_map(page)

    added = [number_in(cell) for cell in page.locator("#siting-posts tbody tr td:nth-child(3)").all()]
    assert len(added) == 3
    assert added == sorted(added, reverse=True)
    assert number_in(page.locator("#siting-posts tbody tr:last-child td:nth-child(4)")) == sum(added)
    expect(page.locator("main .prose li").last).to_contain_text(PROVEN[language])
    assert axe_findings(page) == []


def test_a_place_left_out_is_not_proposed_again(open_for: Open):
    page = open_for("driss")
    find_places(page, count=2)
    first = page.locator("#siting-posts tbody th").first.inner_text()
    asked = page.url

    page.locator("[name=leave_out]").first.check()
    page.locator("form[action$='/again/'] .form-actions button").click()
    page.wait_for_url(
        lambda address: ANSWER_PAGE.search(address) is not None and address != asked, timeout=PATIENCE_MS
    )

    names = page.locator("#siting-posts tbody th").all_inner_texts()
    assert len(names) == 2
    assert first not in names


@BOTH
def test_pressing_the_map_says_what_one_more_place_would_change(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)
    page.goto(what_if_address(page, language))
    wait_for_map(page)

    press_middle_of_map(page)

    answer = page.locator("#what-if-answer")
    expect(answer.locator("h2")).to_be_visible()
    expect(answer.locator("#what-if-sentences li").last).to_be_visible()
    chosen = page.locator("#add option:checked")
    expect(answer.locator("#what-if-changes li")).to_contain_text([chosen.inner_text()])
    expect(page).to_have_url(re.compile(r"[?&]change=add"))
    assert axe_findings(page) == []


def test_by_keyboard_and_without_a_script_the_list_answers_too(open_for: Open):
    page = open_for("driss", width=360, with_script=False)
    page.goto(what_if_address(page, "fr"))

    page.locator("#add").select_option(label="Tabant")
    page.locator("#what-if-form button").press("Enter")
    page.wait_for_url(re.compile(r"[?&]add="))

    expect(page.locator("#what-if-changes li")).to_contain_text(["Tabant"])


def test_two_changes_are_tried_together_one_is_taken_back_and_the_other_kept_as_a_scenario(open_for: Open):
    page = open_for("driss", width=360, with_script=False)
    page.goto(what_if_address(page, "fr"))

    for commune in ("Tabant", "Ait Abbas"):
        page.locator("#add").select_option(label=commune)
        page.locator("#what-if-form button").press("Enter")
        expect(page.locator("#what-if-changes")).to_contain_text(commune)
    page.locator("#what-if-changes a").first.click()
    expect(page.locator("#what-if-changes li")).to_have_count(1)
    page.locator("#what-if-name").fill("Essai gardé")
    page.locator("form[action$='/what-if/keep/'] button").press("Enter")

    expect(page.locator("h1")).to_have_text("Essai gardé")
    expect(page.locator("aside.message-warning").first).to_contain_text("hôpital de référence de plus")


def what_if_address(page: Page, language: str) -> str:
    """Return the address where changes of the demonstration's scenario are tried."""
    return f"{open_scenario(page, language)}what-if/"


def press_middle_of_map(page: Page) -> None:
    """Press the map where the country surely is."""
    canvas = page.locator("#area-map .map-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.56, box["y"] + box["height"] * 0.36)
