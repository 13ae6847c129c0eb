"""Bakary tries rounds with invented homes, prints a list, plans again when an agent is absent, and goes back."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pytest
from accessibility import axe_findings, html_findings_of
from browsers import PATIENCE_MS, Open, errors_of
from crawling import look_at
from planning import wait_for_map
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
ROUNDS_PAGE = re.compile(r"/rounds/[0-9a-f]{8}-[0-9a-f-]{27}/$")
VERSION_PAGE = re.compile(r"/versions/2/$")
HOMES = "code;latitude;longitude;risque;minutes\nD1;31.95;-6.57;haut;30\nMme Aicha;95;-6.57;haut;30\n"


@BOTH
def test_she_plans_prints_and_plans_again_for_an_absence(open_for: Open, language: str, width: int):
    page = open_for("bakary", width=width)
    rounds = try_invented_homes(page, language)
    wait_for_map(page)
    assert axe_findings(page) == []
    assert fits(page)

    page.locator(".page-actions a.button").first.click()
    expect(page.locator(".day-list").first).to_be_visible()
    assert axe_findings(page) == []
    assert pages_printed(page) == page.locator(".day-list").count()

    page.goto(rounds)
    first_day = page.locator("#absence_first").get_attribute("min") or ""
    page.locator("#absence_first").fill(first_day)
    page.locator("button[name=absent]").click()
    page.wait_for_url(VERSION_PAGE, timeout=PATIENCE_MS)
    expect(page.locator("#moves tbody tr").first).to_be_visible()
    assert axe_findings(page) == []
    assert fits(page)

    page.locator("form[action$='/accept/'] button").click()
    page.wait_for_url(ROUNDS_PAGE)
    expect(page.locator("#versions .badge-good")).to_have_count(1)
    expect(version_shown(page)).to_contain_text("2")

    page.locator("form[action$='/back/'] button").click()
    page.wait_for_url(ROUNDS_PAGE)
    expect(version_shown(page)).to_contain_text("1")


def test_every_wrong_row_of_a_file_is_named_before_anything_is_kept(open_for: Open):
    page = open_for("bakary")
    page.goto("/fr/rounds/new/")
    page.locator("[name=agents-0-code]").fill("A1")
    page.locator("[name=agents-0-start]").fill("31.95, -6.57")
    page.locator("[name=agents-0-day_minutes]").fill("300")
    page.locator("[name=high-visits]").fill("2")
    file = {"name": "foyers.csv", "mimeType": "text/csv", "buffer": HOMES.encode()}
    page.locator("[name=file]").set_input_files([file])  # type: ignore[list-item]
    page.locator("form.form-wide button").last.click()

    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("[aria-labelledby=refused-caption] tbody tr")).to_have_count(2)
    assert axe_findings(page) == []
    expect(page.locator("[name=agents-0-code]")).to_have_value("A1")


def test_nobody_else_sees_rounds(open_for: Open):
    rounds = try_invented_homes(open_for("bakary"), "fr")

    answers = {name: open_for(name).request.get(rounds).status for name in ("aminata", "chama", "driss", "tariq")}

    assert set(answers.values()) == {404}


def test_every_page_of_rounds_is_sound(open_for: Open):
    page = open_for("bakary")
    rounds = own_path(try_invented_homes(page, "fr"))
    page.locator("#absence_first").fill(page.locator("#absence_first").get_attribute("min") or "")
    page.locator("button[name=absent]").click()
    page.wait_for_url(VERSION_PAGE, timeout=PATIENCE_MS)
    paths = ["/rounds/", "/rounds/?q=zzzz", "/rounds/new/", rounds, f"{rounds}lists/", f"{rounds}lists/?agent=A1&on="]
    errors = errors_of(page)

    seen = [
        found
        for language in ("fr", "ar")
        for path in [*paths, f"{rounds}versions/1/", f"{rounds}versions/2/"]
        if (found := look_at(page, "bakary", language, path, errors))
    ]

    assert [(one.name, one.axe, one.errors) for one in seen if one.axe or one.errors] == []
    assert [(one.name, one.wider_than_360) for one in seen if one.wider_than_360 > 0] == []
    assert [words for words in html_findings_of([one.html for one in seen]) if words] == []
    assert [(one.name, one.headings) for one in seen if one.headings != 1] == []
    assert len(seen) == 16


def test_an_agent_without_rounds_is_told_so(open_for: Open):
    page = open_for("aminata", width=360)
    page.goto("/ar/my-rounds/")

    expect(page.locator(".state h2")).to_be_visible()
    assert axe_findings(page) == []


def own_path(address: str) -> str:
    """Return the path of one of our pages without its language."""
    return urlsplit(address).path.removeprefix("/fr")


def try_invented_homes(page: Page, language: str) -> str:
    """Plan rounds to invented homes from the list, and return their address."""
    page.goto(f"/{language}/rounds/")
    page.locator("form[action$='/sample/'] button").click()
    page.wait_for_url(ROUNDS_PAGE, timeout=PATIENCE_MS)
    return page.url


def pages_printed(page: Page) -> int:
    """Return how many sheets the PDF of the lists shown has."""
    address = page.locator(".page-actions a.button").first.get_attribute("href") or ""
    return len(PdfReader(io.BytesIO(page.request.get(address).body())).pages)


def version_shown(page: Page) -> Locator:
    """Return where the page says which version holds."""
    return page.locator(".page-actions .badge-information")


def fits(page: Page) -> bool:
    """Return whether the page is no wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
