"""A caravan that passes renews what is listed of the facilities of its communes."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityFact
from twiza.outreach.actions.register import record_arrival


@pytest.fixture
def clinic_in(council, driss, acting):
    """Return a maker of clinics listed in a commune, of which nobody verified anything."""
    load_shipped_types()

    def make(commune, name="Centre"):
        stated = {"name_fr": name, "type": "CSR1", "place": commune.path, "status": "open"}
        origin = Origin("Liste", dt.date(2020, 1, 1), None)
        return add_facility(organisation=council, stated=stated, origin=origin, actor=acting(driss), at=NOW)

    return make


@pytest.fixture
def begun(day, acting, aminata):
    """Return the day of a caravan in which somebody came."""
    record_arrival(
        day=day,
        sex="female",
        age_years=30,
        age_months=None,
        posts=(1,),
        urgency="ordinary",
        locality=None,
        actor=acting(aminata),
        at=NOW,
        id=new_id(),
    )
    day.refresh_from_db()
    return day


def page_of(day):
    return f"/en/caravans/{day.caravan_id}/facilities/"


def test_who_passed_confirms_a_facility_in_her_name(browser_of, aminata, begun, clinic_in):
    clinic, browser = clinic_in(begun.commune), browser_of(aminata)

    answer = browser.post(f"{page_of(begun)}{clinic.pk}/", {"on": TODAY.isoformat()}, follow=True)

    assert "3 facts are verified" in answer.content.decode()
    assert {(fact.field, fact.verified_by, fact.verified_on) for fact in FacilityFact.objects.all()} == {
        ("identity", "Aminata", TODAY),
        ("place", "Aminata", TODAY),
        ("status", "Aminata", TODAY),
    }


@pytest.mark.parametrize("on", ["", "x", "2019-01-01", "9999-99-99"])
def test_on_a_day_without_the_caravan_nothing_is_confirmed(browser_of, aminata, begun, clinic_in, on):
    clinic = clinic_in(begun.commune)

    answer = browser_of(aminata).post(f"{page_of(begun)}{clinic.pk}/", {"on": on}, follow=True)

    assert "did not come where this facility is" in answer.content.decode()
    assert set(FacilityFact.objects.values_list("verified_on", flat=True)) == {None}


def test_a_facility_elsewhere_is_not_on_the_way(browser_of, aminata, begun, clinic_in, make_place):
    elsewhere = clinic_in(make_place("commune", "XX/r/p/loin", "Loin"))

    answer = browser_of(aminata).post(f"{page_of(begun)}{elsewhere.pk}/", {"on": TODAY.isoformat()})

    assert answer.status_code == 404


def test_before_its_day_a_caravan_confirms_nothing(browser_of, driss, day, clinic_in):
    clinic, browser = clinic_in(day.commune), browser_of(driss)

    page = browser.get(page_of(day)).content.decode()
    browser.post(f"{page_of(day)}{clinic.pk}/", {"on": TODAY.isoformat()})

    assert "once the register of a day is begun" in page
    assert Facility.objects.get().facts.filter(verified_on__isnull=False).count() == 0


@pytest.mark.parametrize("who", ["chama", "esther", "technical_administrator", "bakary"])
def test_others_find_no_such_page(request, browser_of, begun, clinic_in, who):
    clinic, browser = clinic_in(begun.commune), browser_of(request.getfixturevalue(who))

    answers = [browser.get(page_of(begun)), browser.post(f"{page_of(begun)}{clinic.pk}/", {"on": TODAY.isoformat()})]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_asks_as_often_for_one_facility_as_for_three(
    browser_of, aminata, begun, clinic_in, how_many, django_assert_num_queries
):
    for number in range(how_many):
        clinic_in(begun.commune, name=f"Centre {number}")
    browser = browser_of(aminata)
    browser.get(page_of(begun))

    with django_assert_num_queries(15):
        page = browser.get(page_of(begun)).content.decode()

    assert page.count("As listed") == how_many
