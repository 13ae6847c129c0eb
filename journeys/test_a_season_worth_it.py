"""From a convention to a caravan that was worth it: what was promised, who came, who is followed, what is left."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from browsers import Open
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from season import (
    CARAVAN_PAGE,
    choose,
    give_what_is_missing,
    look_until,
    missing_before,
    move_file,
    open_convention,
    plan_from,
    today,
)
from test_caravan_register import type_line

DAYS_AGO = 40
PEOPLE, REFERRED = 30, 6
MOVES_TO_THE_DAY = 8
TITLES = {"fr": "Convention des caravanes du parcours", "ar": "اتفاقية قوافل المسار"}
FIELD = {"fr": "Association de terrain", "ar": "جمعية ميدانية"}
BOTH = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])


@BOTH
def test_a_season_from_its_convention_to_its_report(open_for: Open, language: str, width: int):
    driss, malika, aminata = (open_for(name, width=width) for name in ("driss", "malika", "aminata"))

    open_convention(malika, language, TITLES[language])
    need_is_shown(driss, language)
    plan = agreed_plan(driss, malika, language)
    caravan = caravan_of_first_day(driss, plan)
    authorise(driss)
    aminata_joins(driss, caravan, language)
    type_thirty_people(aminata, caravan)
    late = refer_and_close_all_but_one(aminata, caravan)
    only_her_list_has_it(aminata, driss, language, late)
    gap_is_measured_again(driss, caravan)
    report_is_published(driss, caravan)


def need_is_shown(page: Page, language: str) -> None:
    """Look at who needs care in the province, with figures in every line."""
    page.goto(f"/{language}/needs/?area=MA/05/05.081")
    expect(page.locator("#needs-table tbody tr").first).to_be_visible()


def agreed_plan(planner: Page, manager: Page, language: str) -> str:
    """Let a planner propose a plan and a manager agree and publish it; return the address of the plan."""
    address = plan_from(planner, language, today() - dt.timedelta(days=DAYS_AGO))
    planner.locator("form[action$='/propose/'] button").click()
    planner.goto(address)
    manager.goto(address)
    manager.locator("main a[href*='/files/']").first.click()
    move_file(manager)
    move_file(manager)
    return address


def caravan_of_first_day(page: Page, plan: str) -> str:
    """Organise the first day of a plan, and return the address of its caravan."""
    page.goto(plan)
    page.locator("button[form=organise]").first.click()
    expect(page).to_have_url(CARAVAN_PAGE)
    return page.url


def authorise(page: Page) -> None:
    """Bring the file of a caravan to its day; without the letter of request it does not get past the council."""
    page.locator("main a[href*='/files/']").first.click()
    move_file(page)
    move_file(page)
    expect(missing_before(page, 0)).to_have_count(4)
    for _step in range(MOVES_TO_THE_DAY - 2):
        give_what_is_missing(page, 0)
        move_file(page)


def aminata_joins(planner: Page, caravan: str, language: str) -> None:
    """Take the field association as a partner, and Aminata of it into the team, to keep the register."""
    planner.goto(f"{caravan}partners/")
    choose(planner, "organisation", FIELD[language])
    planner.locator("form:has([name=organisation]) .form-actions button").click()
    planner.goto(f"{caravan}members/")
    choose(planner, "person", "Aminata")
    planner.locator("[name=task]").select_option("registration")
    planner.locator("form:has([name=person]) .form-actions button").click()
    expect(planner.locator("main")).to_contain_text("Aminata")


def type_thirty_people(page: Page, caravan: str) -> None:
    """Type thirty people from paper, six of them referred, each in eight keys at most, and close the register."""
    page.goto(caravan)
    page.locator("a[href$='/typing/']").first.click()
    for person in range(PEOPLE):
        ending = ">1" if person < REFERRED else ""
        type_line(page, f"{'fh'[person % 2]}{20 + person} 1{ending}")
    page.locator("form[action$='/close/'] button").click()


def refer_and_close_all_but_one(page: Page, caravan: str) -> str:
    """Refer the six, follow five of them until the loop is closed, and return what the sixth is called."""
    page.goto(f"{caravan}referrals/")
    expect(page.locator("[name$=is_sent]")).to_have_count(REFERRED)
    for box in page.locator("[name$=is_sent]").all():
        box.check()
    page.locator("[name$=facility_words]").fill("Centre hospitalier provincial")
    page.locator("section[aria-labelledby=to-make] .form-actions button").click()
    made = page.locator("[aria-labelledby=made-caption] tbody th a")
    expect(made).to_have_count(REFERRED)
    called = made.all_inner_texts()
    for referral in [str(link.get_attribute("href")) for link in made.all()[1:]]:
        page.goto(referral)
        close_referral(page)
    return called[0]


def close_referral(page: Page) -> None:
    """Take every step of a referral, from the family's word to the follow-up."""
    step = page.locator("section[aria-labelledby=steps-title] > .card form .form-actions button")
    while step.count():
        step.first.click()


def only_her_list_has_it(owner: Page, planner: Page, language: str, called: str) -> None:
    """Find what is late on the list of who follows it, and on nobody else's."""
    for page, times in ((owner, 1), (planner, 0)):
        page.goto(f"/{language}/files/waiting/?late=on&q={called}")
        expect(page.locator("main tbody tr", has_text=called)).to_have_count(times)


def gap_is_measured_again(page: Page, caravan: str) -> None:
    """Measure what is left of the gap now that the register is closed."""
    page.goto(f"{caravan}gap/")
    page.locator("form:has([name=moment][value=after]) button").click()
    measured = page.locator("[aria-labelledby=gap-caption] tbody tr")
    look_until(page, measured)
    expect(measured.first).to_be_visible()


def report_is_published(page: Page, caravan: str) -> None:
    """Read the report on one page, publish it, and find it where everybody reads it."""
    page.goto(f"{caravan}report/")
    printed = page.request.get(f"{caravan}report/report.pdf")
    assert len(PdfReader(io.BytesIO(printed.body())).pages) == 1
    expect(page.locator("main")).to_contain_text(str(PEOPLE))
    page.locator("[name=lessons]").fill("Revenir avant les neiges.")
    page.locator("form[action$='/publish/'] .form-actions button").click()
    expect(page.locator("main a[href*='/caravans/reports/']")).to_be_visible()
