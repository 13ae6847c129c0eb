"""Health series: a bad file says why, a good one comes in; small numbers stay hidden; need shows what is missing."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from accessibility import html_findings_of, looked_at
from browsers import Open
from playwright.sync_api import Page, expect
from season import look_until

TABANT, OTHER = "05.081.03.09", "05.081.03.03"
FAULTS = f"""code,serie,maladie,mois,nombre
{TABANT},cas-parcours,Diarrhées (exemple),2026-09,-4
99.999.99.99,cas-parcours,Diarrhées (exemple),2026-09,12
{OTHER},cas-parcours,Diarrhées (exemple),2026-13,7
"""
MENDED = f"""code,serie,maladie,mois,nombre
{TABANT},cas-parcours,Diarrhées (exemple),2026-09,40
{TABANT},cas-parcours,Diarrhées (exemple),2026-10,3
{OTHER},cas-parcours,Diarrhées (exemple),2026-09,
"""
SERIES_PAGE = re.compile(r"/territory/health/[0-9a-f-]{36}/$")
REVIEW_PAGE = re.compile(r"/territory/health/import/[0-9a-f-]{36}/$")
NAMES = {"fr": "Diarrhées du parcours (exemple)", "ar": "إسهال المسار (مثال)"}
WITHOUT_SERIES = {"fr": "Isseksi", "ar": "اسكسي"}
WORDS = {
    "fr": {"hidden": "masqué", "missing": "Manquant", "series": "Séries sanitaires"},
    "ar": {"hidden": "محجوب", "missing": "ناقص", "series": "السلاسل الصحية"},
}


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_a_series_is_mended_stored_with_small_numbers_hidden_and_shown_beside_the_need(
    open_for: Open, tmp_path: Path, language: str, width: int
):
    driss, malika, chama = (open_for(name, width=width) for name in ("driss", "malika", "chama"))
    words, name = WORDS[language], NAMES[language]

    send_series(driss, file_of(tmp_path, FAULTS, language), language)
    faults = driss.locator("[aria-labelledby=problems-caption] tbody tr")
    expect(faults.locator("td:first-child, th")).to_have_text(["2", "4"])
    expect(driss.locator("form[action$='/store/']")).to_have_count(0)
    looked = [looked_at(driss)]
    send_series(driss, file_of(tmp_path, MENDED, language), language)
    describe(driss, name)
    store(driss)

    series = series_called(malika, language, name)
    assert figures_of(malika, "تبانت" if language == "ar" else "Tabant") == [words["hidden"], "40"]
    looked.append(looked_at(malika))
    assert words["hidden"] in csv_of(malika)
    nothing_of_it_is_there(chama, language, series, name)
    looked.append(need_shows_parts_and_what_is_missing(driss, language, words))
    assert html_findings_of(looked) == [[], [], []]


def send_series(page: Page, file: Path, language: str) -> None:
    """Send a file of health series to be looked at, from their list."""
    page.goto(f"/{language}/territory/health/")
    page.locator("main a[href$='/health/import/']").first.click()
    page.locator("[name=file]").set_input_files(file)
    page.locator("main form.form .form-actions button").click()
    page.wait_for_url(REVIEW_PAGE)


def describe(page: Page, name: str) -> None:
    """Say who gives the figures, where they come from and what they count."""
    page.locator("[name=given_by]").fill("Délégation inventée (exemple)")
    page.locator("[name=source]").fill("Rapport mensuel inventé (exemple)")
    for language in ("fr", "ar"):
        page.locator(f"[name=series_0_{language}]").fill(name)
    page.locator("[name=series_0_unit]").select_option(value="cases")
    page.locator("main form.form .form-actions button").click()
    expect(page.locator("form[action$='/store/']")).to_be_visible()


def store(page: Page) -> None:
    """Store the figures, and wait until they are."""
    page.locator("form[action$='/store/'] button").click()
    stored = page.locator("main a[href$='/territory/health/']:not(nav a)")
    look_until(page, stored)
    expect(stored).to_be_visible()


def series_called(page: Page, language: str, name: str) -> str:
    """Open a series by its name in the list, and return its address."""
    page.goto(f"/{language}/territory/health/")
    page.get_by_role("link", name=name).click()
    expect(page).to_have_url(SERIES_PAGE)
    return page.url


def figures_of(page: Page, place: str) -> list[str]:
    """Return the last two figures of a place, the newest first."""
    row = page.locator("main tbody tr", has_text=place)
    expect(row).to_have_count(1)
    return row.locator("td").all_inner_texts()[:2]


def csv_of(page: Page) -> str:
    """Return the figures as they leave as a file."""
    address = str(page.locator("main a[href*='file.csv']").get_attribute("href"))
    text = page.request.get(address).body().decode("utf-8-sig")
    assert "3" not in [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return text


def nothing_of_it_is_there(outsider: Page, language: str, series: str, name: str) -> None:
    """See that for somebody of another organisation there is no such series."""
    assert {outsider.request.get(one).status for one in (series, f"{series}file.csv")} == {404}
    assert name not in outsider.request.get(f"/{language}/territory/health/").text()


def need_shows_parts_and_what_is_missing(page: Page, language: str, words: dict[str, str]) -> str:
    """Open the need of a commune where nothing was counted: its parts are there, its series are missing."""
    page.goto(f"/{language}/needs/?area=MA/05/05.081")
    page.get_by_role("link", name=WITHOUT_SERIES[language], exact=True).click()
    known = page.locator("main tr", has_text=words["series"]).first
    expect(known).to_contain_text(words["missing"])
    assert page.locator("main table tbody tr", has_text="×").count() >= 1
    return looked_at(page)


def file_of(folder: Path, text: str, language: str) -> Path:
    """Write a file of a series that no other story counts, and return where it is."""
    file = folder / "serie.csv"
    file.write_text(text.replace("cas-parcours", f"cas-{language}"), encoding="utf-8")
    return file
