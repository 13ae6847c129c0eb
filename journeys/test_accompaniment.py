"""
Aminata accompanies a woman and lets another association read a part; the woman opens her own file with the code on her
paper and withdraws it.
"""

from __future__ import annotations

import datetime as dt
import io
import re

import pypdf
import pytest
from accessibility import axe_findings, html_findings
from browsers import HEIGHT, Open, errors_of, guarded_context
from playwright.sync_api import Browser, Page, expect
from servers import Running
from test_families import register_family

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
NAMES = {"fr": "Mamou Outazart", "ar": "ماما أوتازارت"}
WELCOMING = {"fr": "Association d'accueil (démonstration)", "ar": "جمعية الاستقبال (عرض توضيحي)"}
SECRET, SHARED = "histoire-gardee", "guichet-partage"


@BOTH
def test_a_person_is_accompanied_shares_a_part_and_withdraws_it_herself(
    open_for: Open, chromium: Browser, server: Running, language: str, width: int
):
    aminata, idir, chama = (open_for(name, width=width) for name in ("aminata", "idir", "chama"))
    page = accompany(aminata, language, NAMES[language])
    write_down(aminata, page)
    assert idir.request.get(page).status == 404

    share(aminata, page, "requests", language)

    assert idir.request.get(page).status == 200
    read = idir.request.get(page).text()
    assert (SHARED in read, SECRET in read) == (True, False)
    assert chama.request.get(page).status == 404
    code = code_on_paper(aminata, page, language)
    with guarded_context(
        chromium, server, viewport={"width": 360, "height": HEIGHT}, java_script_enabled=False
    ) as context:
        herself = context.new_page()
        errors = errors_of(herself)
        open_her_file(herself, language, code)
        withdraw(herself)
        assert errors == []
    assert idir.request.get(page).status == 404
    assert aminata.request.get(page).status == 200


def accompany(page: Page, language: str, name: str) -> str:
    """Register a family, open the accompaniment of the mother, and return its address."""
    register_family(page, language, name)
    page.locator("[aria-labelledby=living-caption] tbody th a").first.click()
    page.locator(".page-actions a[href*='/accompaniments/people/']").click()
    page.locator("main .state a").click()
    page.locator("[name=purpose]").fill("Droits")
    page.locator("[name=how][value=oral]").check()
    keep(page)
    expect(page.locator("#requests")).to_be_visible()
    assert axe_findings(page) == []
    return page.url


def keep(page: Page) -> None:
    """Send the form of the page."""
    page.locator("main form.form .form-actions button").first.click()


def write_down(page: Page, address: str) -> None:
    """Write a request, a next step, an appointment and a line of the story."""
    today = dt.date.today().isoformat()  # noqa: DTZ011 -- the server's own day
    page.goto(f"{address}requests/new/")
    page.locator("[name=kind]").select_option("other")
    page.locator("[name=office]").fill(SHARED)
    keep(page)
    page.goto(f"{address}step/")
    page.locator("[name=words]").fill("Appeler")
    page.locator("[name=due_on]").fill(today)
    keep(page)
    page.goto(f"{address}appointments/new/")
    page.locator("[name=with_whom]").fill("Dr Alami")
    page.locator("[name=on]").fill(today)
    keep(page)
    page.goto(f"{address}story/new/")
    page.locator("[name=part][value=story]").check()
    page.locator("[name=text]").fill(SECRET)
    keep(page)
    expect(page.locator("main")).to_contain_text(SECRET)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def share(page: Page, address: str, group: str, language: str) -> None:
    """Let the other association read one part."""
    page.goto(f"{address}share/")
    page.locator("[name=recipient]").select_option(label=WELCOMING[language])
    page.locator(f"[name=groups][value={group}]").check()
    page.locator("[name=how][value=oral]").check()
    keep(page)
    expect(page.locator("#agreements")).to_be_visible()


def code_on_paper(page: Page, address: str, language: str) -> str:
    """Print her own file, and return the code that stands on it."""
    page.goto(f"{address}own-file/")
    token = page.locator("main form.form [name=csrfmiddlewaretoken]").get_attribute("value") or ""
    answer = page.request.post(
        f"{address}own-file/",
        form={"csrfmiddlewaretoken": token, "language": language},
        headers={"referer": address},
    )
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
    found = re.search(r"(?:\d{4}\s){4}\d{4}", text)
    assert found is not None
    assert SECRET not in text
    return found[0]


def open_her_file(page: Page, language: str, code: str) -> None:
    """Open a person's own file with its code, without an account and without scripts."""
    page.goto(f"/{language}/my-file/")
    page.locator("[name=code]").fill("1111 2222 3333 4444 5555")
    keep(page)
    expect(page.locator("main .field-error, main [aria-invalid=true]").first).to_be_visible()
    page.locator("[name=code]").fill(code)
    keep(page)
    expect(page.locator("main")).to_contain_text("Appeler")
    expect(page.locator("main")).not_to_contain_text(SECRET)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert html_findings(page.content()) == []


def withdraw(page: Page) -> None:
    """Withdraw the agreement with the other association: one less holds."""
    links = page.locator("main a[href*='/my-file/agreements/']")
    before = links.count()
    links.last.click()
    keep(page)
    expect(links).to_have_count(before - 1)
