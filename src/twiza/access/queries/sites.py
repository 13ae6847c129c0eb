"""Where care is given, or supposed to be, under a scenario's basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from twiza.access.models import Basis, Care, SupplyUnit
from twiza.access.need_table import Figures
from twiza.access.queries.services import giving, staff_of_service
from twiza.facilities.models import Facility
from twiza.facilities.queries.facility import sites_of_care
from twiza.territory.models import Place
from twiza.territory.queries.population import latest_people

LEVELS = {Care.PRIMARY: range(2), Care.HOSPITAL: range(2, 10)}
"""Levels of facility types: 0 community sites and 1 primary care, 2 and more hospitals."""
RANKS = {Basis.REGION_TOWNS: 1, Basis.PROVINCE_TOWNS: 2}
"""How deep the places lie of which the largest commune is supposed to have a hospital."""


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """
    Where care is given: positions as rows (lat, lon), and what each offers, NaN where that is not known.

    `keys` name the facilities of our list, and the communes of places that are only supposed.
    """

    positions: Figures
    supply: Figures
    assumed_places: tuple[Place, ...] = ()
    paths: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.positions)

    def count_in(self, area_path: str) -> int:
        """Return how many lie in an area."""
        return sum(path == area_path or path.startswith(f"{area_path}/") for path in self.paths)


def listed_sites(country: str, care: Care, unit: SupplyUnit, service: str = "") -> Sites:
    """
    Return the facilities of our list that give this care today, in the whole country: borders stop nobody.

    A `service` (queries/services.py) keeps the facilities of a kind, or those that said they give it.
    """
    facilities = list(giving(sites_of_care(country, levels=LEVELS[care]), service).select_related("place"))
    return Sites(
        positions=positions_of(facilities),
        supply=supplies_of(facilities, unit, service),
        paths=tuple(facility.place.path for facility in facilities),
        keys=tuple(str(facility.pk) for facility in facilities),
    )


def supplies_of(facilities: Sequence[Facility], unit: SupplyUnit, service: str) -> Figures:
    """Return what facilities offer in a unit, NaN where it is not known; of a service, the staff they said it has."""
    if unit == SupplyUnit.FACILITIES:
        return np.ones(len(facilities))
    staff = staff_of_service(service) or {facility.pk: facility.doctors for facility in facilities}
    return np.array([np.nan if (one := staff.get(each.pk)) is None else one for each in facilities], dtype=float)


def assumed_sites(country: str, basis: Basis) -> Sites:
    """Return the places supposed to have a reference hospital: the largest commune of each province or region."""
    return assumed_at(largest_communes(country, RANKS[basis]))


def assumed_at(places: Sequence[Place]) -> Sites:
    """Return places as supposed to have a reference hospital, of whose size nothing is said."""
    return Sites(
        positions=positions_of(places),
        supply=np.full(len(places), np.nan),
        assumed_places=tuple(places),
        paths=tuple(place.path for place in places),
        keys=tuple(place.code for place in places),
    )


def largest_communes(country: str, rank: int) -> list[Place]:
    """Return the commune with most people in each place of a rank, the first by path of those as large."""
    communes = list(communes_of_country(country).filter(lat__isnull=False))
    people = latest_people([commune.pk for commune in communes])
    largest: dict[str, Place] = {}
    for commune in sorted(communes, key=lambda one: (-people.get(one.pk, 0), one.path)):
        holder = "/".join(commune.path.split("/")[: rank + 1])
        largest.setdefault(holder, commune)
    return [largest[holder] for holder in sorted(largest)]


def communes_of_country(country: str) -> QuerySet[Place]:
    """Return the communes of a country, by path."""
    return Place.objects.filter(country=country, kind__code="commune").order_by("path")


def positions_of(things: Sequence[Facility] | Sequence[Place]) -> Figures:
    """Return positions as rows (lat, lon)."""
    return np.array([(thing.lat, thing.lon) for thing in things], dtype=float).reshape(-1, 2)
