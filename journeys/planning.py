"""What a planner does to get a plan, step by step, and the figures she reads."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from browsers import PATIENCE_MS
from playwright.sync_api import Locator, Page, expect
from servers import Running

AZILAL = {"fr": "Azilal", "ar": "أزيلال"}
PLAN_PAGE = re.compile(r"/plans/[0-9a-f]{8}-[0-9a-f-]{27}/$")
RUNNING_PAGE = re.compile(r"/plans/jobs/[0-9a-f-]{36}/$")
MAP_READY = 'twiza-map[data-state="ready"]'


def ask_for_plan(page: Page, language: str = "fr", *, teams: int = 2, days: int = 5) -> None:
    """Choose the province of Azilal, a few teams and days, and press « Plan »."""
    page.goto(f"/{language}/plans/new/")
    page.locator("[name=area]").select_option(label=AZILAL[language])
    page.locator("[name=team_count]").fill(str(teams))
    page.locator("[name=day_count]").fill(str(days))
    page.locator("button[name=plan]").click()


def wait_for_plan(page: Page) -> str:
    """Wait until the page of the plan is there, and return its address."""
    page.wait_for_url(PLAN_PAGE, timeout=PATIENCE_MS)
    return page.url


def make_plan(page: Page, language: str = "fr", *, teams: int = 2, days: int = 5) -> str:
    """Ask for a small plan, wait for it, and return its address."""
    ask_for_plan(page, language, teams=teams, days=days)
    return wait_for_plan(page)


@contextmanager
def worker_asleep(server: Running) -> Iterator[None]:
    """Hold the background worker still: what is asked for meanwhile waits, however fast the machine."""
    worker = server.worker()
    os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def wait_for_map(page: Page) -> None:
    """Wait until the map is drawn."""
    expect(page.locator(MAP_READY)).to_be_visible(timeout=PATIENCE_MS)


def number_in(place: Locator) -> int:
    """Return the whole number that a place of the page shows, however the language groups its digits."""
    return int(re.sub(r"[^\d-]", "", place.inner_text().replace("\u2212", "-")))


def figure(page: Page, position: int) -> int:
    """Return one of the key figures of a plan: 0 people, 1 need, 2 visits, 3 kilometres."""
    return number_in(page.locator(".figures .figure-value").nth(position))


def plans_listed(page: Page, language: str = "fr") -> list[str]:
    """Return the addresses of the plans in the list, the newest first, whatever pages it takes."""
    page.goto(f"/{language}/plans/")
    addresses = _plans_on(page)
    while (following := page.locator("a[rel=next]")).count():
        page.goto(f"/{language}/plans/{following.get_attribute('href')}")
        addresses += _plans_on(page)
    return addresses


def _plans_on(page: Page) -> list[str]:
    links = page.locator("table th[scope=row] a")
    return [str(link.get_attribute("href")) for link in links.all()]
