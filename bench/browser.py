"""What a planner waits for in a real browser: the first national map, and the plan of a region."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

from bench.figures import Figure

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DRAWN = "twiza-map[data-state=ready]"
REGION, TEAMS, DAYS = "Béni Mellal-Khénifra", 4, 20


def measured_in_browser(url: str, account: dict[str, str]) -> Iterator[Figure]:
    """Yield what a planner waits for: the first map of the country, then the plan of a region."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        sign_in(page, url, account)
        yield from measured_map(page, url)
        yield measured_plan(page, url)
        browser.close()


def measured_map(page: Page, url: str) -> Iterator[Figure]:
    """Yield the seconds and the bytes of the first map of the country, with nothing in the browser's cache."""
    received = count_bytes(page)
    started = time.perf_counter()
    page.goto(f"{url}/fr/needs/?level=commune")
    page.wait_for_selector(DRAWN)
    yield Figure("first national map, from click to drawn", time.perf_counter() - started, "s", 2)
    yield Figure("first national map, over the wire", sum(received) / 1e6, "MB", 1.5)


def measured_plan(page: Page, url: str) -> Figure:
    """Return the seconds from the press of the button to the map of the plan."""
    page.goto(f"{url}/fr/plans/new/")
    page.locator("[name=area]").select_option(label=f"{REGION}, toute la région")
    page.locator("[name=team_count]").fill(str(TEAMS))
    page.locator("[name=day_count]").fill(str(DAYS))
    started = time.perf_counter()
    page.locator("button[name=plan]").click()
    page.wait_for_selector(DRAWN)
    return Figure(
        f"plan of {REGION}, {TEAMS} teams, {DAYS} days, from click to map", time.perf_counter() - started, "s", 20
    )


def count_bytes(page: Page) -> list[int]:
    """Return a list that grows by the size of each answer as it crossed the wire."""
    received: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


def sign_in(page: Page, url: str, account: dict[str, str]) -> None:
    """Sign in as anybody does, and forget every file seen on the way."""
    page.goto(f"{url}/fr/account/login/")
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(f"{url}/fr/home/")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
