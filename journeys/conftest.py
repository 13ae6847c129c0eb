"""A real server with the demonstration in it, and a real browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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


@dataclass(frozen=True)
class Running:
    """A server that answers, and what its demonstration printed."""

    url: str
    home: Path
    demonstration: dict

    def account(self, role: str) -> dict:
        """Return the demonstration account of a role."""
        return next(one for one in self.demonstration["accounts"] if one["role"] == role)


def free_port() -> int:
    """Return a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Set up the demonstration in a home of its own, as a stranger would, and serve it."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "TWIZA_HOME": str(home), "DATABASE_URL": ""}
    twiza = [sys.executable, "-m", "twiza"]
    made = subprocess.run(  # noqa: S603 -- our own program
        [*twiza, "demo", "--no-serve", "--json"], env=environment, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    port = free_port()
    serving = subprocess.Popen(  # noqa: S603 -- our own program
        [*twiza, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert serving.stdout is not None
    assert "answers" in serving.stdout.readline()
    yield Running(f"http://127.0.0.1:{port}", home, json.loads(made.stdout))
    serving.terminate()
    serving.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, or whatever CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, server: Running) -> Iterator[BrowserContext]:
    """Open a browser that may talk to our server only; a call to anybody else fails the test."""
    context = chromium.new_context(base_url=server.url, viewport={"width": 1280, "height": 800})
    strangers: list[str] = []

    def refuse_strangers(route):
        if route.request.url.startswith((server.url, "data:", "blob:")):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", refuse_strangers)
    yield context
    context.close()
    assert strangers == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page whose errors fail the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    assert errors == []


def sign_in(page: Page, server: Running, role: str, language: str = "fr") -> None:
    """Sign in as the demonstration's person of a role, as she would."""
    account = server.account(role)
    page.goto(f"/{language}/account/login/")
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{server.url}/{language}/home/")


