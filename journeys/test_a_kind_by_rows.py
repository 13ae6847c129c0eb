"""A kind of file of one's own, by rows alone: told where it is wrong, put in force, and a file of it completed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from accessibility import html_findings_of, looked_at
from browsers import Open
from playwright.sync_api import Page, expect
from season import choose, give_what_is_missing, missing_before, move_file

KIND = """kind: {code}
prefix: {prefix}
names: {{fr: "Prêt de véhicule (exemple)", ar: "إعارة سيارة (مثال)", en: Vehicle lent (example)}}
source: "Exemple inventé"
evidence: design
steps:
  - code: asked
    names: {{fr: Demandé, ar: مطلوب, en: Asked for}}
    owner: {{role: manager}}
    due: {{days: 10}}
    evidence: design
  - code: lent
    names: {{fr: Prêté, ar: معار, en: Lent}}
    owner: {{role: manager}}
    evidence: design
    needs:
      - {{code: order, sort: piece, names: {{fr: Ordre de mission, ar: أمر بمهمة, en: Order}}, evidence: design}}
  - code: returned
    names: {{fr: Rendu, ar: مسترجع, en: Returned}}
    owner: {{role: manager}}
    end: true
    evidence: design
moves:
  - {{from: asked, to: {second}, names: {{fr: Prêter, ar: إعارة, en: Lend}}, roles: [manager], evidence: design}}
  - {{from: lent, to: returned, names: {{fr: Rendre, ar: استرجاع, en: Return}}, roles: [manager], evidence: design}}
"""
NAMES = {"fr": "Prêt de véhicule (exemple)", "ar": "إعارة سيارة (مثال)"}
LAST_STEP = {"fr": "Rendu", "ar": "مسترجع"}
FILE_PAGE = re.compile(r"/files/[0-9a-f]{8}-[0-9a-f-]{27}/$")


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_a_kind_is_brought_in_and_a_file_of_it_is_completed(open_for: Open, tmp_path: Path, language: str, width: int):
    tariq, malika, chama = (open_for(name, width=width) for name in ("tariq", "malika", "chama"))

    send_kind(tariq, kind_file(tmp_path, language, second="lended"), language)
    expect(tariq.locator("#errors")).to_contain_text("lended")
    looked = [looked_at(tariq)]
    put_in_force(tariq, kind_file(tmp_path, language), language)
    looked.append(looked_at(tariq))

    file = open_file(malika, language)
    expect(missing_before(malika, 0)).to_have_count(1)
    give_what_is_missing(malika)
    move_file(malika)
    looked.append(looked_at(malika))
    move_file(malika)

    expect(malika.locator("#ways-title, main h2").first).to_contain_text(LAST_STEP[language])
    assert chama.request.get(file).status == 404
    assert html_findings_of(looked) == [[], [], []]


def send_kind(page: Page, file: Path, language: str) -> None:
    """Send a kind of file, from the list of kinds, to see what differs."""
    page.goto(f"/{language}/files/kinds/")
    page.locator("main a[href$='/kinds/new/']").click()
    page.locator("[name=file]").set_input_files(file)
    page.locator("main form.form .form-actions button").first.click()


def put_in_force(page: Page, file: Path, language: str) -> None:
    """Send a kind, keep it as a draft, and activate it in one's name."""
    send_kind(page, file, language)
    page.locator("button[name=keep]").click()
    page.locator("form[action$='/activate/'] button").click()
    expect(page.locator("form[action$='/activate/']")).to_have_count(0)


def open_file(page: Page, language: str) -> str:
    """Open a file of the new kind, and return its address."""
    page.goto(f"/{language}/files/")
    page.locator("main a[href$='/files/new/']").first.click()
    choose(page, "kind", NAMES[language])
    page.locator("[name=title]").fill(NAMES[language])
    page.locator("main form.form .form-actions button").click()
    expect(page).to_have_url(FILE_PAGE)
    return page.url


def kind_file(folder: Path, language: str, *, second: str = "lent") -> Path:
    """Write a kind of file that nobody else has, and return where it is."""
    file = folder / "genre.yml"
    given = {"code": f"vehicle_{language}", "prefix": {"fr": "VEHF", "ar": "VEHA"}[language]}
    text = KIND.format(**given, second=second)
    file.write_text(text.replace(NAMES["fr"], f"{NAMES['fr']} {language}") if language == "ar" else text, "utf-8")
    return file
