"""Places and facilities for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import pytest
from django.utils import translation

from twiza.conftest import NOW
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.actions.imports import begin_import
from twiza.facilities.facts import Value
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityImport, FacilityType
from twiza.facilities.tests.places import make_small_country
from twiza.facilities.tests.stated import FULL, SAID
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def places(db) -> dict[str, Place]:
    """Return a small country, by code."""
    return make_small_country()


@pytest.fixture
def facility_types(db) -> dict[str, FacilityType]:
    """Return the types shipped with Twiza, by code."""
    load_shipped_types()
    return {one.code: one for one in FacilityType.objects.all()}


@pytest.fixture
def make_facility(council, places, facility_types) -> Callable[..., Facility]:
    """Return a maker of facilities kept by Driss's council in Tabant."""

    def make(name: str, organisation: Organisation = council, **fields: object) -> Facility:
        given = {
            "organisation": organisation,
            "names": {"fr": name},
            "search_text": name.lower(),
            "type": facility_types["CSR1"],
            "place": places["05.081.03.09"],
            "status": "open",
            "source": "Tournée de mai",
            "updated_at": NOW,
        }
        return Facility.objects.create(**(given | fields))

    return make


@pytest.fixture
def add(council, driss, acting, places, facility_types) -> Callable[..., Facility]:
    """Return what adds a facility to the list of Driss's council, with all there is to say unless told otherwise."""

    def added(stated: Mapping[str, Value] = FULL, origin: Origin = SAID, at: dt.datetime = NOW) -> Facility:
        return add_facility(organisation=council, stated=stated, origin=origin, actor=acting(driss), at=at)

    return added


@pytest.fixture
def begin(council, driss, places, facility_types) -> Callable[..., FacilityImport]:
    """Return what begins the import of a CSV text by Driss, whose columns are guessed."""

    def begin_with(text: str, name: str = "liste.csv", default: str = "") -> FacilityImport:
        return begin_import(
            organisation=council,
            country="MA",
            file_name=name,
            content=text.encode(),
            source="Tournée de mai",
            default_type=facility_types.get(default),
            made_by=driss,
            at=NOW,
        )

    return begin_with
