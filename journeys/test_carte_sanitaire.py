"""The carte sanitaire kept true: a change proposed with its evidence, refused or accepted; two entries made one."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from urllib.parse import urlsplit

import pytest
from accessibility import html_findings_of, looked_at
from browsers import Open
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from season import PAPER, today

COMMUNE = "05.081.03.09"
NAMES = {"fr": "Exemple : dispensaire du parcours", "ar": "مثال: مستوصف المسار"}
FORMER, NEW = "4", "8"
SOURCE, REASON = "Visite du dispensaire (exemple)", "Le procès-verbal ne porte aucune date (exemple)."
NOT_YET = {"fr": "n’était pas encore dans la liste", "ar": "لم تكن"}
FACILITY_PAGE = re.compile(r"/facilities/[0-9a-f]{8}-[0-9a-f-]{27}/$")
PROPOSAL_PAGE = re.compile(r"/facilities/proposals/[0-9a-f-]{36}/$")


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_a_change_is_proposed_refused_or_accepted_and_says_who_and_when(open_for: Open, language: str, width: int):
    driss, aminata, malika, chama = (open_for(name, width=width) for name in ("driss", "aminata", "malika", "chama"))

    facility = add_facility(driss, language, NAMES[language])
    refused = propose(aminata, facility, {"status": "closed"})
    accepted = propose(aminata, facility, {"beds": NEW})
    looked = [looked_at(aminata)]
    nothing_is_there(chama, refused, f"{refused}evidence/", f"{facility}edit/")
    refuse(malika, refused)
    looked.append(accept(malika, accepted))

    beds_are_known(malika)
    looked.append(reason_is_read(aminata, language, NAMES[language]))
    looked.append(past_is_told(aminata, facility, language))
    assert html_findings_of(looked) == [[], [], [], []]


def test_two_entries_are_made_one_and_two_again(open_for: Open):
    driss = open_for("driss")
    kept = add_facility(driss, "fr", "Exemple : centre aux deux fiches")
    fill_facility(driss, "fr", "EXEMPLE : CENTRE AUX DEUX FICHES")
    expect(driss.locator(f"main form.form a[href='{urlsplit(kept).path}']")).to_be_visible()
    looked = [looked_at(driss)]
    driss.locator("[name=is_another]").check()
    send_facility(driss)
    expect(driss).to_have_url(FACILITY_PAGE)
    hidden = driss.url

    merged = merge(driss, kept, hidden)
    looked.append(looked_at(driss))
    assert listed(driss, "deux fiche") == 1
    driss.goto("/fr/facilities/duplicates/")
    looked.append(looked_at(driss))
    driss.locator("section[aria-labelledby=merges] tbody tr").first.get_by_role("button").click()

    assert listed(driss, "deux fiche") == 2
    assert merged in (kept, hidden)
    files_have(driss, "Exemple : centre aux deux fiches")
    assert html_findings_of(looked) == [[], [], []]


def add_facility(page: Page, language: str, name: str) -> str:
    """Add a facility of which little is known to the list of one's organisation, and return its address."""
    fill_facility(page, language, name)
    expect(page).to_have_url(FACILITY_PAGE)
    return page.url


def fill_facility(page: Page, language: str, name: str) -> None:
    """Fill the form of a facility of which little is known, and send it."""
    page.goto(f"/{language}/facilities/")
    page.locator("main a[href$='/facilities/new/']").click()
    page.locator(f"[name=name_{language}]").fill(name)
    page.locator("[name=type]").select_option(value="CSR1")
    page.locator("[name=place_code]").fill(COMMUNE)
    page.locator("[name=status]").select_option(value="open")
    page.locator("[name=beds]").fill(FORMER)
    page.locator("[name=source]").fill("Liste de la commune (exemple)")
    send_facility(page)


def send_facility(page: Page) -> None:
    """Press the button of the form of a facility."""
    page.locator("main form.form .form-actions button").click()


def propose(page: Page, facility: str, change: dict[str, str]) -> str:
    """Propose what should change of a facility, with a paper that shows it; return the address of the proposal."""
    page.goto(facility)
    page.locator("main a[href$='/propose/']").click()
    for field, value in change.items():
        where = page.locator(f"[name={field}]")
        where.select_option(value=value) if field == "status" else where.fill(value)
    page.locator("[name=why]").fill("Vu sur place (exemple)")
    page.locator("[name=source]").fill(SOURCE)
    page.locator("[name=evidence]").set_input_files(
        {"name": "preuve.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    page.locator("main form.form > .form-actions button").click()
    expect(page).to_have_url(PROPOSAL_PAGE)
    return page.url


def refuse(page: Page, proposal: str) -> None:
    """Refuse a proposal: not without a reason, then with one; its evidence is there to be read."""
    page.goto(proposal)
    evidence = page.locator("main a[href$='/evidence/']").get_attribute("href")
    assert page.request.get(str(evidence)).body() == PAPER
    page.locator("main form.form .form-actions button").last.click()
    expect(page.locator("main .message-error")).to_be_visible()
    page.locator("[name=reason]").fill(REASON)
    page.locator("main form.form .form-actions button").last.click()
    page.wait_for_url("**/facilities/proposals/")


def accept(page: Page, proposal: str) -> str:
    """Accept a proposal, and return the HTML of the facility that it led to."""
    page.goto(proposal)
    page.locator("button[name=accept]").click()
    expect(page).to_have_url(FACILITY_PAGE)
    return looked_at(page)


def beds_are_known(page: Page) -> None:
    """Read on the page of a facility who says how many beds it has, who verified it, and when."""
    source, verifier, day, _freshness = page.locator("[aria-labelledby=who-caption] tbody tr").last.locator("td").all()
    expect(source).to_have_text(SOURCE)
    expect(verifier).to_contain_text("Malika")
    expect(day).to_contain_text(str(today().day))


def reason_is_read(page: Page, language: str, name: str) -> str:
    """Read why one's proposal was refused, and return the HTML of the list of one's proposals."""
    page.goto(f"/{language}/facilities/")
    page.locator("main a[href$='/proposals/mine/']").click()
    expect(page.locator("main tbody tr", has_text=name).filter(has_text=REASON)).to_have_count(1)
    return looked_at(page)


def past_is_told(page: Page, facility: str, language: str) -> str:
    """Read what stood before in the history, and that the day before nothing was listed; return its HTML."""
    page.goto(facility)
    page.locator("main a[href$='/history/']").click()
    changed = page.locator("[aria-labelledby=changes-caption] tbody tr").first.locator("td")
    expect(changed.nth(0)).to_have_text(FORMER)
    expect(changed.nth(1)).to_have_text(NEW)
    page.locator("[name=on]").fill((today() - dt.timedelta(days=1)).isoformat())
    page.locator("main form.filters button").click()
    expect(page.locator("section[aria-labelledby=then]")).to_contain_text(NOT_YET[language])
    return looked_at(page)


def nothing_is_there(outsider: Page, *addresses: str) -> None:
    """See that for somebody of another organisation these addresses lead nowhere."""
    assert {outsider.request.get(address).status for address in addresses} == {404}


def merge(page: Page, first: str, second: str) -> str:
    """Look at two entries that may be the same one, and decide that they are; return the address of the one kept."""
    page.goto("/fr/facilities/")
    page.locator("main a[href$='/facilities/duplicates/']").click()
    ids = [address.rstrip("/").rsplit("/", 1)[1] for address in (first, second)]
    page.locator("".join(["main a", *(f"[href*='{one}']" for one in ids)])).click()
    page.locator("[name=reason]").fill("Une seule porte (exemple)")
    page.locator("button[name=decision][value=first]").click()
    expect(page).to_have_url(FACILITY_PAGE)
    return page.url


def listed(page: Page, words: str) -> int:
    """Return how many facilities the list finds by some words."""
    page.goto("/fr/facilities/")
    page.locator("[name=q]").fill(words)
    page.locator("main form.filters button").click()
    return page.locator("#facilities-table tbody tr:has(th)").count()


def files_have(page: Page, name: str) -> None:
    """Get the list that is shown as a workbook, as CSV and as GeoJSON, and find a facility in each."""
    bodies = {
        kind: page.request.get(str(page.locator(f"main a[href*='file.{kind}?']").first.get_attribute("href"))).body()
        for kind in ("xlsx", "csv", "geojson")
    }
    sheet = load_workbook(io.BytesIO(bodies["xlsx"]))
    assert any(name in row for one in sheet for row in one.iter_rows(values_only=True))
    assert any(name in row for row in csv.reader(io.StringIO(bodies["csv"].decode("utf-8-sig"))))
    assert name in bodies["geojson"].decode()
