"""Places and facilities for the tests of this house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from twiza.conftest import NOW
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityType
from twiza.facilities.tests.places import make_small_country
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


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
            "place": places["05.081.05.03"],
            "status": "open",
            "source": "Tournée de mai",
            "updated_at": NOW,
        }
        return Facility.objects.create(**(given | fields))

    return make
