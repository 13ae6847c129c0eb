"""Rules of one's own: a faulty file is told where, the next one is compared, tried out and put in force by name."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from accessibility import html_findings_of, looked_at
from browsers import Open
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

RULES = """meta:
  ruleset: {code}
  title: "{title}"
  country: MA
  version: "{version}"
  valid_from: null
  valid_to: null
  sources: [S1]
  overall_confidence: low
sources:
  S1: {{title: "Règlement de la commune (exemple inventé)", address: mairie, level: primary}}
parameters:
  distance_km: {{value: {distance}, unit: km, ev: seen_primary, src: S1}}
inputs:
  - {{id: distance, type: decimal, fr: "Distance de l'école (km)", ar: "المسافة إلى المدرسة (كلم)"}}
rules:
  - id: N1
    when: {{distance: {{gte: {{ref: {norm}}}}}}}
    then: {{outcome: probable, fr: "Inscrire à la cantine.", ar: "التسجيل في المطعم المدرسي."}}
    ev: seen_primary
    src: S1
  - id: N2
    when: {{}}
    then: {{outcome: non_probable, fr: "Près de l'école.", ar: "قريب من المدرسة."}}
    ev: design
"""
NORM = "parameters.distance_km.value"
NOT_THERE = "parameters.distance.value"
AUTHORITY = "Commission scolaire de la commune (exemple)"
INDICATOR = "CAR_REAL"
VERSION_PAGE = re.compile(r"/rules/versions/[0-9a-f-]{36}/$")


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_rules_are_mended_compared_tried_out_and_put_in_force_by_name(
    open_for: Open, tmp_path: Path, language: str, width: int
):
    driss, malika, chama = (open_for(name, width=width) for name in ("driss", "malika", "chama"))

    send_rules(driss, rules_file(tmp_path, language, "1", norm=NOT_THERE), language)
    expect(driss.locator("[aria-labelledby=problems-caption] tbody tr")).to_have_count(1)
    expect(driss.locator("[aria-labelledby=problems-caption] tbody")).to_contain_text(NOT_THERE)
    looked = [looked_at(driss)]
    first = kept_draft(driss, rules_file(tmp_path, language, "1"), language)
    put_in_force(driss, malika, first)
    send_rules(driss, rules_file(tmp_path, language, "2", distance=2), language)
    assert changed_values(driss) == [("1", "2"), ("3", "2")]
    looked.append(looked_at(driss))
    second = kept(driss)
    looked.append(answer_for(driss, second, distance="2.5", outcome={"fr": "Probable", "ar": "مرجح"}[language]))
    looked.append(put_in_force(driss, malika, second))

    assert state_of(driss, first) == {"fr": "Remplacée", "ar": "مستبدلة"}[language]
    assert chama.request.get(second).status == 404
    expect(opened(chama, f"/{language}/rules/").locator("main")).not_to_contain_text(title_of(language))
    assert html_findings_of(looked) == [[], [], [], []]


def test_a_figure_kept_before_keeps_the_version_it_was_made_with(open_for: Open, tmp_path: Path):
    driss, malika = open_for("driss"), open_for("malika")
    first = own_definitions(driss, tmp_path, "2026-1")
    put_in_force(driss, malika, first)
    opened(driss, f"/fr/indicators/{INDICATOR}/").get_by_role("button", name="Conserver cette valeur").click()

    second = own_definitions(driss, tmp_path, "2026-2")
    put_in_force(driss, malika, second)

    opened(driss, f"/fr/indicators/{INDICATOR}/")
    expect(driss.get_by_role("link", name="version 2026-2")).to_have_count(1)
    driss.locator("#kept ~ ul").get_by_role("link", name="version 2026-1").click()
    assert driss.url == first


def send_rules(page: Page, file: Path, language: str) -> None:
    """Send a file of rules to be looked at, from the list of rules."""
    page.goto(f"/{language}/rules/")
    page.locator("main a[href$='/rules/new/']").click()
    page.locator("[name=file]").set_input_files(file)
    page.locator("main form.form button").first.click()


def kept_draft(page: Page, file: Path, language: str) -> str:
    """Send a file, keep it as a draft, and return the address of the version."""
    send_rules(page, file, language)
    return kept(page)


def kept(page: Page) -> str:
    """Keep the file that is looked at as a draft, and return the address of the version."""
    page.locator("main form:not([action]) button").click()
    expect(page).to_have_url(VERSION_PAGE)
    return page.url


def put_in_force(writer: Page, manager: Page, version: str) -> str:
    """Hand a version in, and let a manager put it in force on the word of an authority; return her page's HTML."""
    opened(writer, version).locator("form[action$='/submit/'] button").click()
    opened(manager, version).locator("main a[href$='/activate/']").click()
    manager.locator("[name=authority]").fill(AUTHORITY)
    manager.locator("[name=reason]").fill("Délibération (exemple)")
    manager.locator("main form.form .form-actions button").click()
    expect(manager.locator("section[aria-labelledby=steps]")).to_contain_text(AUTHORITY)
    expect(manager.locator("section[aria-labelledby=steps]")).to_contain_text("Malika")
    return looked_at(manager)


def answer_for(page: Page, version: str, *, distance: str, outcome: str) -> str:
    """Try a version out on a case, read the answer, and return the page's HTML."""
    opened(page, version).locator("main a[href$='/try/']").click()
    page.locator("[name=fact_distance]").fill(distance)
    page.locator("main form.form .form-actions button").click()
    expect(page.locator("section[aria-labelledby=answer] .card > p > strong")).to_have_text(outcome)
    return looked_at(page)


def own_definitions(page: Page, folder: Path, version: str) -> str:
    """Export the indicators, write another version of them into the workbook, bring it in; return its address."""
    page.goto("/fr/rules/?q=indicateurs")
    page.locator("main tbody a[href*='/rules/versions/']").first.click()
    with page.expect_download() as export:
        page.get_by_role("link", name="Classeur").click()
    book = load_workbook(io.BytesIO(export.value.path().read_bytes()))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    next(cell for cell in cells if cell.value in ("draft-1", "2026-1")).value = version
    book.save(folder / f"{version}.xlsx")
    return kept_draft(page, folder / f"{version}.xlsx", "fr")


def changed_values(page: Page) -> list[tuple[str, str]]:
    """Return what stood before and what stands after, of each difference that is shown."""
    rows = page.locator("[aria-labelledby=changes-caption] tbody tr").all()
    return [tuple(row.locator("td").all_inner_texts()[-2:]) for row in rows]  # type: ignore[misc]


def state_of(page: Page, version: str) -> str:
    """Return the state that the page of a version says first."""
    return opened(page, version).locator("dl.facts .badge").first.inner_text()


def opened(page: Page, address: str) -> Page:
    """Open an address."""
    page.goto(address)
    return page


def title_of(language: str) -> str:
    """Return what the rules are called."""
    return {"fr": "Cantine du parcours", "ar": "مطعم المسار"}[language]


def rules_file(folder: Path, language: str, version: str, *, distance: int = 3, norm: str = NORM) -> Path:
    """Write a version of rules of nobody's, and return where it is."""
    file = folder / f"{version}.yml"
    given = {"code": f"cantine_{language}", "title": title_of(language), "version": version}
    file.write_text(RULES.format(**given, distance=distance, norm=norm), encoding="utf-8")
    return file
