"""Passkeys in place of codes: made, used at the next sign-in, and what a browser without them sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from accessibility import axe_findings, html_findings
from browsers import HEIGHT, errors_of, guarded_context, sign_in_as
from installations import TARIQ, serve_new_installation
from playwright.sync_api import Browser, CDPSession, Page, expect
from servers import Running

ADD = "/fr/account/2fa/passkeys/add/"
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WITHOUT_PASSKEYS = "delete window.PublicKeyCredential"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve an installation on its first day, called by the name that passkeys need."""
    running = serve_new_installation(tmp_path_factory.mktemp("home"))
    yield replace(running, url=running.url.replace("127.0.0.1", "localhost"))
    running.stop()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_browser_without_passkeys_says_so(chromium: Browser, installation: Running, language: str):
    with guarded_context(chromium, installation, viewport={"width": 360, "height": HEIGHT}) as context:
        context.add_init_script(WITHOUT_PASSKEYS)
        page = context.new_page()
        sign_in_as(page, TARIQ, language)
        page.wait_for_url("**/home/")

        page.goto(f"/{language}/account/2fa/passkeys/add/")

        expect(page.locator("[data-passkey-without]")).to_be_visible()
        expect(page.locator("[data-passkey-with]")).to_be_hidden()
        assert axe_findings(page) == []


def test_at_an_address_of_numbers_a_link_leads_to_the_name(chromium: Browser, installation: Running):
    by_number = replace(installation, url=installation.url.replace("localhost", "127.0.0.1"))
    with guarded_context(chromium, by_number) as context:
        page = context.new_page()
        sign_in_as(page, TARIQ, "fr")
        page.wait_for_url("**/home/")

        page.goto(ADD)

        assert_clean(page)
        expect(page.locator("main .message-warning a")).to_have_attribute("href", f"{installation.url}{ADD}")


def test_a_passkey_takes_the_place_of_codes(chromium: Browser, installation: Running):
    with guarded_context(chromium, installation, viewport={"width": 360, "height": HEIGHT}) as context:
        page = context.new_page()
        errors = errors_of(page)
        phone = with_a_phone(page)
        sign_in_as(page, TARIQ, "fr")
        page.wait_for_url("**/home/")
        add_by_keyboard(page, "Téléphone de Tariq")
        page.goto("/fr/organisations/")
        assert page.url.endswith("/fr/organisations/")
        refuse_a_second_one_on_the_same_device(page)
        rename(page, "Téléphone bleu")
        sign_out(page)
        sign_in_by_passkey(page)
        sign_out(page)
        say_that_none_was_used(page, phone)

    assert errors == []


def with_a_phone(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a device that keeps passkeys, and whose owner always agrees."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    return devices, devices.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})["authenticatorId"]


def add_by_keyboard(page: Page, name: str) -> None:
    """Come from the page that asks for two steps, and make a passkey with the keyboard alone."""
    page.goto("/fr/organisations/")
    assert_clean(page)
    page.locator(f"main a[href='{ADD}']").press("Enter")
    page.wait_for_url(f"**{ADD}")
    assert_clean(page)
    page.locator("[name=name]").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/codes/")
    assert page.locator(".codes code").count() == 10


def refuse_a_second_one_on_the_same_device(page: Page) -> None:
    """Ask the same device for another passkey: it says that it has one."""
    page.goto(ADD)
    page.locator("[data-passkey-with]").click()
    expect(page.locator("[data-passkey-said]")).to_contain_text("garde déjà")
    expect(page.locator("[data-passkey-with]")).to_be_focused()
    assert axe_findings(page) == []


def rename(page: Page, name: str) -> None:
    """Give the only passkey another name."""
    page.goto("/fr/account/2fa/passkeys/")
    assert_clean(page)
    page.locator("main tbody a[href$='/rename/']").press("Enter")
    page.wait_for_url("**/rename/")
    assert_clean(page)
    page.locator("[name=name]").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/passkeys/")
    expect(page.locator("main tbody th")).to_have_text(name)


def sign_out(page: Page) -> None:
    """Leave this browser."""
    page.goto("/fr/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/fr/")


def sign_in_by_passkey(page: Page) -> None:
    """Write the password, and let the device do the rest."""
    sign_in_as(page, TARIQ, "fr")
    page.wait_for_url("**/2fa/authenticate/**")
    assert_clean(page)
    page.locator("[data-passkey-with]").press("Enter")
    page.wait_for_url("**/home/")


def say_that_none_was_used(page: Page, phone: tuple[CDPSession, str]) -> None:
    """Sign in with a device that forgot its passkeys: nothing opens, and the page says why and lets one try again."""
    devices, device = phone
    devices.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    sign_in_as(page, TARIQ, "fr")
    page.wait_for_url("**/2fa/authenticate/**")
    page.locator("[data-passkey-with]").click()
    expect(page.locator("[data-passkey-said]")).to_contain_text("Aucune clé d’accès n’a servi")
    expect(page.locator("[data-passkey-with]")).to_be_enabled()
    page.goto("/fr/organisations/")
    assert page.url.endswith("/2fa/authenticate/")


def assert_clean(page: Page) -> None:
    """Fail on what axe or the HTML validator finds."""
    assert axe_findings(page) == []
    assert html_findings(page.content()) == []
