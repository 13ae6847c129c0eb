"""A real server with the demonstration in it, and a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from browsers import HEIGHT, Doors, Open, errors_of, guarded_context, start_chromium
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from servers import Running, open_demonstration, serve


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Set up the demonstration in a home of its own, as a stranger would, and serve it."""
    home, own = tmp_path_factory.mktemp("home"), tmp_path_factory.getbasetemp()
    running = serve(home, open_demonstration(home, own.parent if "PYTEST_XDIST_WORKER" in os.environ else own))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, or whatever CHROMIUM names."""
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def doors(chromium: Browser, server: Running) -> Doors:
    """Return what lets the cast in."""
    return Doors(chromium, server)


@pytest.fixture
def context(chromium: Browser, server: Running) -> Iterator[BrowserContext]:
    """Open a browser that may talk to our server only; a call to anybody else fails the test."""
    with guarded_context(chromium, server, viewport={"width": 1280, "height": HEIGHT}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page whose errors fail the test."""
    page = context.new_page()
    errors = errors_of(page)
    yield page
    assert errors == []


@pytest.fixture
def open_for(chromium: Browser, server: Running, doors: Doors) -> Iterator[Open]:
    """Return what opens a page for one of the cast; an error of any of these pages fails the test."""
    errors: list[list[str]] = []
    with ExitStack() as opened:

        def open_page(name: str, *, width: int = 1280, with_script: bool = True) -> Page:
            context = opened.enter_context(
                guarded_context(
                    chromium,
                    server,
                    storage_state=doors.state_of(name),
                    viewport={"width": width, "height": HEIGHT},
                    java_script_enabled=with_script,
                )
            )
            page = context.new_page()
            errors.append(errors_of(page))
            return page

        yield open_page
    assert [said for of_page in errors for said in of_page] == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look at every page first: the other stories leave invented names behind, which no page translates."""
    items.sort(key=lambda item: item.path.name != "test_every_page.py")
