"""Targets: how far each is reached, by hand-made tallies; small numbers hidden; who may come."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.indicators.models import Measurement
from twiza.indicators.tests.definitions import load_programme

TARGETS = "/en/indicators/targets/"


@pytest.fixture
def programme(db):
    return load_programme("MA")


def browser_as(browser_of, make_person, association, role: Role):
    return browser_of(make_person(f"Somebody {role}", association, role))


def lines_of(browser, address: str = TARGETS):
    return {line.target.code: line for line in browser.get(address).context["lines"]}


def test_a_child_first_seen_last_month_was_reached_and_not_in_this_one(programme, follow, browser_of, bakary, places):
    follow(6, TODAY)
    follow(7, TODAY.replace(month=10))
    follow(8, dt.date(2024, 3, 1))

    line = lines_of(browser_of(bakary))["SS_ENFANTS_SUIVIS"]

    assert (line.ever, line.in_month, round(line.share), line.is_hidden) == (21, 6, 210, False)
    assert [bar.number for bar in line.months][-3:] == [0, 7, 6]


def test_an_earlier_month_knows_nothing_of_what_came_later(programme, follow, browser_of, bakary):
    follow(6, TODAY)
    follow(7, TODAY.replace(month=10))

    line = lines_of(browser_of(bakary), f"{TARGETS}?month=2026-10")["SS_ENFANTS_SUIVIS"]

    assert (line.ever, line.in_month) == (7, 7)


@pytest.mark.parametrize(("role", "told"), [(Role.SUPERVISOR, (9, 3)), (Role.COORDINATOR, (9, None))])
def test_small_numbers_are_hidden_from_who_opens_no_record(
    programme, follow, browser_of, make_person, association, role, told
):
    follow(3, TODAY)
    follow(6, TODAY.replace(month=10))

    browser = browser_as(browser_of, make_person, association, role)
    line = lines_of(browser)["SS_ENFANTS_SUIVIS"]

    assert (line.ever, line.in_month) == told
    page = browser.get(f"{TARGETS}SS_ENFANTS_SUIVIS/?by=age").content.decode()
    assert "12 to 23 months" in page
    assert (">hidden<" in page) == (told[1] is None)


def test_what_nobody_counted_is_a_dash_and_inhabitants_are_no_work(programme, places, browser_of, bakary):
    lines = lines_of(browser_of(bakary))

    assert (lines["SS_FAMILLES_PROTEGEES"].ever, lines["SS_FAMILLES_PROTEGEES"].share) == (0, 0)
    assert lines["SS_HABITANTS"].opens is False
    assert lines["SS_HABITANTS"].in_month is None


def test_another_association_sees_nothing_of_it(programme, follow, browser_of, chama):
    follow(9, TODAY)

    assert lines_of(browser_of(chama))["SS_ENFANTS_SUIVIS"].ever == 0


def groups_of(browser, address: str) -> dict[str, float]:
    page = browser.get(f"{TARGETS}SS_ENFANTS_SUIVIS/{address}")
    return {record.label: group.ever for record, group in page.context["groups"]}


def test_children_are_told_by_the_centre_of_their_place_and_the_centres_make_the_total(
    programme, follow, serve, browser_of, bakary, places
):
    follow(3, TODAY)
    serve("Centre d'ici", places["05.081.03.09"])
    serve("Centre d'ailleurs", places["05.081.03.03"])
    browser = browser_of(bakary)

    assert groups_of(browser, "?by=catchment") == {"Centre d'ici": 3}


def test_where_no_centre_is_stated_or_two_are_the_centre_is_not_known(
    programme, follow, serve, browser_of, bakary, places
):
    follow(3, TODAY)
    browser = browser_of(bakary)
    assert groups_of(browser, "?by=catchment") == {"Centre not known": 3}

    serve("Un", places["05.081.03.09"])
    serve("Deux", places["05.081.03.09"])

    assert groups_of(browser, "?by=catchment") == {"Centre not known": 3}


@pytest.mark.parametrize("who", ["aminata", "esther", "technical_administrator"])
def test_who_has_no_business_there_finds_no_page(programme, follow, browser_of, request, who):
    browser = browser_of(request.getfixturevalue(who))

    assert {browser.get(one).status_code for one in (TARGETS, f"{TARGETS}SS_ENFANTS_SUIVIS/")} == {404}


def test_without_a_programme_the_page_says_what_to_do(places, browser_of, bakary):
    assert "No target for this area" in browser_of(bakary).get(TARGETS).content.decode()


@pytest.mark.parametrize("address", [f"{TARGETS}CAR_REAL/", f"{TARGETS}SS_HABITANTS/", f"{TARGETS}?area=XX"])
def test_what_is_no_target_does_not_exist(programme, places, browser_of, bakary, address):
    assert browser_of(bakary).get(address).status_code == 404


def test_a_month_that_is_none_is_said_beside_its_field(programme, places, browser_of, bakary):
    answer = browser_of(bakary).get(f"{TARGETS}?month=2035-13")

    assert answer.status_code == 422
    assert "2035-13" in answer.content.decode()


def test_the_figures_of_a_month_are_kept_with_the_version_that_defines_them(
    programme, definitions, follow, browser_of, make_person, association
):
    follow(9, TODAY)
    browser = browser_as(browser_of, make_person, association, Role.COORDINATOR)

    page = browser.post(f"{TARGETS}keep/?month=2026-11", follow=True).content.decode()

    kept = {one.indicator: one for one in Measurement.objects.all()}
    assert "2 figures are kept as they stand today." in page
    assert kept.keys() == {"SS_FAMILLES_PROTEGEES", "SS_ENFANTS_SUIVIS"}
    assert kept["SS_FAMILLES_PROTEGEES"].ruleset_version == definitions
    assert (kept["SS_FAMILLES_PROTEGEES"].start, kept["SS_FAMILLES_PROTEGEES"].end) == (TODAY.replace(day=1), TODAY)


def test_a_supervisor_opens_the_records_of_a_figure_and_a_coordinator_none(
    programme, definitions, follow, browser_of, bakary, make_person, association
):
    (child,) = follow(1, TODAY)
    child.visits.create(
        organisation=association, visited_on=TODAY, presence="seen", visited_by=bakary, received_at=NOW
    )
    address = "/en/indicators/SS_ENFANTS_SUIVIS/records/"

    page = browser_of(bakary).get(address).content.decode()

    assert f'children/{child.pk}/" dir="auto">Enfant 0</a>' in page
    assert browser_as(browser_of, make_person, association, Role.COORDINATOR).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_however_many_there_are(
    programme, follow, browser_of, bakary, count, django_assert_num_queries
):
    follow(count)
    browser = browser_of(bakary)
    browser.get(TARGETS)

    with django_assert_num_queries(QUERIES):
        browser.get(TARGETS)


QUERIES = 17
"""Of the person and where she acts, the area and its places, and each of four targets."""
