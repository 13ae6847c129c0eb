import pytest
from django.db import IntegrityError, transaction

from twiza.access.actions.scenario import (
    Assumptions,
    NoFacilityListed,
    PrimaryCareOnAssumedHospitals,
    make_scenario,
)
from twiza.access.engine import Travel
from twiza.access.models import AccessResult, AccessScenario, Basis, Care, SupplyUnit
from twiza.access.queries.reach import NobodyThere
from twiza.access.queries.scenarios import results_of
from twiza.access.queries.sites import largest_communes
from twiza.access.reach_by_commune import Limits
from twiza.access.tests.conftest import ABBAS, AHANSAL, TABANT
from twiza.conftest import NOW
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityType

TRAVEL = Travel(speed_kmh=40.0, detour=1.0)
LIMITS = Limits(near_km=5, far_km=6, near_minutes=30, far_minutes=60)


@pytest.fixture
def make(council, driss, acting, places):
    def with_assumptions(basis, care, unit=SupplyUnit.FACILITIES, area="MA/05/05.081"):
        return make_scenario(
            organisation=council,
            name=" Accès de mai ",
            area=next(place for place in places.values() if place.path == area),
            assumptions=Assumptions(basis, care, unit, TRAVEL, LIMITS),
            made_by=driss,
            actor=acting(driss),
            at=NOW,
        )

    return with_assumptions


@pytest.fixture
def health_centre(council, places):
    load_shipped_types()
    return Facility.objects.create(
        organisation=council,
        names={"fr": "Centre de Tabant"},
        type=FacilityType.objects.get(code="CSR1"),
        place=places[TABANT],
        lat=31.66,
        lon=-6.40,
        status="open",
        source="essai",
        updated_at=NOW,
    )


def figures(scenario):
    return {
        result.commune.code: (
            result.people,
            result.people_beyond_near_km,
            result.people_beyond_far_km,
            result.people_beyond_near_minutes,
            result.people_beyond_far_minutes,
            result.has_reachable_service,
        )
        for result in results_of(scenario)
    }


def test_listed_facilities_give_kilometres_minutes_and_supply(make, points, health_centre):
    scenario = make(Basis.REGISTERED, Care.PRIMARY)

    assert figures(scenario) == {
        ABBAS: (6_000, 2_000, 2_000, 2_000, 2_000, True),
        TABANT: (12_000, 0, 0, 0, 0, True),
        AHANSAL: (3_000, 3_000, 3_000, 3_000, 3_000, False),
    }
    assert (scenario.name, scenario.facilities_counted, scenario.rests_on_grid) == ("Accès de mai", 1, True)


def test_supply_is_shared_among_those_within_reach_and_none_elsewhere(make, points, health_centre):
    scenario = make(Basis.REGISTERED, Care.PRIMARY)

    supply = {result.commune.code: result.supply_per_10000 for result in results_of(scenario)}

    # One facility for the 16,000 people within 60 minutes, all within its first 20.
    assert supply[TABANT] == pytest.approx(1 / 16_000 * 10_000)
    assert supply[ABBAS] == pytest.approx(1 / 16_000 * 10_000 * 4 / 6)
    assert supply[AHANSAL] is None


def test_unknown_doctors_are_not_counted_as_none(make, points, health_centre):
    scenario = make(Basis.REGISTERED, Care.PRIMARY, SupplyUnit.DOCTORS)

    assert scenario.facilities_without_supply == 1
    assert list(results_of(scenario).values_list("supply_per_10000", flat=True)) == [None, None, None]


def test_an_assumed_hospital_stands_in_the_largest_commune(make, points, places):
    scenario = make(Basis.PROVINCE_TOWNS, Care.HOSPITAL)

    assert list(scenario.assumed_places.all()) == [places[TABANT]]
    assert largest_communes("MA", 2) == [places[TABANT]]


def test_assumed_hospitals_give_no_figure_of_primary_care(make, points):
    scenario = make(Basis.PROVINCE_TOWNS, Care.HOSPITAL)

    shown = results_of(scenario).values_list("people_beyond_near_km", "people_beyond_far_km", "supply_per_10000")

    assert set(shown) == {(None, None, None)}
    assert scenario.supply_unit == ""


def test_primary_care_on_assumed_hospitals_is_refused_and_nothing_is_kept(make, points):
    with pytest.raises(PrimaryCareOnAssumedHospitals):
        make(Basis.PROVINCE_TOWNS, Care.PRIMARY)

    assert (AccessScenario.objects.count(), AccessResult.objects.count()) == (0, 0)


def test_the_database_refuses_primary_care_on_assumed_hospitals_too(make, points):
    scenario = make(Basis.PROVINCE_TOWNS, Care.HOSPITAL)

    with pytest.raises(IntegrityError), transaction.atomic():
        AccessScenario.objects.filter(pk=scenario.pk).update(care=Care.PRIMARY)


def test_an_area_without_a_listed_facility_is_refused(make, points, health_centre):
    with pytest.raises(NoFacilityListed):
        make(Basis.REGISTERED, Care.HOSPITAL)
    with pytest.raises(NoFacilityListed):
        make(Basis.REGISTERED, Care.PRIMARY, area=f"MA/05/05.081/{ABBAS}")

    assert AccessScenario.objects.count() == 0


def test_a_facility_closed_or_mobile_or_without_place_gives_no_access(make, points, health_centre):
    for change in ({"status": "closed"}, {"status": "without_staff"}, {"is_mobile": True}, {"lat": None, "lon": None}):
        kept = {name: getattr(health_centre, name) for name in change}
        Facility.objects.update(**change)

        with pytest.raises(NoFacilityListed):
            make(Basis.REGISTERED, Care.PRIMARY)

        Facility.objects.update(**kept)


def test_an_area_where_nobody_is_counted_is_refused(make, places):
    with pytest.raises(NobodyThere):
        make(Basis.PROVINCE_TOWNS, Care.HOSPITAL)
