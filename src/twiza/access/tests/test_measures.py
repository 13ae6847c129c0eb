"""Who lives near care, on a small country: half of it some 5 km from Tabant, the rest some 50 km away."""

from __future__ import annotations

import pytest

from twiza.access.measures import (
    people_within_km,
    people_within_minutes_of_doctor,
    rural_people_beyond_km,
    women_within_minutes_of_birth_care,
)
from twiza.conftest import NOW
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityService, FacilityType, Service
from twiza.territory.models import Place

ABBAS, TABANT, AHANSAL = "05.081.03.03", "05.081.03.09", "05.081.03.13"


@pytest.fixture
def clinic(points, census, council):
    """Return a health centre on the spot where 8,000 people of Tabant live."""
    load_shipped_types()
    return Facility.objects.create(
        organisation=council,
        names={"fr": "Centre"},
        type=FacilityType.objects.get(code="CSR1"),
        place=census[TABANT],
        lat=31.66,
        lon=-6.40,
        status="open",
        source="Essai",
        updated_at=NOW,
    )


def test_people_within_five_kilometres_are_those_of_the_spot_and_its_neighbours(clinic, census):
    measured = people_within_km(census["05"], 5)

    assert (measured.numerator, measured.denominator) == (12_000, 21_000)
    assert {part.key: part.numerator for part in measured.parts}[census[ABBAS].pk] == 0


def test_rural_people_beyond_six_kilometres_are_counted_among_rural_communes_only(clinic, census):
    Place.objects.filter(code__in=[ABBAS]).update(setting="rural")

    measured = rural_people_beyond_km(census["05"], 6)

    assert (measured.value, measured.denominator) == (100, 6_000)


def test_without_a_doctor_nobody_is_near_one(clinic, census):
    without = people_within_minutes_of_doctor(census["05"], 60)
    Facility.objects.update(doctors=1.0)

    measured = people_within_minutes_of_doctor(census["05"], 60)

    assert without.value is None
    assert measured.numerator == 16_000


def test_women_are_taken_to_live_where_their_commune_lives(clinic, census):
    FacilityService.objects.create(facility=clinic, service=Service.objects.get(code="obstetrique"))

    measured = women_within_minutes_of_birth_care(census["05"], 60)

    by_commune = {part.key: (part.numerator, part.denominator) for part in measured.parts}
    assert by_commune == {census[ABBAS].pk: (pytest.approx(200 * 4 / 6), 200), census[TABANT].pk: (200, 200)}


def test_where_no_facility_is_listed_nothing_is_far(points, census):
    assert people_within_km(census["05"], 5).value is None
