"""Impatient people: double clicks, two tabs, the back button, a reload while it runs, a change of mind."""

from __future__ import annotations

from browsers import PATIENCE_MS, Open
from planning import (
    AZILAL,
    PLAN_PAGE,
    RUNNING_PAGE,
    ask_for_plan,
    make_plan,
    plans_listed,
    wait_for_plan,
    worker_asleep,
)
from playwright.sync_api import Page, expect
from servers import Running

BETWEEN_TWO_CLICKS_MS = 150
BETWEEN_TWO_LOOKS_MS = 500


def test_a_button_pressed_twice_makes_one_plan(open_for: Open, server: Running):
    page = open_for("driss")
    before = plans_listed(page)
    page.goto("/fr/plans/new/")
    page.locator("[name=area]").select_option(label=AZILAL["fr"])

    with worker_asleep(server):
        press_twice(page, "button[name=plan]")
        page.wait_for_url(RUNNING_PAGE)
        jobs_waiting = page.request.get("/fr/jobs/").text().count('class="progress job-waiting"')
    wait_for_plan(page)

    assert jobs_waiting == 1
    assert len(plans_listed(page)) == len(before) + 1


def test_without_a_script_too_a_button_pressed_twice_makes_one_plan(open_for: Open, server: Running):
    page = open_for("driss", with_script=False)
    before = plans_listed(page)
    page.goto("/fr/plans/new/")
    page.locator("[name=area]").select_option(label=AZILAL["fr"])

    with worker_asleep(server):
        press_twice(page, "button[name=plan]")
        page.wait_for_url(RUNNING_PAGE)
        jobs_waiting = page.request.get("/fr/jobs/").text().count('class="progress job-waiting"')
    wait_without_script(page)

    assert jobs_waiting == 1
    assert len(plans_listed(page)) == len(before) + 1


def test_two_tabs_give_two_plans_that_differ_by_their_number(open_for: Open, server: Running):
    page = open_for("driss")
    make_plan(page)
    number = number_of(title_of_plan(page))
    scenario = str(page.locator(".breadcrumb a").last.get_attribute("href"))
    other = page.context.new_page()
    page.goto(scenario)
    other.goto(scenario)

    with worker_asleep(server):
        page.locator("form[action$='/plan/'] button").click()
        other.locator("form[action$='/plan/'] button").click()
    titles = [title_of_plan(tab) for tab in (page, other)]

    assert sorted(map(number_of, titles)) == [number + 1, number + 2]


def test_the_back_button_leads_back_to_what_was_asked_and_makes_nothing_more(open_for: Open):
    page = open_for("driss")
    before = plans_listed(page)
    make_plan(page, teams=3, days=4)

    page.go_back()
    page.wait_for_url("**/plans/new/")

    expect(page.locator("[name=team_count]")).to_have_value("3")
    assert len(plans_listed(page)) == len(before) + 1


def test_a_page_reloaded_while_it_runs_goes_on_to_the_plan(open_for: Open, server: Running):
    page = open_for("driss")

    with worker_asleep(server):
        ask_for_plan(page)
        page.wait_for_url(RUNNING_PAGE)
        address = page.url
        page.reload()
        expect(page.locator("progress")).to_be_visible()
    plan = wait_for_plan(page)
    page.goto(address)

    assert page.url == plan


def test_a_change_of_mind_leaves_no_plan(open_for: Open, server: Running):
    page = open_for("driss")
    before = plans_listed(page)

    with worker_asleep(server):
        ask_for_plan(page)
        page.locator("main form[action*='/cancel/'] button").click()
        expect(page.locator("[role=status]")).to_have_text("Annulé : rien n’a été modifié.")
        expect(page.locator("progress")).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="Revenir à ce qui était demandé").click()

    expect(page.locator("form[action$='/plan/'] button")).to_be_visible()
    assert plans_listed(page) == before


def press_twice(page: Page, button: str) -> None:
    """Press a button twice as an impatient hand does, without waiting for what the first press brings."""
    place = page.locator(button)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    for _press in range(2):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(BETWEEN_TWO_CLICKS_MS)


def wait_without_script(page: Page) -> None:
    """Ask again how far the plan is, as a person without a script does, until it is there."""
    for _look in range(PATIENCE_MS // BETWEEN_TWO_LOOKS_MS):
        if PLAN_PAGE.search(page.url):
            return
        page.wait_for_timeout(BETWEEN_TWO_LOOKS_MS)
        page.reload()
    raise AssertionError(page.url)


def number_of(title: str) -> int:
    """Return the number at the end of a plan's title."""
    return int(title.rsplit(" ", 1)[1])


def title_of_plan(page: Page) -> str:
    """Wait for a plan and return its heading."""
    wait_for_plan(page)
    return page.locator("h1").inner_text()
