"""
One family of Bamako on the screens, from the day she is registered to the figures of the programme.

Registered under consent, asked, oriented, enrolled through every state of RAMED; her child visited, found with a
danger sign, referred, answered for by a nurse without an account. Two targets and one share move by exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from accessibility import looked_at
from browsers import HEIGHT, Open, guarded_context
from planning import number_in
from playwright.sync_api import Browser, Locator, Page, expect
from servers import Running
from test_families import send

BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
MOTHER = {"fr": "Assan Kouma", "ar": "أسان كوما"}
CHILD = {"fr": "Bilali Kouma", "ar": "بلالي كوما"}
CHILD_AGE = {"fr": "14 mois", "ar": "14 شهرا"}
INDIGENT = {
    "assujetti_amo": "no", "autre_couverture": "no", "admis_de_droit": "aucun", "ramed_deja_utilise": "no",
    "ressources_suffisantes": "no", "certificat_indigence": "yes", "residence_commune": "yes",
}  # fmt: skip
STATES_OF_RAMED = 10
"""Steps from the family found to its right at an end, on the usual way."""
RIGHT_AT = 8
FAMILIES, CHILDREN, ANSWERED = "SS_FAMILLES_PROTEGEES", "SS_ENFANTS_SUIVIS", "REF_RETOUR"


@BOTH
def test_a_family_and_her_child_move_the_targets_by_one(
    chromium: Browser, server: Running, open_for: Open, language: str, width: int
):
    fanta, modibo = open_for("fanta", width=width), open_for("modibo", width=width)
    before, came = targets(modibo, language), share(modibo, language, ANSWERED)

    household = register(fanta, language)
    oriented_to_ramed(fanta, household, language)
    through_every_state(fanta)
    enrolled = targets(modibo, language)
    child = visited_in_danger(fanta, household)
    referral = referred(fanta)
    answered_by_link(chromium, server, link_of(fanta), width)
    answered_for(modibo, f"{server.url}{child}")

    assert moved(before, enrolled) == {FAMILIES: 1}
    assert moved(enrolled, targets(modibo, language)) == {CHILDREN: 1}
    assert share(modibo, language, ANSWERED) == (came[0] + 1, came[1] + 1)
    expect(fanta.locator("main")).to_be_visible()
    assert referral in fanta.url


def targets(page: Page, language: str) -> dict[str, int]:
    """Return what each target reached, ever."""
    page.goto(f"/{language}/indicators/targets/")
    rows = page.locator("table tbody tr").filter(has=page.locator("th a")).all()
    return {code_of(row.locator("th a").get_attribute("href") or ""): number_in(row.locator("strong")) for row in rows}


def code_of(address: str) -> str:
    """Return the code in the address of a target."""
    return address.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]


def moved(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return the targets that moved, and by how much."""
    return {code: after[code] - number for code, number in before.items() if after[code] != number}


def share(page: Page, language: str, code: str) -> tuple[int, int]:
    """Return a share of this month as two numbers; nobody counted yet is none."""
    page.goto(f"/{language}/indicators/{code}/")
    _share, counted, out_of = page.locator(".figures").first.locator(".figure-value").all()
    return number_or_none(counted), number_or_none(out_of)


def number_or_none(place: Locator) -> int:
    """Return the number that a place shows, 0 where it is a dash."""
    return number_in(place) if re.search(r"\d", place.inner_text()) else 0


def register(page: Page, language: str) -> str:
    """Register a mother and her child with what they agree to, and return the path of their household."""
    page.goto(f"/{language}/households/new/")
    page.locator("[name=place]").select_option(index=1)
    page.locator("[name=head-name]").fill(MOTHER[language])
    page.locator("[name=head-sex][value=female]").check()
    page.locator("[name=head-birth]").fill("1996")
    for purpose in ("register", "visits", "rights"):
        page.locator(f"[name=consent-purposes][value={purpose}]").check()
    page.locator("[name=consent-how][value=oral]").check()
    page.locator("[name=members-0-name]").fill(CHILD[language])
    page.locator("[name=members-0-sex][value=male]").check()
    page.locator("[name=members-0-birth]").fill(CHILD_AGE[language])
    page.locator("[name=members-0-guardian]").select_option("mother")
    send(page)
    if page.locator("[name=is_another]").count():
        page.locator("[name=is_another]").check()
        send(page)
    expect(page.locator("[aria-labelledby=living-caption] tbody tr")).to_have_count(2)
    return path_of(page)


def oriented_to_ramed(page: Page, household: str, language: str) -> None:
    """Ask the family, read what the rules say, decide and open the file."""
    page.goto(f"{household.replace('/households/', '/rights/households/')}ask/")
    for fact, answer in INDIGENT.items():
        page.locator(f"[name=fact_{fact}][value={answer}]").check()
    send(page)
    scheme = page.locator("#scheme-ramed")
    scheme.locator("details").last.locator("summary").click()
    scheme.locator("[name=choice][value=orient]").check()
    scheme.locator("[name=reason]").fill("Vu avec la famille" if language == "fr" else "بعد الحديث مع الأسرة")
    looked_at(page)
    scheme.locator("details form button").last.click()
    page.locator("#scheme-ramed a[href$='/file/']").click()
    page.locator("[name=applicant]").first.check()
    for box in page.locator("[name=covered]").all():
        box.check()
    send(page)
    expect(page.locator("#steps-title")).to_be_visible()
    looked_at(page)


def through_every_state(page: Page) -> None:
    """Take the usual step from the first state to the last; the right is open since the card was handed over."""
    steps = page.locator("[aria-labelledby=steps-title]")
    for number in range(STATES_OF_RAMED):
        reached = steps.locator("h2").inner_text()
        steps.locator("details form button").first.click()
        expect(steps.locator("h2")).not_to_have_text(reached)
        expect(page.locator("[aria-labelledby=right-title] .badge-good")).to_have_count(int(number + 1 >= RIGHT_AT))


def visited_in_danger(page: Page, household: str) -> str:
    """Record that the child convulses, and return the path of her page, where the alert waits."""
    page.goto(household)
    page.locator("[aria-labelledby=living-caption] tbody th a").nth(1).click()
    page.locator("main a[href*='/children/']").first.click()
    child = path_of(page)
    page.locator("a[href$='/visits/new/']").click()
    page.locator("[name=sign_GD_CONV][value=yes]").check()
    page.locator("[name=weight_kg]").fill("8.4")
    send(page)
    expect(page.locator("[aria-labelledby=alerts] .badge-bad")).to_be_visible()
    looked_at(page)
    return child


def referred(page: Page) -> str:
    """Refer the child for the alert, and return the path of the referral."""
    page.locator("[aria-labelledby=alerts] a[href$='/refer/']").first.click()
    looked_at(page)
    expect(page.locator("[name=urgency][value=emergency]")).to_be_checked()
    send(page)
    expect(page.locator("[aria-labelledby=facts-title] a[href*='/children/']")).to_be_visible()
    looked_at(page)
    return path_of(page)


def link_of(page: Page) -> str:
    """Make the link by which the referral is answered, and return its address."""
    page.locator("form[action$='/link/'] button").click()
    found = re.search(r"https?://\S+", page.locator("textarea[readonly]").input_value())
    assert found is not None
    return found.group()


def answered_by_link(chromium: Browser, server: Running, address: str, width: int) -> None:
    """Answer as a nurse without an account: the child came, was treated, and this is to be done."""
    with guarded_context(chromium, server, viewport={"width": width, "height": HEIGHT}) as context:
        nurse = context.new_page()
        nurse.goto(address)
        nurse.locator("[name=told][value=counter_referred]").check()
        nurse.locator("[name=words]").fill("Convulsion traitée")
        nurse.locator("[name=by]").fill("Infirmière Kadia")
        nurse.locator("main form.form button").click()
        expect(nurse.locator("main .message-success")).to_be_visible()


def answered_for(page: Page, child: str) -> None:
    """Read on the page of the child what the facility said, and answer the alert."""
    page.goto(child)
    expect(page.locator("[aria-labelledby=referrals]")).to_contain_text("Convulsion traitée")
    danger = page.locator("[aria-labelledby=alerts] .card").filter(has=page.locator(".badge-bad"))
    danger.locator("[name=words]").fill("Traitée au centre")
    danger.locator("form button").click()
    expect(page.locator("[aria-labelledby=answered]")).to_contain_text("Traitée au centre")
    expect(danger).to_have_count(0)


def path_of(page: Page) -> str:
    """Return where the page lies on its server."""
    return re.sub(r"https?://[^/]+", "", page.url)
