"""A list of facilities and one of localities: a bad file keeps nothing and is told why, a good one comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsers import PATIENCE_MS, Open
from playwright.sync_api import Page, expect

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
MISTAKES_OF_FACILITIES = """code,nom,type,code_commune,latitude,longitude,statut
OUBLI-1,Exemple : sans commune,CSR1,99.999.99.99,,,ouvert
OUBLI-2,Exemple : en mer,CSR1,05.081.03.09,31.6,-17.9,ouvert
OUBLI-3,,CSR1,05.081.03.09,,,ouvert
"""
MISTAKES_OF_LOCALITIES = """code;nom;code_commune;latitude;longitude;population
oubli-1;Exemple sans commune;99.999.99.99;;;12
oubli-2;Exemple en mer;05.081.03.09;31.6;-17.9;34
oubli-3;Exemple de moins que personne;05.081.03.09;;;-5
"""
LOCALITIES = """code;nom;nom_ar;code_commune;population
exemple-1;Exemple : douar A;مثال: دوار أ;05.081.03.09;120
exemple-2;Exemple : douar B;مثال: دوار ب;05.081.03.09;80
"""
NOT_A_TABLE = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_bad_list_of_facilities_is_refused_row_by_row(open_for: Open, tmp_path: Path, language: str):
    page = open_for("driss")
    before = page.request.get("/fr/facilities/file.geojson").json()

    send_facilities(page, file_of(tmp_path, "facilities.csv", MISTAKES_OF_FACILITIES), language)

    problems = page.locator("[aria-labelledby=problems-caption] tbody tr")
    assert problems.locator("td:first-child").all_inner_texts() == ["2", "3", "4"]
    assert all(len(words) > 15 for words in problems.locator("td:last-child").all_inner_texts())
    expect(page.locator("button[name=store]")).to_have_count(0)
    assert page.request.get("/fr/facilities/file.geojson").json() == before


def test_a_file_that_is_no_table_is_refused_at_once(open_for: Open, tmp_path: Path):
    page = open_for("driss")
    disguised = tmp_path / "liste.csv"
    disguised.write_bytes(NOT_A_TABLE)

    page.goto("/fr/facilities/import/")
    page.locator("[name=file]").set_input_files(disguised)
    page.locator("[name=source]").fill("Exemple")
    page.locator("main form button").first.click()

    expect(page.locator("#errors")).to_contain_text("liste.csv")


def test_a_good_list_of_facilities_comes_in_once(open_for: Open):
    page = open_for("driss")
    send_facilities(page, SAMPLES / "facilities.csv", "fr")
    for choice in page.locator("select[name^=type_]").all():
        choice.select_option(index=1)
    if page.locator("select[name^=type_]").count():
        page.get_by_role("button", name="Regarder de nouveau").click()

    page.locator("button[name=store]").click()

    page.wait_for_url("**/facilities/")
    expect(page.locator("main .messages")).to_contain_text("5")
    expect(page.get_by_role("link", name="Exemple : centre de santé A")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_bad_list_of_localities_is_refused_row_by_row(open_for: Open, tmp_path: Path, language: str):
    page = open_for("driss")

    send_localities(page, file_of(tmp_path, "douars.csv", MISTAKES_OF_LOCALITIES), language)

    problems = page.locator("[aria-labelledby=problems-caption] tbody tr")
    assert sorted(set(problems.locator("th").all_inner_texts())) == ["2", "3", "4"]
    expect(page.locator("form[action$='/keep/']")).to_have_count(0)
    assert named_example(page, language) == []


def test_a_good_list_of_localities_comes_in(open_for: Open, tmp_path: Path):
    page = open_for("driss")
    send_localities(page, file_of(tmp_path, "douars.csv", LOCALITIES), "fr")
    page.locator("[name=title]").fill("Exemple inventé")
    page.locator("[name=licence]").fill("Aucune : liste inventée")
    page.locator("[name=year]").fill("2024")
    page.locator("main form:has([name=title]) button").click()

    page.locator("form[action$='/keep/'] button").click()

    expect(page.get_by_text("2 localités")).to_be_visible(timeout=PATIENCE_MS)
    assert named_example(page, "fr") == ["Exemple : douar A", "Exemple : douar B"]


def send_facilities(page: Page, file: Path, language: str) -> None:
    """Send a list of facilities to be looked at."""
    page.goto(f"/{language}/facilities/import/")
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=source]").fill("Exemple inventé")
    page.locator("main form button").first.click()
    page.wait_for_url("**/facilities/import/*-*/")


def send_localities(page: Page, file: Path, language: str) -> None:
    """Send a list of localities to be looked at."""
    page.goto(f"/{language}/territory/localities/import/")
    page.locator("[name=file]").set_input_files(file)
    page.locator("main form button").first.click()
    page.wait_for_url("**/localities/import/*-*/")


def named_example(page: Page, language: str) -> list[str]:
    """Return the names of the places found that are examples of ours."""
    found = page.request.get(f"/{language}/territory/search.json?q=Exemple").json()["places"]
    return sorted(one["name"] for one in found if one["name"].startswith("Exemple"))


def file_of(folder: Path, name: str, text: str) -> Path:
    """Write a file and return where it is."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
