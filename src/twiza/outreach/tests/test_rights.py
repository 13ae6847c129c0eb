"""What one may not see does not exist: lists, pages, maps, files; and a list shows what `decide` allows."""

from __future__ import annotations

import uuid

import pytest

from twiza.accounts.decisions import decide
from twiza.accounts.rules import Role
from twiza.conftest import NOW
from twiza.outreach.models import Plan
from twiza.outreach.queries.plans import deleted_plans_of, facts_of, plans_of, scenarios_of
from twiza.outreach.rules import VIEW_PLAN

CANARY = "kanari-8813"
PAGES = ["", "map/areas.json", "map/values.json", "map/waiting.json", "map/routes.json", "map/visits.json",
         "plan.xlsx", "plan.geojson", "plan.pdf", "plan.json", "problem.json"]  # fmt: skip
CHANGES = ["again/", "delete/", "restore/"]


@pytest.fixture
def everybody(aminata, bakary, chama, driss, esther, manager, technical_administrator, auditor, make_person, council):
    coordinator = make_person("Fatima", council, Role.COORDINATOR)
    northern = make_person("Ghita", council, Role.PLANNER, ("XX/1",))
    elsewhere = make_person("Hamid", council, Role.PLANNER, ("XX/11", "XX/2"))
    return [
        aminata, bakary, chama, driss, esther, manager, technical_administrator, auditor, coordinator, northern,
        elsewhere,
    ]  # fmt: skip


def test_the_lists_hold_exactly_what_decide_allows(plan, everybody, acting):
    for person in everybody:
        actor = acting(person)
        allowed = bool(decide(actor, VIEW_PLAN, facts_of(plan)))
        assert (person.name, plans_of(actor).exists()) == (person.name, allowed)
        assert (person.name, scenarios_of(actor).exists()) == (person.name, allowed)


def test_planner_manager_and_coordinator_of_the_place_see_a_plan_and_nobody_else(plan, everybody, acting):
    seeing = [person.name for person in everybody if plans_of(acting(person)).exists()]

    assert seeing == ["Driss", "Malika", "Fatima", "Ghita"]


def test_a_deleted_plan_is_brought_back_only_by_those_who_saw_it(plan, everybody, acting):
    Plan.objects.update(deleted_at=NOW)

    assert [person.name for person in everybody if deleted_plans_of(acting(person)).exists()] == [
        "Driss",
        "Malika",
        "Fatima",
        "Ghita",
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_plan_answers_like_one_that_never_existed(browser_of, chama, plan, page):
    browser = browser_of(chama)

    foreign, absent = (browser.get(f"/fr/plans/{one}/{page}") for one in (plan.pk, uuid.uuid4()))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert without_ids(foreign, plan) == without_ids(absent, plan)


@pytest.mark.parametrize("page", CHANGES)
def test_a_foreign_plan_cannot_be_changed(browser_of, chama, plan, page):
    answer = browser_of(chama).post(f"/fr/plans/{plan.pk}/{page}")

    plan.refresh_from_db()
    assert (answer.status_code, plan.deleted_at) == (404, None)


@pytest.mark.parametrize(
    "page",
    ["", "change/", "copy/", "plan/", "delete/", "restore/", "stops/", "stops/new/", "stops/propose/", "teams/new/"],
)
def test_a_foreign_scenario_does_not_exist(browser_of, chama, scenario, page):
    browser, path = browser_of(chama), f"/fr/plans/scenarios/{scenario.pk}/{page}"

    assert {browser.get(path).status_code, browser.post(path).status_code} <= {404, 405}


def test_a_foreign_team_cannot_be_removed(browser_of, chama, scenario):
    team = scenario.teams.get()

    answer = browser_of(chama).post(f"/fr/plans/scenarios/{scenario.pk}/teams/{team.pk}/remove/")

    assert (answer.status_code, scenario.teams.count()) == (404, 1)


def test_a_foreign_plan_leaks_nowhere(browser_of, chama, driss, scenario, make_plan):
    scenario.names = {"fr": CANARY}
    scenario.save()
    scenario.stops.update(names={"fr": CANARY})
    plan = make_plan(scenario)
    pages = ["/fr/plans/", "/fr/plans/new/", "/fr/jobs/", f"/fr/plans/{plan.pk}/", f"/fr/plans/{plan.pk}/plan.geojson",
             f"/fr/plans/{plan.pk}/map/visits.json", f"/fr/plans/compare/?plan={plan.pk}&plan={plan.pk}",
             f"/fr/plans/scenarios/{scenario.pk}/"]  # fmt: skip

    assert CANARY in browser_of(driss).get("/fr/plans/").content.decode()
    assert CANARY in browser_of(driss).get(f"/fr/plans/{plan.pk}/map/visits.json").content.decode()
    assert [page for page in pages if CANARY in browser_of(chama).get(page).content.decode()] == []


def test_a_coordinator_sees_a_plan_and_cannot_change_it(browser_of, make_person, council, plan):
    browser = browser_of(make_person("Fatima", council, Role.COORDINATOR))

    assert browser.get(f"/fr/plans/{plan.pk}/").status_code == 200
    assert browser.get(f"/fr/plans/scenarios/{plan.scenario_id}/").status_code == 200
    assert [browser.post(f"/fr/plans/{plan.pk}/{page}").status_code for page in CHANGES] == [404, 404, 404]


def test_somebody_elses_job_does_not_exist(browser_of, driss, manager, scenario):
    asked = browser_of(driss).post(f"/fr/plans/scenarios/{scenario.pk}/plan/")

    assert browser_of(manager).get(asked.url).status_code == 404


def without_ids(answer, plan):
    """Return a page without what differs in every answer: the address asked for and the token."""
    text = answer.content.decode()
    for part in (answer.request["PATH_INFO"], str(plan.pk)):
        text = text.replace(part, "")
    return [line for line in text.splitlines() if "csrf" not in line.lower() and "/plans/" not in line]
