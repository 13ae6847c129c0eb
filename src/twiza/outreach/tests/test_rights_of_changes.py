"""Who may see a plan's calendar and comparison with a post, and who may change it: each route, each stranger."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from twiza.accounts.rules import Role
from twiza.conftest import NOW
from twiza.outreach.models import Pause, Plan, PlanStop, TravelSeason
from twiza.outreach.tests.canaries import canary_dates

ASKED = "?place=area-amlil&stop=every&visits=4"
READ = ("calendar/", "plan.ics", f"beside/{ASKED}", f"beside/file.csv{ASKED}")
CHANGE = ("visits/new/", "changed/")
POSTED = ("take-back/", "visits/new/", "changed/", "move/?visit={visit}")
OF_SCENARIO = ("dates/", "seasons/{season}/")
POSTED_OF_SCENARIO = ("seasons/new/", "seasons/{season}/remove/", "pauses/new/", "pauses/{pause}/remove/")


@pytest.fixture
def addresses(plan, acting, driss):
    """Return what gives the addresses of routes about Driss's plan, or about one that never was."""
    canary_dates(plan.scenario, acting(driss), "kanari", NOW)
    visit, season, pause = PlanStop.objects.first(), TravelSeason.objects.get(), Pause.objects.get()
    ids = {"visit": visit.pk, "season": season.pk, "pause": pause.pk}

    def known(ends, about, root="/fr/plans/"):
        return [f"{root}{about}/{end.format(**ids)}" for end in ends]

    return known


def everything():
    return (Plan.objects.count(), TravelSeason.objects.count(), Pause.objects.count())


def test_readers_read_and_only_planners_change(browser_of, driss, make_person, council, plan, addresses):
    coordinator = browser_of(make_person("Fatima", council, Role.COORDINATOR))
    planner = browser_of(driss)
    pages = addresses((*CHANGE, "move/?visit={visit}"), plan.pk)
    pages += addresses(OF_SCENARIO, plan.scenario_id, "/fr/plans/scenarios/")

    for address in addresses(READ, plan.pk):
        assert (coordinator.get(address).status_code, planner.get(address).status_code) == (200, 200)
    for address in pages:
        assert (coordinator.get(address).status_code, planner.get(address).status_code) == (404, 200)


@pytest.mark.parametrize("stranger", ["chama", "agent"])
def test_strangers_get_the_answer_of_what_never_was_and_change_nothing(
    browser_of, chama, make_person, council, plan, addresses, stranger
):
    person = chama if stranger == "chama" else make_person("Amina", council, Role.FIELD_AGENT)
    browser, never, before = browser_of(person), uuid.uuid4(), everything()

    there, nowhere = (addresses((*READ, *CHANGE), about) for about in (plan.pk, never))
    got = [browser.get(address).status_code for address in (*there, *nowhere)]
    posted = [browser.post(address, {"remove": "1"}).status_code for address in addresses(POSTED, plan.pk)]
    of_scenario = addresses(POSTED_OF_SCENARIO, plan.scenario_id, "/fr/plans/scenarios/")
    posted += [browser.post(address).status_code for address in of_scenario]

    assert set(got) == {404}
    assert set(posted) == {404}
    assert everything() == before


def test_a_season_or_a_pause_of_another_scenario_is_not_reached_through_ones_own(
    browser_of, driss, scenario, acting, plan, addresses
):
    other = uuid.uuid4()

    answers = [
        browser_of(driss).post(address).status_code
        for address in addresses(POSTED_OF_SCENARIO, other, "/fr/plans/scenarios/")
    ]

    assert (set(answers), TravelSeason.objects.get().starts_on) == ({404}, dt.date(2027, 1, 4))
