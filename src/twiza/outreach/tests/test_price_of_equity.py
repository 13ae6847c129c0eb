"""
What equity costs, where anybody sees it: one team has one day, and two communes are apart.

The plain has 360 people (54 needs), the mountain 300 (45 needs), farther from care and poor. Whoever counts every
need alike goes to the plain; whoever puts the worst-off first goes to the mountain, for 9 needs less in all.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import replace

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.jobs.models import Job, JobState
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.outreach.actions.plan import delete_plan, lock_routes, restore_plan, start_plan, start_plan_again
from twiza.outreach.actions.price import (
    NothingToPrice,
    NothingToStop,
    PriceKnown,
    compute_price,
    start_pricing,
    stop_pricing,
    store_price,
)
from twiza.outreach.actions.scenario import make_scenario
from twiza.outreach.models import EquityPrice, FavouredBy, Plan, Scenario
from twiza.outreach.price_said import price_in_short, price_said
from twiza.outreach.queries.price import price_of, pricing_of
from twiza.outreach.terms import Terms, Wishes
from twiza.outreach.tests.conftest import FIRST_DAY
from twiza.territory.models import CensusIndicator, CensusValue


def silent(phase: str, share: float) -> None:
    """Hear of progress and say nothing."""


@pytest.fixture
def region(make_place, make_commune, source):
    """Return the town with the hospital, the plain at 50 km and the poor mountain at 65 km."""
    make_place("country", "XX", "Pays")
    region = make_place("region", "XX/1", "Région")
    make_place("province", "XX/1/1.1", "Province")
    make_commune("XX/1/1.1/town", "Ville", 0.0, [(0.0, 9000)])
    plain = make_commune("XX/1/1.1/plain", "Plaine", 50.0, [(50.0, 360)])
    mountain = make_commune("XX/1/1.1/mountain", "Montagne", 65.0, [(65.0, 300)])
    poverty = CensusIndicator.objects.create(code="poverty_rate", names={}, unit="percent")
    for commune, rate in ((plain, 0.0), (mountain, 40.0)):
        CensusValue.objects.create(place=commune, indicator=poverty, year=2024, value=rate, source=source)
    return region


@pytest.fixture
def terms() -> Terms:
    """Return terms of one day, on which a need of the mountain counts 3 and one of the plain 2.23."""
    return Terms(starts_on=FIRST_DAY, day_count=1, equity_strength=2.0)


@pytest.fixture
def make_price():
    """Return a maker of prices by the real engine."""

    def make(plan: Plan) -> EquityPrice:
        computed = compute_price(plan=plan, report=silent)
        return store_price(plan=plan, computed=computed, made_by_id=plan.made_by_id, at=NOW)

    return make


@pytest.fixture
def priced(plan, make_price) -> Plan:
    """Return the plan of the mountain with its price."""
    make_price(plan)
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def floored(region, specialties, formula, driss, acting, terms, make_plan) -> Plan:
    """Return a plan of one day in which every need counts alike and each commune is to have half of its own."""
    scenario = make_scenario(
        actor=acting(driss),
        area=region,
        specialties=specialties,
        need_formula=formula,
        terms=replace(terms, equity_strength=0.0, area_floor=0.5),
        wishes=Wishes(team_count=1),
        at=NOW,
    )
    return make_plan(scenario)


def test_the_price_is_the_needs_that_counting_all_alike_would_meet_besides(plan, make_price):
    price = make_price(plan)

    assert (plan.need_met, plan.people_newly_reached) == (45.0, 300)
    assert (price.need_met, price.bound, price.people_newly_reached) == (54.0, 54.0, 360)
    assert (price.favoured_by, price.favoured_communes) == (FavouredBy.WEIGHT, ["mountain"])
    assert (price.favoured_need, price.favoured_met_with, price.favoured_met_without) == (45.0, 45.0, 0.0)
    assert price.km == pytest.approx(2 * 50 * 1.35, rel=1e-3)


def test_the_price_is_said_in_plain_words(priced):
    with override("en"):
        assert price_said(priced) == [
            "Putting the worst-off first costs 9 needs met in all: this is proven.",
            "Without it, 360 people would be newly reached instead of 300.",
            "It brings 45 more needs met to the fifth of communes where needs weigh most.",
        ]
        assert price_in_short(priced) == "9"


@pytest.mark.parametrize(
    ("need_met", "bound", "said", "short"),
    [
        (45.0, 45.0, "Putting the worst-off first costs nothing in all: with the same teams, days and stops no plan "
                     "could meet more needs. This is proven.", "0"),
        (45.0, 52.0, "Putting the worst-off first costs at most 7 needs met in all; whether it costs anything is not "
                     "proven.", "0 to 7"),
        (50.0, 52.0, "Putting the worst-off first costs between 5 and 7 needs met in all: what lies between is not "
                     "proven.", "5 to 7"),
        (46.0, 46.2, "Putting the worst-off first costs 1 need met in all: this is proven.", "1"),
    ],
)  # fmt: skip
def test_what_is_not_proven_lies_between_two_numbers(priced, need_met, bound, said, short):
    priced.equity_price.need_met, priced.equity_price.bound = need_met, bound

    with override("en"):
        assert (price_said(priced)[0], price_in_short(priced)) == (said, short)


def test_a_plan_without_a_price_says_that_it_was_not_computed(plan):
    with override("en"):
        assert (price_said(plan), price_in_short(plan)) == (["What equity costs this plan was not computed."], None)


def test_a_price_keeps_by_what_it_was_computed(plan, make_price):
    price = make_price(plan)

    assert (price.version, price.seed, price.seconds_allowed, price.gap_asked) == ("0.1.0", 1, 7.5, 0.001)
    assert (price.answer["format"], price.answer["value"]) == ("twiza-plan/1", 54.0)


def test_a_price_is_kept_once(plan, make_price):
    computed = compute_price(plan=plan, report=silent)
    first = make_price(plan)

    again = store_price(plan=plan, computed=computed, made_by_id=plan.made_by_id, at=NOW)

    assert (again, AuditEntry.objects.filter(outcome="equity_priced").count()) == (first, 1)


def test_a_plan_that_meets_more_than_what_was_found_is_itself_the_best_known(plan, make_price):
    Plan.objects.update(need_met=60.0)
    plan.refresh_from_db()

    price = make_price(plan)

    assert (price.need_met, price.bound, price.people_newly_reached) == (60.0, 60.0, 300)
    assert price.favoured_met_without == price.favoured_met_with


def test_a_floor_alone_has_a_price_too_and_favours_those_under_it(floored, make_price):
    price = make_price(floored)

    with override("en"):
        assert price_said(Plan.objects.get(pk=floored.pk)) == [
            "Putting the worst-off first costs nothing in all: with the same teams, days and stops no plan could meet "
            "more needs. This is proven.",
            "Without it as many people would be newly reached: 360.",
            "To the communes that would be under the floor without it, it brings nothing more.",
        ]
    assert (price.favoured_by, price.favoured_communes) == (FavouredBy.FLOOR, ["mountain"])


def test_where_every_need_counts_alike_there_is_nothing_to_price(plan, acting, driss):
    Scenario.objects.update(equity_strength=0.0)
    plan.problem["localities"] = [one | {"equity": 1.0} for one in plan.problem["localities"]]

    with pytest.raises(NothingToPrice):
        start_pricing(plan=plan, actor=acting(driss), at=NOW)

    with override("en"):
        assert price_in_short(plan) == "0"
    assert Job.objects.count() == 0


def test_a_plan_asked_for_is_there_first_and_its_price_follows(scenario, acting, driss):
    job = start_plan(scenario=scenario, actor=acting(driss), at=NOW)

    assert do_waiting_jobs() == 2

    job.refresh_from_db()
    plan = Plan.objects.get()
    assert (job.state, price_of(plan).made_by, pricing_of(plan).exists()) == (JobState.DONE, driss, False)
    assert list(Job.objects.values_list("state", "owner").order_by("created_at")) == [
        ("done", driss.pk),
        ("done", None),
    ]


def test_a_price_that_is_stopped_leaves_the_plan_as_it_is_and_can_be_asked_for_again(plan, acting, driss):
    job = start_pricing(plan=plan, actor=acting(driss), at=NOW)

    stop_pricing(plan=plan, actor=acting(driss), at=NOW)

    job.refresh_from_db()
    assert (job.state, do_waiting_jobs(), EquityPrice.objects.count()) == (JobState.CANCELLED, 0, 0)
    with pytest.raises(NothingToStop):
        stop_pricing(plan=plan, actor=acting(driss), at=NOW)
    start_pricing(plan=plan, actor=acting(driss), at=NOW)
    assert (do_waiting_jobs(), EquityPrice.objects.count()) == (1, 1)


def test_a_price_cancelled_while_it_runs_keeps_nothing(plan, acting, driss):
    start_pricing(plan=plan, actor=acting(driss), at=NOW)
    Job.objects.update(cancel_asked_at=NOW)

    do_waiting_jobs()

    assert (Job.objects.get().state, EquityPrice.objects.count()) == (JobState.CANCELLED, 0)


def test_a_price_asked_for_twice_is_computed_once_and_then_known(plan, acting, driss):
    first, again = (start_pricing(plan=plan, actor=acting(driss), at=NOW) for _press in range(2))

    assert (first, do_waiting_jobs()) == (again, 1)
    with pytest.raises(PriceKnown):
        start_pricing(plan=Plan.objects.get(), actor=acting(driss), at=NOW)


def test_the_price_of_a_plan_deleted_meanwhile_is_not_kept_and_can_be_had_when_it_is_back(plan, acting, driss):
    start_pricing(plan=plan, actor=acting(driss), at=NOW)
    delete_plan(plan=plan, actor=acting(driss), at=NOW)

    do_waiting_jobs()

    assert (Job.objects.get().failure, EquityPrice.objects.count()) == ("refused", 0)
    restore_plan(plan=plan, actor=acting(driss), at=NOW)
    start_pricing(plan=plan, actor=acting(driss), at=NOW)
    assert (do_waiting_jobs(), EquityPrice.objects.count()) == (1, 1)


def test_a_plan_deleted_and_brought_back_keeps_its_price(priced, acting, driss):
    delete_plan(plan=priced, actor=acting(driss), at=NOW)

    restore_plan(plan=priced, actor=acting(driss), at=NOW)

    assert price_in_short(Plan.objects.get()) == "9"


def test_a_plan_made_again_has_a_price_of_its_own_and_says_what_else_is_in_it(priced, acting, driss):
    lock_routes(plan=priced, routes=[priced.routes.get().pk], actor=acting(driss), at=NOW)
    start_plan_again(plan=priced, actor=acting(driss), at=NOW)

    do_waiting_jobs()

    again = Plan.objects.get(number=2)
    with override("en"):
        assert (price_in_short(again), price_said(again)[-1]) == (
            "0",
            "This plan stays near an earlier one: part of the difference may come from that.",
        )
    assert price_in_short(Plan.objects.get(number=1)) == "9"


def test_the_page_shows_the_price_in_words_and_in_a_table(browser_of, driss, priced):
    page = browser_of(driss).get(f"/en/plans/{priced.pk}/")

    rows = page.context["price_rows"]
    assert [(row.with_equity, row.without) for row in rows[:3]] == [(300, 360), (45.0, 54.0), (1.0, 0.0)]
    assert [round(row.with_equity) for row in rows[3:]] == [176]
    assert "costs 9 needs met" in page.content.decode()


def test_the_page_of_an_old_plan_offers_to_compute_its_price(browser_of, driss, plan):
    browser, path = browser_of(driss), f"/fr/plans/{plan.pk}/"
    asks, stops = f'action="{path}equity/"', f'action="{path}equity/stop/"'
    before = browser.get(path).content.decode()

    asked = browser.post(f"{path}equity/")
    during = browser.get(path).content.decode()
    do_waiting_jobs()
    after = browser.get(path).content.decode()

    assert asked.url == f"{path}#equity"
    assert [(asks in page, stops in page) for page in (before, during, after)] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_the_page_stops_what_it_asked_for(browser_of, driss, plan):
    browser = browser_of(driss)
    browser.post(f"/fr/plans/{plan.pk}/equity/")

    stopped = browser.post(f"/fr/plans/{plan.pk}/equity/stop/")

    assert (stopped.url, Job.objects.get().state) == (f"/fr/plans/{plan.pk}/#equity", JobState.CANCELLED)


def test_a_comparison_says_the_price_of_each(browser_of, driss, priced, floored):
    prices = browser_of(driss).get("/fr/plans/compare/", {"plan": [priced.pk, floored.pk]}).context["prices"]

    assert [(plan.pk, price) for plan, price in prices] == [(priced.pk, "9"), (floored.pk, None)]


@pytest.mark.parametrize("page", ["equity/", "equity/stop/"])
def test_the_price_of_a_foreign_plan_is_asked_for_by_nobody_else(browser_of, chama, plan, acting, driss, page):
    waiting = start_pricing(plan=plan, actor=acting(driss), at=NOW)

    foreign, absent = (browser_of(chama).post(f"/fr/plans/{one}/{page}") for one in (plan.pk, uuid.uuid4()))

    waiting.refresh_from_db()
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert (Job.objects.count(), waiting.state) == (1, JobState.WAITING)


@pytest.mark.parametrize("page", ["equity/", "equity/stop/"])
def test_a_coordinator_reads_a_price_and_asks_for_none(browser_of, make_person, council, plan, page):
    browser = browser_of(make_person("Fatima", council, "coordinator"))

    assert "equity/" not in browser.get(f"/fr/plans/{plan.pk}/").content.decode()
    assert (browser.post(f"/fr/plans/{plan.pk}/{page}").status_code, Job.objects.count()) == (404, 0)


@pytest.mark.parametrize("days", [1, 3])
def test_a_page_with_a_price_asks_the_same_questions_with_1_day_and_3(
    browser_of, driss, scenario, make_plan, make_price, days, django_assert_num_queries
):
    Scenario.objects.update(day_count=days)
    scenario.refresh_from_db()
    plan = make_plan(scenario)
    make_price(plan)
    browser = browser_of(driss)
    browser.get(f"/fr/plans/{plan.pk}/")

    with django_assert_num_queries(13):
        browser.get(f"/fr/plans/{plan.pk}/")


def test_the_workbook_holds_the_price_in_words_and_as_numbers(browser_of, driss, priced):
    book = load_workbook(io.BytesIO(browser_of(driss).get(f"/en/plans/{priced.pk}/plan.xlsx").content))

    said = [row[1] for row in book.worksheets[0].values if row[0] == "The price of equity"]
    rows = [row[1:3] for row in book["The price of equity"].values]
    assert said[0] == "Putting the worst-off first costs 9 needs met in all: this is proven."
    assert rows[1:4] + rows[5:] == [(300, 360), (45, 54), (1, 0), (None, 54)]


@pytest.mark.parametrize(("language", "word"), [("fr", "360"), ("ar", "360")])
def test_the_sheet_says_the_price_and_stays_one_page(browser_of, driss, priced, language, word):
    content = browser_of(driss).get(f"/{language}/plans/{priced.pk}/plan.pdf").content

    pages = PdfReader(io.BytesIO(content)).pages
    assert (len(pages), word in pages[0].extract_text()) == (1, True)
