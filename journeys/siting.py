"""What a planner does to learn where more places of care would serve most people."""

from __future__ import annotations

import re

from browsers import PATIENCE_MS
from playwright.sync_api import Page

ANSWER_PAGE = re.compile(r"/access/places/[0-9a-f]{8}-[0-9a-f-]{27}/$")


def open_scenario(page: Page, language: str = "fr") -> str:
    """Open the first scenario of the list, and return its address."""
    page.goto(f"/{language}/access/")
    page.locator("table th[scope=row] a").last.click()
    page.wait_for_url(re.compile(r"/access/[0-9a-f]{8}-[0-9a-f-]{27}/$"))
    return page.url


def ask_for_places(page: Page, language: str = "fr", *, count: int = 3) -> None:
    """Ask for a few more places of care, from the page of the scenario."""
    open_scenario(page, language)
    page.locator("main a[href$='/places/new/']").click()
    page.locator("[name=post_count]").fill(str(count))
    page.locator("main form.form .form-actions button").click()


def find_places(page: Page, language: str = "fr", *, count: int = 3) -> str:
    """Ask, wait for the answer, and return its path without language."""
    ask_for_places(page, language, count=count)
    page.wait_for_url(ANSWER_PAGE, timeout=PATIENCE_MS)
    return page.url[page.url.index("/access/") :]
