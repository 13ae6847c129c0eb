"""Where fixed care is: the facilities of the list, when a planner trusts it more than an assumption."""

from __future__ import annotations

import dataclasses

import pytest

from twiza.access.models import Basis, Care
from twiza.conftest import NOW
from twiza.facilities.models import Facility, FacilityType
from twiza.outreach.actions.scenario import NothingToPlan, change_scenario
from twiza.outreach.queries.ground import ground_of
from twiza.outreach.tests.ground_of_two import lat_at
from twiza.territory.models import Place


@pytest.fixture
def listed(terms):
    """Return terms that trust the list for primary care."""
    return dataclasses.replace(terms, basis=Basis.REGISTERED, care=Care.PRIMARY)


@pytest.fixture
def health_centre(council, region) -> Facility:
    """Return the health centre of Tizi, at 65 km."""
    kind = FacilityType.objects.create(
        code="CSR1", country="XX", level=1, names={"fr": "Centre"}, type_evidence="known", rules_version="1"
    )
    return Facility.objects.create(
        organisation=council,
        names={"fr": "Centre de Tizi"},
        type=kind,
        place=Place.objects.get(code="tizi"),
        lat=lat_at(65.0),
        lon=0.0,
        status="open",
        source="Tournée",
        updated_at=NOW,
    )


def changed(scenario, terms, actor):
    return change_scenario(
        scenario=scenario,
        names=scenario.names,
        specialties=list(scenario.specialties.all()),
        need_formula=scenario.need_formula,
        terms=terms,
        actor=actor,
        at=NOW,
    )


def test_people_near_a_listed_facility_are_within_its_reach(scenario, health_centre, listed, acting, driss):
    ground = ground_of(changed(scenario, listed, acting(driss)))

    far = dict(zip(ground.ids, ground.is_far(60.0).tolist(), strict=True))
    assert far == {"amlil/1": False, "amlil/2": False, "tizi/1": False, "town/1": True, "town/2": True}


def test_an_area_without_a_listed_facility_is_refused_and_nothing_changes(scenario, listed, acting, driss):
    with pytest.raises(NothingToPlan):
        changed(scenario, listed, acting(driss))

    scenario.refresh_from_db()
    assert scenario.basis == Basis.PROVINCE_TOWNS


def test_a_closed_facility_serves_nobody(scenario, health_centre, listed, acting, driss):
    Facility.objects.update(status="closed")

    with pytest.raises(NothingToPlan):
        changed(scenario, listed, acting(driss))
