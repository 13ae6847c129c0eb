"""Driss puts the worst-off first, and reads what that costs the others: on the page, in the files, side by side."""

from __future__ import annotations

import io
import re

import pytest
from browsers import Open
from openpyxl import load_workbook
from planning import RUNNING_PAGE, figure, make_plan, number_in, wait_for_plan
from playwright.sync_api import Locator, Page, expect

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
WITHOUT = "#equity tbody tr td:nth-of-type(2)"
WITH = "#equity tbody tr td:nth-of-type(1)"
TRIES = 60
WAIT_MS = 500


@BOTH
def test_she_reads_what_equity_costs(open_for: Open, language: str, width: int):
    page = open_for("driss", width=width)
    make_plan(page, language, teams=1, days=3)
    wait_for_price(page)

    needs = [number_in(page.locator(column).nth(1)) for column in (WITH, WITHOUT)]
    assert number_in(page.locator(WITH).first) == figure(page, 0)
    assert needs[0] == figure(page, 1) <= needs[1]
    shares = [percent_in(page.locator(column).nth(2)) for column in (WITH, WITHOUT)]
    assert shares[0] >= shares[1]
    expect(page.locator("#equity .prose p")).to_have_count(3)
    expect(page.locator("#equity form")).to_have_count(0)


def test_a_plan_made_again_says_what_else_is_in_its_price(open_for: Open):
    page = open_for("driss")
    first = make_plan(page, teams=1, days=2)
    wait_for_price(page)

    page.locator("form[action$='/again/'] button").last.click()
    page.wait_for_url(RUNNING_PAGE)
    again = wait_for_plan(page)
    wait_for_price(page)

    assert again != first
    expect(page.locator("#equity .prose p")).to_have_count(4)


def test_the_files_say_the_same(open_for: Open):
    page = open_for("driss")
    plan = make_plan(page, teams=1, days=3)
    wait_for_price(page)
    without = number_in(page.locator(WITHOUT).first)

    answer = page.request.get(f"{plan}plan.xlsx")
    sheet = load_workbook(io.BytesIO(answer.body())).worksheets[3]

    assert sheet["C2"].value == without


def test_plans_are_compared_by_their_prices(open_for: Open):
    page = open_for("driss")
    make_plan(page, teams=1, days=3)
    wait_for_price(page)
    make_plan(page, teams=1, days=2)
    wait_for_price(page)

    page.locator("form[action$='/compare/'] button").click()

    prices = page.locator("[aria-labelledby=figures-caption] tbody tr:nth-last-child(2) td.number")
    assert [bool(re.search(r"\d", price)) for price in prices.all_inner_texts()] == [True, True]


def wait_for_price(page: Page) -> None:
    """Look at the page of a plan again until it says what equity costs."""
    for _look in range(TRIES):
        if page.locator("#equity table").count():
            return
        page.wait_for_timeout(WAIT_MS)
        page.reload()
    raise AssertionError("The price never came.")


def percent_in(place: Locator) -> int:
    """Return the per cent that a place of the page shows."""
    return int(re.sub(r"\D", "", place.inner_text()))
