"""A browser that talks to our server only, and whose pages may have no error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Route
from servers import Running

CHROMIUM_FLAGS = [
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
HEIGHT = 800
REFUSED_FORM = "the server responded with a status of 422"
# A job that runs for some seconds on a loaded machine, and the map after it.
PATIENCE_MS = 60_000


def start_chromium(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, or whatever CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)


@contextmanager
def guarded_context(chromium: Browser, server: Running, **options: Any) -> Iterator[BrowserContext]:
    """Open a browser that may talk to our server only; a call to anybody else fails the test."""
    context = chromium.new_context(base_url=server.url, **options)
    strangers: list[str] = []

    def refuse_strangers(route: Route) -> None:
        if route.request.url.startswith((server.url, "data:", "blob:")):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", refuse_strangers)
    yield context
    context.close()
    assert strangers == []


def errors_of(page: Page) -> list[str]:
    """Return the list that every error of the page will be written in."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(f"{said.text} ({page.url})") if is_error(said) else None)
    return errors


def is_error(said: ConsoleMessage) -> bool:
    """Say whether the browser complains; of a form that was refused, which is no fault of ours, it complains too."""
    return said.type == "error" and REFUSED_FORM not in said.text


def sign_in(page: Page, server: Running, role: str, language: str = "fr") -> None:
    """Sign in as the demonstration's first person of a role, as she would."""
    sign_in_as(page, server.account(role), language)
    page.wait_for_url(f"{server.url}/*/home/")


def sign_in_as(page: Page, account: dict[str, str], language: str) -> None:
    """Fill the sign-in form and send it."""
    page.goto(f"/{language}/account/login/")
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("main button[type=submit]").click()


class Doors:
    """Lets each of the cast in with a session of her own, signed in once: sign-in is slow on purpose, and limited."""

    def __init__(self, chromium: Browser, server: Running) -> None:
        self._chromium, self._server = chromium, server
        self._states: dict[str, Any] = {}

    def state_of(self, name: str) -> Any:
        """Return the cookies of one of the cast, signed in the first time they are asked for."""
        if name not in self._states:
            with guarded_context(self._chromium, self._server) as context:
                page = context.new_page()
                sign_in_as(page, self._server.account_of(name), "fr")
                page.wait_for_url(f"{self._server.url}/*/home/")
                self._states[name] = context.storage_state()
        return self._states[name]


Open = Callable[..., Page]
"""Opens a page for one of the cast: `open_for("driss", width=360)`."""
