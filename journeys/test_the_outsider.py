"""Chama, of another association, tries every address of what Driss made: for her it never was."""

from __future__ import annotations

import re
import uuid

import pytest
from browsers import Open
from planning import RUNNING_PAGE, ask_for_plan, wait_for_plan
from playwright.sync_api import APIResponse, Page

CANARY = "Perroquet vert de Driss"
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
OF_A_PLAN = (
    "",
    "plan.xlsx",
    "plan.geojson",
    "plan.pdf",
    "plan.json",
    "problem.json",
    *(f"map/{layer}.json" for layer in ("areas", "values", "waiting", "routes", "visits")),
)
OF_A_SCENARIO = ("", "change/", "stops/", "teams/new/")
CHANGES = (
    "plans/{plan}/delete/",
    "plans/{plan}/restore/",
    "plans/{plan}/again/",
    "plans/scenarios/{scenario}/plan/",
    "plans/scenarios/{scenario}/copy/",
    "plans/scenarios/{scenario}/delete/",
    "plans/scenarios/{scenario}/stops/propose/",
    "jobs/{job}/cancel/",
)
OWN_PAGES = ("home", "plans", "plans/new", "needs", "access", "access/new", "territory", "facilities", "jobs")


@pytest.fixture
def ids(open_for: Open) -> dict[str, str]:
    """Let Driss make a plan that carries the canary's name, and return the ids of what he made."""
    page = open_for("driss")
    ask_for_plan(page)
    page.wait_for_url(RUNNING_PAGE)
    job = id_in(page.url)
    plan = id_in(wait_for_plan(page))
    scenario = id_in(str(page.locator(".breadcrumb a").last.get_attribute("href")))
    page.goto(f"/fr/plans/scenarios/{scenario}/change/")
    page.locator("[name=name]").fill(CANARY)
    page.locator("main form button").first.click()
    page.locator("form[action$='/plan/'] button").click()
    plan = id_in(wait_for_plan(page))
    assert CANARY in page.locator("h1").inner_text()
    team = str(team_of(page, scenario))
    reach = id_in(str(link_of(page, "/fr/access/", "main table a")))
    return {"plan": plan, "scenario": scenario, "job": job, "team": team, "reach": reach}


def test_for_chama_what_driss_made_never_was(open_for: Open, ids: dict[str, str]):
    chama = open_for("chama")
    never = {name: str(uuid.uuid4()) if AN_ID.fullmatch(value) else "987654" for name, value in ids.items()}

    for address in addresses(chama):
        his, nobodys = (chama.request.get(f"/fr/{address.format(**of)}") for of in (ids, never))
        assert what_it_says(his) == what_it_says(nobodys), address
    for address in CHANGES:
        his, nobodys = (posted(chama, f"/fr/{address.format(**of)}") for of in (ids, never))
        assert what_it_says(his) == what_it_says(nobodys), address


def test_driss_gets_an_answer_at_each_of_these_addresses(open_for: Open, ids: dict[str, str]):
    driss = open_for("driss")

    refused = [one for one in addresses(driss) if driss.request.get(f"/fr/{one.format(**ids)}").status != 200]

    assert refused == []


def test_what_chama_tried_to_change_is_as_it_was(open_for: Open, ids: dict[str, str]):
    chama, driss = open_for("chama"), open_for("driss")

    answers = {posted(chama, f"/fr/{address.format(**ids)}").status for address in CHANGES}

    assert answers == {404}
    assert CANARY in driss.request.get(f"/fr/plans/{ids['plan']}/").text()


def test_the_name_of_his_plan_is_in_none_of_her_pages(open_for: Open, ids: dict[str, str]):
    chama, driss = open_for("chama"), open_for("driss")

    seen = [name for name in OWN_PAGES if CANARY in chama.request.get(f"/fr/{name}/").text()]

    assert seen == []
    assert CANARY in driss.request.get("/fr/plans/").text()


def addresses(page: Page) -> list[str]:
    """Return the addresses, by the names of their ids, of everything that belongs to a plan of Driss's."""
    return [
        *(f"plans/{{plan}}/{rest}" for rest in OF_A_PLAN),
        *(f"plans/scenarios/{{scenario}}/{rest}" for rest in OF_A_SCENARIO),
        "plans/scenarios/{scenario}/teams/{team}/",
        "plans/compare/?plan={plan}&plan={plan}",
        "plans/jobs/{job}/",
        "jobs/{job}/progress/",
        "access/{reach}/",
        "access/{reach}/values.json",
        "access/{reach}/file.xlsx",
        "access/{reach}/file.csv",
        "access/{reach}/file.geojson",
    ]


def what_it_says(answer: APIResponse) -> tuple[int, str]:
    """Return the status and the body of an answer, without the ids that were asked for and the tokens of the day."""
    text = AN_ID.sub("…", answer.text()).replace("987654", "…")
    text = re.sub(r"/teams/(…|\d+)/", "/teams/…/", text)
    text = re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"', "…", text)
    return answer.status, text


def posted(page: Page, address: str) -> APIResponse:
    """Send an empty form, with the token that her own pages carry."""
    if "/home/" not in page.url:
        page.goto("/fr/home/")
    token = str(page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value"))
    return page.request.post(address, form={"csrfmiddlewaretoken": token}, headers={"Referer": page.url})


def id_in(address: str) -> str:
    """Return the id in an address."""
    found = AN_ID.search(address)
    assert found is not None, address
    return found.group()


def team_of(page: Page, scenario: str) -> int:
    """Return the number of a team of a scenario."""
    link = link_of(page, f"/fr/plans/scenarios/{scenario}/", "main a[href*='/teams/']")
    return int(link.rstrip("/").rsplit("/", 1)[1])


def link_of(page: Page, address: str, selector: str) -> str:
    """Return where the first link of a kind on a page leads."""
    page.goto(address)
    return str(page.locator(selector).first.get_attribute("href"))
