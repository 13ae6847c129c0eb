"""On paper, without WebGL, without a script: the planner still gets her plan, whole."""

from __future__ import annotations

import io

import pytest
from browsers import Open
from planning import PLAN_PAGE, ask_for_plan, figure, make_plan, wait_for_map
from playwright.sync_api import Page, expect
from pypdf import PdfReader

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
# A4 less the margins of the sheet, in CSS pixels.
PAPER_WIDTH = 672
TRIES = 30
WAIT_MS = 500


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_on_paper_nothing_is_cut(open_for: Open, language: str):
    page = open_for("driss")
    make_plan(page, language)
    wait_for_map(page)
    stops = page.locator("#visits tbody th bdi").all_inner_texts()
    communes = page.locator("[aria-labelledby=areas-caption] tbody th").all_inner_texts()

    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 950})
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
            .filter(one => getComputedStyle(one).overflowX !== 'visible' && one.clientWidth > 0)
            .filter(one => one.scrollWidth > one.clientWidth + 1 && !one.closest('twiza-map, .visually-hidden'))
            .map(one => one.className + ' ' + one.scrollWidth + ' in ' + one.clientWidth)"""
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = "".join("".join(sheet.extract_text() for sheet in sheets).split())

    assert cut == []
    assert wide <= PAPER_WIDTH
    assert [name for name in [*stops, *communes] if language == "fr" and "".join(name.split()) not in text] == []
    assert len(sheets) < 25
    expect(page.locator("header nav").first).to_be_hidden()


def test_without_webgl_the_page_says_that_the_table_says_it_all(open_for: Open):
    page = open_for("driss")
    page.add_init_script(NO_WEBGL)

    make_plan(page)

    expect(page.locator('.map-notice[data-when="unsupported"]')).to_be_visible()
    assert page.locator("#visits tbody tr").count() == figure(page, 2)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_without_a_script_the_plan_is_made_all_the_same(open_for: Open, language: str):
    page = open_for("driss", width=360, with_script=False)

    ask_for_plan(page, language)
    look_again_until_there(page)

    assert f"/{language}/" in page.url
    assert page.locator("#visits tbody tr").count() == figure(page, 2)
    expect(page.locator('.map-notice[data-when="unsupported"]')).to_be_visible()


def look_again_until_there(page: Page) -> None:
    """Follow « see how far it is » until the plan is there, as the page without a script says."""
    for _try in range(TRIES):
        page.wait_for_load_state()
        if PLAN_PAGE.search(page.url):
            return
        page.wait_for_timeout(WAIT_MS)
        page.locator("noscript a, main a[href*='/plans/jobs/']").last.click()
    raise AssertionError(f"Still not there: {page.url}")
