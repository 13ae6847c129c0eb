"""To which centre the inhabitants of a place belong: the smallest stated place counts, two centres are none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from twiza.conftest import NOW, TODAY
from twiza.facilities.actions.facts import Origin, write_facts
from twiza.facilities.facts import State
from twiza.facilities.models import Facility
from twiza.facilities.queries.catchments import centres_by_place
from twiza.facilities.queries.states import state_of
from twiza.facilities.tests.stated import ABBAS, FULL, TABANT

PROVINCE = "MA/05/05.081"


@pytest.fixture
def serve(add):
    """Return what adds a facility that serves some places."""

    def make(code: str, *paths: str) -> Facility:
        plain: State = {field: value for field, value in FULL.items() if not field.startswith("catchment.")}
        return add({**plain, "code": code, **{f"catchment.{path}": True for path in paths}})

    return make


def centres(area: str, places) -> dict[str, str]:
    codes = dict(Facility.objects.values_list("pk", "code"))
    of = {place.pk: code for code, place in places.items()}
    return {of[place]: codes[centre] for place, centre in centres_by_place(area).items()}


def test_the_smallest_place_that_somebody_stated_says_the_centre(serve, places):
    serve("REF", PROVINCE)
    serve("T1", TABANT)

    assert centres(PROVINCE, places) == {
        "05.081": "REF",
        "05.081.03.03": "REF",
        "05.081.03.09": "T1",
        "05.081.03.13": "REF",
    }
    assert centres(TABANT, places) == {"05.081.03.09": "T1"}


def test_what_is_stated_of_a_place_around_the_area_counts_in_it(serve, places):
    serve("REF", PROVINCE)

    assert centres(TABANT, places) == {"05.081.03.09": "REF"}


def test_two_centres_of_one_place_are_none_until_somebody_finds_that_they_are_the_same(serve, places):
    first, second = serve("T1", TABANT), serve("T2", TABANT)
    assert centres(TABANT, places) == {}

    write_facts(facility=second, stated={"merged_into": str(first.pk)}, origin=Origin("Tournée", TODAY, None), at=NOW)

    assert centres(TABANT, places) == {"05.081.03.09": "T1"}


def test_without_any_statement_no_centre_is_known(serve, places):
    serve("T1")

    assert centres_by_place(PROVINCE) == {}


def test_a_form_states_the_catchment_and_the_page_says_it(browser_of, driss, serve):
    facility = serve("T1", TABANT)
    browser = browser_of(driss)
    asked = browser.get(reverse("facility_edit", args=[facility.pk])).context
    said = {**asked["form"].initial, **asked["origin"].initial, "source": "Tournée", "happened_on": TODAY}
    kept = {name: value for name, value in said.items() if value is not None}

    refused = browser.post(reverse("facility_edit", args=[facility.pk]), {**kept, "catchment": "05.081.03.09\n99.9"})
    assert "No place has the code “99.9”." in refused.content.decode()

    browser.post(reverse("facility_edit", args=[facility.pk]), {**kept, "catchment": "05.081.03.03"})
    page = browser.get(reverse("facility", args=[facility.pk])).content.decode()
    assert [field for field in state_of(facility) if field.startswith("catchment.")] == [f"catchment.{ABBAS}"]
    assert '<li dir="auto">Aït Abbas</li>' in page
