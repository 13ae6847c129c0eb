"""Pages of a caravan's preparation: who sees what, and few questions to the database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import add_member, add_partner
from twiza.outreach.actions.costs import CostTerms, add_cost
from twiza.outreach.actions.information import Agreement, ContactTerms, PublicTerms, add_contact, write_information
from twiza.outreach.actions.partners import ThingTerms, add_contribution
from twiza.outreach.actions.site import write_site_sheet
from twiza.outreach.actions.supplies import add_supply
from twiza.outreach.actions.tasks import add_task
from twiza.outreach.supply_terms import SupplyTerms

PAGES = (
    "preparation/",
    "preparation.pdf",
    "members/",
    "partners/",
    "places/",
    "supplies/",
    "supplies.pdf",
    "supplies/file.csv",
    "public/",
    "poster.pdf",
)
ORGANISERS = ("costs/", "costs/new/", "supplies/new/", "supplies/file/", "contacts/new/", "contacts/file/",
              "contacts/messages.csv")  # fmt: skip


@pytest.fixture
def prepared(day, driss, other_association):
    """Return a caravan in which Aminata takes part, with one of everything; Chama's association is its partner."""
    caravan, who = day.caravan, {"actor": actor_of(driss, TODAY), "at": NOW}
    partner = add_partner(caravan=caravan, organisation=other_association, **who)
    add_contribution(partner=partner, terms=ThingTerms("Tents", Decimal(2), value=Decimal(900)), id=new_id(), **who)
    add_member(caravan=caravan, name="Dr Zineb", task="care", specialty=caravan.posts.first().specialty, **who)
    lot = SupplyTerms("Amoxicilline", lot="LOT-7", expires_on=dt.date(2027, 1, 1), taken=10)
    add_supply(caravan=caravan, terms=lot, id=new_id(), **who)
    add_cost(caravan=caravan, terms=CostTerms("meals", "Lunch", paid=Decimal(500)), id=new_id(), **who)
    add_task(caravan=caravan, text="Keys of the school", id=new_id(), **who)
    write_site_sheet(day=day, said={"host_name": "Host Omar", "host_phone": "0611111111"}, **who)
    told = PublicTerms(dt.time(9), dt.time(16), True, {"fr": "Carnet", "ar": "الدفتر"}, {})
    write_information(caravan=caravan, terms=told, **who)
    add_contact(
        caravan=caravan,
        terms=ContactTerms("Relay Hassan", "0622222222", "ar", "Tazart"),
        agreement=Agreement(TODAY, "oral"),
        id=new_id(),
        **who,
    )
    return caravan


@pytest.mark.parametrize("page", [*PAGES, *ORGANISERS])
def test_the_organiser_opens_every_page(browser_of, driss, prepared, page):
    assert browser_of(driss).get(f"/en/caravans/{prepared.pk}/{page}").status_code == 200


@pytest.mark.parametrize("page", ["preparation/", "members/", "supplies/", "public/", "costs/"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_are_said_in_french_and_arabic(browser_of, driss, prepared, language, page):
    answer = browser_of(driss).get(f"/{language}/caravans/{prepared.pk}/{page}")

    assert f'lang="{language}"' in answer.content.decode()


def test_who_takes_part_sees_and_ticks_and_sees_no_cost_nor_contact(browser_of, aminata, prepared):
    browser, address = browser_of(aminata), f"/en/caravans/{prepared.pk}/"

    seen = {page: browser.get(address + page).status_code for page in PAGES}
    kept_away = {page: browser.get(address + page).status_code for page in ORGANISERS}
    ticked = browser.post(f"{address}tasks/usual/", {"code": "poster_shown"})

    assert set(seen.values()) == {200}
    assert set(kept_away.values()) == {404}
    assert "Relay Hassan" not in browser.get(f"{address}public/").content.decode()
    assert ticked["location"] == f"{address}preparation/"
    assert prepared.tasks.get(code="poster_shown").done_by == aminata
    assert browser.post(f"{address}members/", {"name": "X", "task": "care"}).status_code == 404


def test_a_partner_sees_what_it_brings_and_counts_and_nobody(browser_of, chama, prepared):
    browser, address = browser_of(chama), f"/en/caravans/{prepared.pk}/"

    page = browser.get(f"{address}preparation/").content.decode()

    assert "Tents" in page
    assert "0 confirmed" in page
    assert not [word for word in ("Zineb", "0611111111", "0622222222", "Keys", "Aminata") if word in page]
    for other in [*PAGES[1:], *ORGANISERS]:
        assert browser.get(address + other).status_code == 404


def test_a_partner_of_one_caravan_does_not_find_another_by_its_number(browser_of, chama, prepared, make_caravan_on):
    other, browser = make_caravan_on(), browser_of(chama)

    answers = [browser.get(f"/en/caravans/{other.pk}/{page}") for page in (*PAGES, *ORGANISERS)]

    assert {answer.status_code for answer in answers} == {404}
    assert browser.post(f"/en/caravans/{other.pk}/tasks/usual/", {"code": "poster_shown"}).status_code == 404


def test_a_line_of_another_caravan_is_not_found_through_ones_own(browser_of, driss, prepared, make_caravan_on):
    other, browser = make_caravan_on(), browser_of(driss)
    supply, cost = prepared.supplies.get(), prepared.costs.get()

    answers = [
        browser.get(f"/en/caravans/{other.pk}/supplies/{supply.pk}/"),
        browser.post(f"/en/caravans/{other.pk}/costs/{cost.pk}/remove/"),
        browser.post(f"/en/caravans/{other.pk}/members/{prepared.members.first().pk}/remove/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert prepared.costs.count() == 1


def test_a_cost_by_consultation_is_a_dash_without_consultations(browser_of, driss, prepared):
    answer = browser_of(driss).get(f"/en/caravans/{prepared.pk}/costs/")

    assert (answer.context["cost"], answer.context["cost_each"]) == (Decimal(500), None)
    assert answer.context["currency"] == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_the_team_asks_as_much_for_many_as_for_one(
    browser_of, driss, make_caravan_on, rows, django_assert_num_queries
):
    caravan, browser = make_caravan_on(), browser_of(driss)
    for number in range(rows):
        add_member(caravan=caravan, name=f"Nurse {number}", task="care", actor=actor_of(driss, TODAY), at=NOW)

    with django_assert_num_queries(TEAM_QUERIES):
        answer = browser.get(f"/en/caravans/{caravan.pk}/members/")

    assert len(answer.context["team"].others) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_partners_ask_as_much_for_many_as_for_one(
    browser_of, driss, make_caravan_on, association, other_association, rows, django_assert_num_queries
):
    caravan, browser, who = make_caravan_on(), browser_of(driss), {"actor": actor_of(driss, TODAY), "at": NOW}
    for organisation in (association, other_association)[: min(rows, 2)]:
        partner = add_partner(caravan=caravan, organisation=organisation, **who)
        for number in range(rows):
            add_contribution(partner=partner, terms=ThingTerms(f"Thing {number}"), id=new_id(), **who)

    with django_assert_num_queries(PARTNER_QUERIES):
        answer = browser.get(f"/en/caravans/{caravan.pk}/partners/")

    assert len(answer.context["partners"][0].things) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_supplies_ask_as_much_for_many_as_for_one(browser_of, driss, make_caravan_on, rows, django_assert_num_queries):
    caravan, browser = make_caravan_on(), browser_of(driss)
    for number in range(rows):
        lot = SupplyTerms(f"Medicine {number}")
        add_supply(caravan=caravan, terms=lot, actor=actor_of(driss, TODAY), at=NOW, id=new_id())

    with django_assert_num_queries(SUPPLY_QUERIES):
        answer = browser.get(f"/en/caravans/{caravan.pk}/supplies/")

    assert len(answer.context["rows"]) == rows


@pytest.mark.parametrize("days", [1, 3])
def test_the_preparation_asks_as_much_for_many_days_as_for_one(
    browser_of, driss, make_caravan_on, days, django_assert_num_queries
):
    caravan = make_caravan_on(*(TODAY + dt.timedelta(days=number) for number in range(days)))
    browser = browser_of(driss)

    with django_assert_num_queries(PREPARATION_QUERIES):
        answer = browser.get(f"/en/caravans/{caravan.pk}/preparation/")

    assert len(answer.context["ready"].days) == days


TEAM_QUERIES, PARTNER_QUERIES, SUPPLY_QUERIES, PREPARATION_QUERIES = 20, 18, 18, 21
