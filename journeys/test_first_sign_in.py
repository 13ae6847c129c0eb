"""A real installation: no account until `twiza createadmin`, and two-step verification before anything else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from accessibility import axe_findings, html_findings
from browsers import errors_of, guarded_context, sign_in_as
from installations import TARIQ, serve_new_installation
from playwright.sync_api import Browser, Page, expect
from servers import Running

STEP_SECONDS = 30
CLOSED = ("organisations", "territory", "jobs")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Running]:
    """Serve an installation on its first day."""
    running = serve_new_installation(tmp_path)
    yield running
    running.stop()


def test_a_real_installation_opens_with_two_factors_only(chromium: Browser, installation: Running):
    with guarded_context(chromium, installation, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        errors = errors_of(page)
        sign_in_as(page, TARIQ, "fr")
        page.wait_for_url("**/home/")
        # Who has just signed in need not say her password again to set up a second step.
        assert {opened(page, name) for name in CLOSED} == {"/fr/account/2fa/activate/"}
        secret = set_up_second_factor(page)
        codes = keep_recovery_codes(page)
        assert [opened(page, name) for name in CLOSED] == [f"/fr/{name}/" for name in CLOSED]
    with guarded_context(chromium, installation) as context:
        page = context.new_page()
        sign_in_as(page, TARIQ, "fr")
        page.wait_for_url("**/2fa/authenticate/**")
        send_code(page, "000000")
        expect(page.locator("[name=code]")).to_have_attribute("aria-invalid", "true")
        send_code(page, codes[0])
        page.wait_for_url("**/home/")

    assert errors == []
    assert len(secret) >= 16
    assert len(codes) == len(set(codes)) == 10


def set_up_second_factor(page: Page) -> str:
    """Write the code that a phone would show, and return the secret."""
    assert axe_findings(page) == []
    assert html_findings(page.content()) == []
    secret = page.locator("code.secret").inner_text()
    send_code(page, code_of(secret))
    page.wait_for_url("**/2fa/codes/")
    return secret


def keep_recovery_codes(page: Page) -> list[str]:
    """Read the recovery codes, and go on."""
    assert axe_findings(page) == []
    codes = page.locator(".codes code").all_inner_texts()
    page.locator("a[href$='/home/']").last.click()
    page.wait_for_url("**/home/")
    return codes


def send_code(page: Page, code: str) -> None:
    """Write a code and send it."""
    page.locator("[name=code]").fill(code)
    page.locator("main form button").first.click()


def opened(page: Page, name: str) -> str:
    """Ask for a page, and return the path of the page that came."""
    page.goto(f"/fr/{name}/")
    return urlsplit(page.url).path


def code_of(secret: str) -> str:
    """Return the six digits that a phone shows now for a secret, by RFC 6238."""
    step = struct.pack(">Q", int(time.time()) // STEP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
