"""Pages of caravans and of their registers, with few questions to the database, and nothing for strangers."""

from __future__ import annotations

import pytest

from twiza.conftest import TODAY
from twiza.core.ids import new_id
from twiza.outreach.models import Attendance, Caravan
from twiza.outreach.queries.register import lines_of


@pytest.fixture
def typing(day):
    return f"/en/caravans/{day.caravan_id}/days/{day.pk}/typing/"


@pytest.fixture
def arrivals(day):
    return f"/en/caravans/{day.caravan_id}/days/{day.pk}/arrivals/"


def test_a_planner_makes_a_caravan_and_gives_it_a_team(browser_of, driss, aminata, offered, make_place):
    make_place("country", "XX", "Pays")
    commune = make_place("commune", "XX/tazart", "Tazart")
    browser = browser_of(driss)

    made = browser.post(
        "/en/caravans/new/",
        {"id": new_id(), "commune": commune.pk, "site": "School", "on": TODAY, "specialties": [offered[0].pk]},
    )

    caravan = Caravan.objects.get()
    assert made["location"] == f"/en/caravans/{caravan.pk}/"
    assert caravan.names["en"] == "Caravan 1/2026, Tazart"
    assert "School" in browser.get(made["location"]).content.decode()


def test_a_day_of_a_plan_becomes_a_caravan_once(browser_of, driss, plan):
    route = plan.routes.prefetch_related("stops").first()
    browser, address = browser_of(driss), f"/en/plans/{plan.pk}/organise/"

    first, again = (browser.post(address, {"route": route.pk}) for _time in range(2))

    caravan = Caravan.objects.get()
    assert first["location"] == again["location"] == f"/en/caravans/{caravan.pk}/"
    assert [day.plan_stop for day in caravan.days.order_by("rank")] == list(route.stops.order_by("rank"))
    assert (caravan.plan, caravan.starts_on) == (plan, route.on)
    assert f'name="route" value="{route.pk}"' in browser.get(f"/en/plans/{plan.pk}/").content.decode()
    assert browser.post(address, {"route": "x"}).status_code == 404


def test_a_partner_sees_the_caravan_and_its_people_may_take_part(
    browser_of, driss, chama, other_association, make_caravan_on
):
    caravan, browser, partner = make_caravan_on(), browser_of(driss), browser_of(chama)
    address = f"/en/caravans/{caravan.pk}/"
    before = partner.get(address).status_code

    browser.post(f"{address}partners/", {"organisation": other_association.pk})

    assert (before, partner.get(address).status_code) == (404, 200)
    assert partner.post(f"{address}partners/", {"organisation": other_association.pk}).status_code == 404


def test_the_form_says_what_is_missing(browser_of, driss):
    answer = browser_of(driss).post("/en/caravans/new/", {"name": ""})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"id", "commune", "site", "on", "specialties"}


def test_a_line_typed_is_shown_and_another_under_its_number_is_refused(browser_of, aminata, day, typing):
    browser = browser_of(aminata)

    kept = browser.post(typing, {"id": new_id(), "text": "f34 1"}, headers={"hx-request": "true"})
    refused = browser.post(typing, {"id": new_id(), "text": "1: h60 1"}, headers={"hx-request": "true"})

    assert (kept.status_code, refused.status_code) == (200, 422)
    assert "34 years" in kept.content.decode()
    assert "Number 1 is another person" in refused.content.decode()
    assert [line.age_years for line in lines_of(day)] == [34]


def test_a_line_typed_again_is_said_to_be_there_beside_the_lines(browser_of, aminata, typing):
    browser, part = browser_of(aminata), {"hx-request": "true"}
    browser.post(typing, {"id": new_id(), "text": "7: f34 1"}, headers=part)

    again = browser.post(typing, {"id": new_id(), "text": "7: f34 1"}, headers=part)

    assert "Line 7 was there already" in again.content.decode()
    assert "was there already" not in browser.get(typing).content.decode()


def test_who_comes_waits_and_is_seen(browser_of, aminata, day, arrivals):
    browser = browser_of(aminata)
    browser.post(
        arrivals, {"id": new_id(), "sex": "female", "age": 8, "is_months": "on", "posts": ["1"], "urgency": "soon"}
    )
    consultation = Attendance.objects.get().consultations.get()

    page = browser.get(arrivals).content.decode()
    browser.post(f"/en/caravans/{day.caravan_id}/days/{day.pk}/consultations/{consultation.pk}/", {"outcome": "seen"})

    consultation.refresh_from_db()
    assert "8 months" in page
    assert consultation.is_seen


def test_a_register_can_be_printed_to_be_filled_in_by_hand(browser_of, aminata, day):
    answer = browser_of(aminata).get(f"/ar/caravans/{day.caravan_id}/days/{day.pk}/register.pdf")

    assert answer["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["chama", "esther", "driss"])
def test_nobody_else_sees_persons(browser_of, request, typing, arrivals, who):
    browser = browser_of(request.getfixturevalue(who))

    assert [browser.get(address).status_code for address in (typing, arrivals)] == [404, 404]


def test_a_stranger_sees_no_caravan(browser_of, chama, day):
    browser = browser_of(chama)

    assert browser.get(f"/en/caravans/{day.caravan_id}/").status_code == 404
    assert "Tazart" not in browser.get("/en/caravans/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(
    browser_of, driss, make_caravan_on, rows, django_assert_num_queries
):
    browser = browser_of(driss)
    for _number in range(rows):
        make_caravan_on()

    with django_assert_num_queries(LIST_QUERIES):
        answer = browser.get("/en/caravans/")

    assert len(answer.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_typing_asks_as_much_after_many_lines_as_after_one(
    browser_of, aminata, typing, rows, django_assert_num_queries
):
    browser = browser_of(aminata)
    for number in range(rows):
        browser.post(typing, {"id": new_id(), "text": f"f{20 + number} 12"})

    with django_assert_num_queries(TYPING_QUERIES):
        answer = browser.get(typing)

    assert len(answer.context["lines"]) == rows


LIST_QUERIES, TYPING_QUERIES = 8, 22
