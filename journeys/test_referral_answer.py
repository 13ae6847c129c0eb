"""Bakary gives out a link; a nurse without an account answers by it, once; he reads what she said."""

from __future__ import annotations

import re

import pytest
from accessibility import looked_at
from browsers import HEIGHT, Open, guarded_context
from playwright.sync_api import Browser, Page, expect
from servers import Running

NURSE = {"fr": "Infirmière Kadia", "ar": "الممرضة كاديا"}
FOUND = {"fr": "Tension suivie chaque mois", "ar": "تتبع الضغط كل شهر"}


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_a_nurse_without_an_account_answers_once(
    chromium: Browser, server: Running, open_for: Open, language: str, width: int
):
    bakary = open_for("bakary", width=width)
    address = link_made(bakary, language)
    with guarded_context(chromium, server, viewport={"width": width, "height": HEIGHT}) as context:
        nurse = context.new_page()
        nurse.goto(address)
        looked_at(nurse)
        answer(nurse, words="")
        expect(nurse.locator("[role=alert]").first).to_be_visible()
        answer(nurse, words=FOUND[language], by=NURSE[language])
        expect(nurse.locator("main .message-success")).to_be_visible()
        assert nurse.request.get(address).status == 410

    bakary.reload()
    expect(bakary.locator("[aria-labelledby=link-title]")).to_contain_text(NURSE[language])
    expect(bakary.locator("[aria-labelledby=steps-title]")).to_contain_text(FOUND[language])


def link_made(page: Page, language: str) -> str:
    """Open the first referral that was issued and nothing more, make its link, and return its address."""
    page.goto(f"/{language}/referrals/?state=issued")
    page.locator("main table tbody a").first.click()
    page.locator("form[action$='/link/'] button").click()
    looked_at(page)
    found = re.search(r"https?://\S+", page.locator("textarea[readonly]").input_value())
    assert found is not None
    return found.group()


def answer(page: Page, *, words: str, by: str = "Kadia") -> None:
    """Say that the person was seen, and send."""
    page.locator("[name=told][value=counter_referred]").check()
    page.locator("[name=words]").fill(words)
    page.locator("[name=by]").fill(by)
    page.locator("main form.form button").click()
