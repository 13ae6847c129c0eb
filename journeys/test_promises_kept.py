"""A convention from a promise to its proof: who is late, who sees it, and the one line that everybody may read."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from accessibility import html_findings_of, looked_at
from browsers import Open
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from season import PAPER, choose, open_convention, today

DAYS_LATE = 10
WORDS = {
    "fr": {
        "title": "Convention des promesses",
        "fund": "Fonds du parcours",
        "vehicle": "Prêter un véhicule du parcours",
        "money": "Verser la contribution du parcours",
        "done": "Fait, avec preuve",
    },
    "ar": {
        "title": "اتفاقية الوعود",
        "fund": "صندوق المسار",
        "vehicle": "إعارة سيارة المسار",
        "money": "دفع مساهمة المسار",
        "done": "أُنجز بإثبات",
    },
}


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_a_promise_is_proved_another_is_late_and_one_is_public(open_for: Open, language: str, width: int):
    malika, driss, chama = (open_for(name, width=width) for name in ("malika", "driss", "chama"))
    words = WORDS[language]

    convention = open_convention(malika, language, words["title"])
    add_party(malika, convention, words["fund"])
    owe(malika, convention, words["vehicle"], by=0, days=0, owner="Malika")
    owe(malika, convention, words["money"], by=1, days=-DAYS_LATE)
    looked = [looked_at(malika), hand_in_and_accept(malika, convention, words)]

    looked.append(late_is_listed(driss, language, words))
    nothing_of_it_is_there(chama, language, convention, words["title"])
    it_is_on_paper(driss, convention, words)
    looked.append(one_line_is_public(malika, driss, convention, words))
    assert [one for one in html_findings_of(looked) if one] == []


def add_party(page: Page, convention: str, name: str) -> None:
    """Let somebody without an account sign too."""
    page.goto(convention)
    page.locator("main a[href$='/lines/parties/new/']").click()
    page.locator("[name=name]").fill(name)
    page.locator("[name=part]").fill(name)
    page.locator("main form.form .form-actions button").click()
    expect(page.locator("section:has(#parties)")).to_contain_text(name)


def owe(page: Page, convention: str, text: str, *, by: int, days: int, owner: str = "") -> None:
    """Write what a party owes, so many days from today."""
    page.goto(convention)
    page.locator("main a[href$='/lines/obligations/new/']").click()
    page.locator("[name=text]").fill(text)
    page.locator("[name=owed_by]").select_option(index=1 + by)
    if owner:
        choose(page, "owner", owner)
    page.locator("[name=due_on]").fill((today() + dt.timedelta(days=days)).isoformat())
    page.locator("[name=proof_asked]").fill("Procès-verbal (exemple)")
    page.locator("main form.form .form-actions button").click()
    expect(page.get_by_role("link", name=text, exact=True)).to_be_visible()


def hand_in_and_accept(page: Page, convention: str, words: dict[str, str]) -> str:
    """Hand the proof of a promise in, read it back, accept it, and return the page's HTML."""
    page.goto(convention)
    page.get_by_role("link", name=words["vehicle"], exact=True).click()
    page.locator("[name=file]").set_input_files({"name": "pv.pdf", "mimeType": "application/pdf", "buffer": PAPER})
    page.locator("form[action$='/proof/'] .form-actions button").click()
    proof = page.locator("section:has(#proofs) a[download]")
    assert page.request.get(str(proof.get_attribute("href"))).body() == PAPER
    page.locator("button[value=accept]").click()
    expect(page.locator("main .badge").first).to_contain_text(words["done"])
    expect(page.locator("dl.facts")).to_contain_text("Malika")
    return looked_at(page)


def late_is_listed(page: Page, language: str, words: dict[str, str]) -> str:
    """Find what is late, by whom and for how long, on the list of another person of a party; return its HTML."""
    page.goto(f"/{language}/conventions/")
    page.locator("main a[href$='/conventions/due/']").first.click()
    line = page.locator("[aria-labelledby=dues-caption] tbody tr", has_text=words["money"])
    expect(line).to_contain_text(words["fund"])
    expect(line).to_contain_text(str(DAYS_LATE))
    expect(page.locator("[aria-labelledby=dues-caption] tbody tr", has_text=words["vehicle"])).to_have_count(0)
    by_party = page.locator("[aria-labelledby=by-party-caption] tbody tr", has_text=words["fund"])
    assert by_party.locator("td").all_inner_texts()[:2] == ["1", str(DAYS_LATE)]
    return looked_at(page)


def nothing_of_it_is_there(outsider: Page, language: str, convention: str, title: str) -> None:
    """See that for somebody of another organisation there is no such convention, on any page or list."""
    addresses = [f"{convention}{rest}" for rest in ("", "convention.pdf", "public/", "on/", "change/")]
    assert {outsider.request.get(address).status for address in addresses} == {404}
    for name in ("conventions/", "conventions/due/?standing=all", "conventions/file.csv"):
        assert title not in outsider.request.get(f"/{language}/{name}").text()


def one_line_is_public(page: Page, anybody: Page, convention: str, words: dict[str, str]) -> str:
    """Choose the line that is late for everybody to read, open the public page, and read it; return its HTML."""
    page.goto(convention)
    page.locator("main a[href$='/public/']").click()
    page.get_by_label(words["money"]).check()
    page.locator("main form.form .form-actions button").click()
    page.locator("form[action$='/publish/'] button").click()
    address = page.locator(".message a[href*='/conventions/public/']").inner_text()
    anybody.context.clear_cookies()
    anybody.goto(address)
    shown = anybody.locator("main").inner_text()
    assert words["title"] in shown
    assert anybody.locator("[aria-labelledby=owed-caption] tbody th").all_inner_texts() == [words["money"]]
    assert words["vehicle"] not in shown
    return looked_at(anybody)


def it_is_on_paper(page: Page, convention: str, words: dict[str, str]) -> None:
    """Get the convention as a PDF in the language of the page, and find its promises in it."""
    page.goto(convention)
    address = str(page.locator("main a[href$='/convention.pdf']").get_attribute("href"))
    pages = PdfReader(io.BytesIO(page.request.get(address).body())).pages
    assert words["fund"].split()[0] in "".join(one.extract_text() for one in pages)
