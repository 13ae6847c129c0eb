"""Facilities of the small country, and scenarios that count them."""

from __future__ import annotations

from twiza.access.models import AccessScenario, Basis, Care, SupplyUnit
from twiza.access.tests.conftest import TABANT
from twiza.accounts.models import Person
from twiza.conftest import NOW
from twiza.facilities.models import Facility, FacilityService, FacilityType, Service
from twiza.organisations.models import Organisation
from twiza.territory.models import Place

KINDS_AND_DOCTORS = {"Centre de Tabant": ("CSR1", -6.40, 2.0), "Centre d'Abbas": ("CSR2", -6.90, None)}


def list_facilities(organisation: Organisation, places: dict[str, Place]) -> dict[str, Facility]:
    """Return two health centres: one with two doctors, one whose doctors are not known and that delivers babies."""
    facilities = {
        name: Facility.objects.create(
            organisation=organisation,
            names={"fr": name},
            type=FacilityType.objects.get(code=kind),
            place=places[TABANT],
            lat=31.66,
            lon=lon,
            status="open",
            doctors=doctors,
            source="essai",
            updated_at=NOW,
        )
        for name, (kind, lon, doctors) in KINDS_AND_DOCTORS.items()
    }
    birth = Service.objects.get(code="accouchement")
    FacilityService.objects.create(facility=facilities["Centre d'Abbas"], service=birth)
    return facilities


def listed_scenario(
    organisation: Organisation, made_by: Person, area: Place, unit: SupplyUnit = SupplyUnit.FACILITIES
) -> AccessScenario:
    """Return a scenario of primary care by the facilities listed, with no figure kept."""
    return AccessScenario.objects.create(
        organisation=organisation, name="Accès aux centres", area=area, basis=Basis.REGISTERED, care=Care.PRIMARY,
        supply_unit=unit, speed_kmh=40, detour=1.0, near_km=5, far_km=6, near_minutes=30, far_minutes=60,
        facilities_counted=2, made_by=made_by, made_at=NOW,
    )  # fmt: skip
