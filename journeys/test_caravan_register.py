"""Aminata types a day's register from paper in few keys; Driss sees its counts, and no person."""

from __future__ import annotations

import io
import re

import pytest
from accessibility import axe_findings
from browsers import Open
from playwright.sync_api import Page, expect
from pypdf import PdfReader

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
PEOPLE, KEYS_MAX = 30, 8
TYPING = re.compile(r"/days/\d+/typing/$")


@BOTH
def test_thirty_people_are_typed_from_paper(open_for: Open, language: str, width: int):
    page = open_for("aminata", width=width)
    open_typing(page, language)
    before = next_number(page)

    for person in range(PEOPLE):
        type_line(page, f"{'fh'[person % 2]}{20 + person} {1 + person % 4}")

    expect(page.locator("#typing .field-help strong").first).to_have_text(str(before + PEOPLE))
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@BOTH
def test_a_line_that_is_not_understood_stays_to_be_corrected(open_for: Open, language: str, width: int):
    page = open_for("aminata", width=width)
    open_typing(page, language)
    before = next_number(page)

    page.keyboard.type("f34 9")
    page.keyboard.press("Enter")
    expect(page.locator("#typing .field-error")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("f34 9")
    page.keyboard.press("Backspace")
    page.keyboard.type("1")
    page.keyboard.press("Enter")

    expect(page.locator("#typing .field-help strong").first).to_have_text(str(before + 1))


def test_who_comes_waits_and_is_seen(open_for: Open):
    page = open_for("aminata", width=360)
    open_typing(page, "ar")
    page.locator(".page-actions a[href$='/arrivals/']").click()
    page.locator("[name=sex][value=female]").check()
    page.locator("[name=age]").fill("31")
    page.locator("[name=posts][value='2']").check()
    page.locator("[name=urgency][value=emergency]").check()
    page.locator("main form.form button").click()

    first = page.locator("section[aria-labelledby=post-2] li").first
    expect(first.locator(".badge-bad")).to_be_visible()
    first.locator("button[value=seen]").click()

    expect(page.locator("section[aria-labelledby=post-2] .badge-bad")).to_have_count(0)


def test_the_paper_register_is_printed(open_for: Open):
    page = open_for("aminata")
    open_typing(page, "ar")
    address = page.locator(".page-actions a[href$='.pdf']").get_attribute("href")

    printed = page.request.get(address or "")

    assert len(PdfReader(io.BytesIO(printed.body())).pages) == 5


def test_the_planner_sees_counts_and_no_person(open_for: Open):
    aminata, driss = open_for("aminata"), open_for("driss")
    open_typing(aminata, "fr")
    register = aminata.url

    assert driss.request.get(register).status == 404
    driss.goto(register[: register.index("/days/")] + "/")
    expect(driss.locator("[aria-labelledby=counts-caption] tbody tr")).to_have_count(5)
    expect(driss.locator("a[href*='/days/']")).to_have_count(0)


def open_typing(page: Page, language: str) -> None:
    """Open, from the list of caravans, the register of the one that is today."""
    page.goto(f"/{language}/caravans/")
    # The latest comes first: two are planned, the third is today.
    today = page.locator("[aria-labelledby=caravans-caption] tbody tr").nth(2).locator("th a")
    today.click()
    page.locator("a[href$='/typing/']").first.click()
    expect(page).to_have_url(TYPING)
    expect(page.locator("#typing [name=text]")).to_be_focused()


def next_number(page: Page) -> int:
    """Return the number that the next line gets."""
    return int(page.locator("#typing .field-help strong").first.inner_text())


def type_line(page: Page, text: str) -> None:
    """Type a line as on a keyboard, and wait until it is kept."""
    assert len(text) + 1 <= KEYS_MAX
    number = next_number(page)
    expect(page.locator("#typing [name=text]")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#typing .field-help strong").first).to_have_text(str(number + 1))
