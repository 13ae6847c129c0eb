"""Aminata registers a family under consent; Bakary finds that one of it was known already; Chama finds nobody."""

from __future__ import annotations

import pytest
from accessibility import axe_findings
from browsers import Open
from playwright.sync_api import Page, expect

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
SPELLINGS = {"fr": ("Hadda Oumouloud", "Hada Umulud"), "ar": ("فاطنة بنعلي", "Fatna Benali")}
EXPECTED_AGE = {"fr": "8 mois", "ar": "8 أشهر"}


@BOTH
def test_a_family_is_registered_followed_and_joined_with_itself(open_for: Open, language: str, width: int):
    aminata, bakary, chama = (open_for(name, width=width) for name in ("aminata", "bakary", "chama"))

    first = register_family(aminata, language, SPELLINGS[language][0])
    expect(aminata.locator("[aria-labelledby=living-caption] tbody tr")).to_have_count(2)
    expect(aminata.locator("[aria-labelledby=living-caption]")).to_contain_text(EXPECTED_AGE[language])
    assert axe_findings(aminata) == []
    withdraw_visits(aminata)
    again = register_family(aminata, language, SPELLINGS[language][1], is_known=True)
    join_with_itself(bakary, language, *SPELLINGS[language])

    assert first != again
    assert [chama.request.get(address).status for address in (first, again)] == [404, 404]


def register_family(page: Page, language: str, name: str, *, is_known: bool = False) -> str:
    """Register a mother and her son, and return the address of their household."""
    page.goto(f"/{language}/households/new/")
    page.locator("[name=place]").select_option(index=1)
    page.locator("[name=head-name]").fill(name)
    page.locator("[name=head-sex][value=female]").check()
    page.locator("[name=head-birth]").fill("1991")
    for purpose in ("register", "visits"):
        page.locator(f"[name=consent-purposes][value={purpose}]").check()
    page.locator("[name=consent-how][value=oral]").check()
    page.locator("[name=members-0-name]").fill(f"{name.rsplit(maxsplit=1)[-1]} Moha")
    page.locator("[name=members-0-sex][value=male]").check()
    page.locator("[name=members-0-birth]").fill("8 mois")
    page.locator("[name=members-0-guardian]").select_option("mother")
    send(page)
    if is_known:
        expect(page.locator("[data-focus]")).to_be_focused()
        page.locator("[name=is_another]").check()
        send(page)
    expect(page.locator("[aria-labelledby=living-caption]")).to_be_visible()
    return page.url


def send(page: Page) -> None:
    """Send the form of the page."""
    page.locator("main form.form .form-actions button").first.click()


def withdraw_visits(page: Page) -> None:
    """Open the mother's page and withdraw her second agreement: one holds still."""
    page.locator("[aria-labelledby=living-caption] tbody th a").first.click()
    page.locator("[aria-labelledby=consents-caption] a").nth(1).click()
    send(page)
    expect(page.locator("[aria-labelledby=consents-caption] tbody a")).to_have_count(1)


def join_with_itself(page: Page, language: str, *names: str) -> None:
    """Find the two records of one woman among those who look alike, say so, and take it back."""
    page.goto(f"/{language}/households/?q={names[0].split()[0]}")
    page.locator("[aria-labelledby=households-caption] tbody th a").first.click()
    page.locator("[aria-labelledby=living-caption] tbody th a").first.click()
    page.locator("section[aria-labelledby=alike] a").first.click()
    expect(page.locator("[aria-labelledby=pair-caption]")).to_be_visible()
    assert axe_findings(page) == []
    page.locator("[name=reason]").fill("Une seule femme")
    send(page)
    page.locator("section[aria-labelledby=merges] form button").first.click()
    expect(page.locator("section[aria-labelledby=merges] li").first.locator(".badge")).to_be_visible()
