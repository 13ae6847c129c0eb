"""What people do from a convention to a caravan that was worth it, a step after the other."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from browsers import PATIENCE_MS
from planning import AZILAL, wait_for_plan
from playwright.sync_api import Locator, Page, expect

PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
CARAVAN_PAGE = re.compile(rf"/caravans/{ID}/$")
CONVENTION_PAGE = re.compile(rf"/conventions/{ID}/$")


def today() -> dt.date:
    """Return the day it is for the server, which has another date than UTC for an hour of each day."""
    return dt.datetime.now(tz=ZoneInfo("Africa/Casablanca")).date()


def open_convention(page: Page, language: str, title: str) -> str:
    """Write a convention that begins today, and return the address of its page."""
    page.goto(f"/{language}/conventions/new/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=purpose]").fill(title)
    page.locator("[name=starts_on]").fill(today().isoformat())
    page.locator("main form.form button.button").first.click()
    expect(page).to_have_url(CONVENTION_PAGE)
    return page.url


def plan_from(page: Page, language: str, first_day: dt.date) -> str:
    """Make a small plan that begins on a day, whatever day of the week that is, and return its address."""
    page.goto(f"/{language}/plans/new/")
    page.locator("[name=area]").select_option(label=AZILAL[language])
    page.locator("[name=team_count]").fill("1")
    page.locator("[name=day_count]").fill("2")
    page.locator("[name=starts_on]").fill(first_day.isoformat())
    page.locator("main form.form details summary").click()
    for day_off in page.locator("[name=closed_weekdays]").all():
        day_off.uncheck()
    page.locator("button[name=plan]").click()
    return wait_for_plan(page)


def move_file(page: Page, position: int = 0) -> None:
    """Make one of the moves that the page of a file offers: the first one unless told otherwise."""
    way = page.locator("section[aria-labelledby=ways-title] li.card").nth(position)
    way.locator("summary").click()
    press(page, way.locator("form button.button"))
    expect(page.locator("section[aria-labelledby=ways-title] form[action$='/take-back/']")).to_be_visible()


def give_what_is_missing(page: Page, position: int = 0) -> None:
    """Attach each document and confirm each check that a move still asks for."""
    while (missing := missing_before(page, position)).count():
        page.locator(str(missing.first.get_attribute("href"))).locator("summary").first.click()
        give(page, page.locator(str(missing.first.get_attribute("href"))))


def press(page: Page, button: Locator) -> None:
    """Send a form, and wait for the page that answers: the one before it looks alike."""
    with page.expect_navigation():
        button.click()


def give(page: Page, need: Locator) -> None:
    """Give one thing that is asked for: a document, or one's word."""
    document = need.locator("input[type=file]")
    if document.count():
        document.set_input_files({"name": "paper.pdf", "mimeType": "application/pdf", "buffer": PAPER})
    press(page, need.locator("form button.button").last)


def missing_before(page: Page, position: int) -> Locator:
    """Return the links to what a move still asks for."""
    return page.locator("section[aria-labelledby=ways-title] li.card").nth(position).locator("a[href^='#need-']")


def choose(page: Page, field: str, words: str) -> None:
    """Choose in a list what is called so, whatever else is said beside its name."""
    option = page.locator(f"[name={field}] option", has_text=words).first
    page.locator(f"[name={field}]").select_option(str(option.get_attribute("value")))


def look_until(page: Page, there: Locator) -> None:
    """Look at a page again until something is there that the server works on, for a minute at most."""
    end = dt.datetime.now(tz=dt.UTC) + dt.timedelta(milliseconds=PATIENCE_MS)
    while not there.count() and dt.datetime.now(tz=dt.UTC) < end:
        page.reload()
