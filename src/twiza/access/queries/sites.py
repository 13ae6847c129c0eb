"""Where care is given, or supposed to be, under a scenario's basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from twiza.access.models import Basis, Care, SupplyUnit
from twiza.access.need_table import Figures
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
    """Where care is given: positions as rows (lat, lon), and what each offers, NaN where that is not known."""

    positions: Figures
    supply: Figures
    assumed_places: tuple[Place, ...] = ()
    paths: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.positions)

    def count_in(self, area_path: str) -> int:
        """Return how many lie in an area."""
        return sum(path == area_path or path.startswith(f"{area_path}/") for path in self.paths)


def listed_sites(country: str, care: Care, unit: SupplyUnit) -> Sites:
    """Return the facilities of our list that give this care today, in the whole country: borders stop nobody."""
    facilities = list(sites_of_care(country, levels=LEVELS[care]).select_related("place"))
    return Sites(
        positions=positions_of(facilities),
        supply=np.array([supply_of(facility, unit) for facility in facilities], dtype=float),
        paths=tuple(facility.place.path for facility in facilities),
    )


def supply_of(facility: Facility, unit: SupplyUnit) -> float:
    """Return what a facility offers in a unit, NaN when it is not known."""
    if unit == SupplyUnit.FACILITIES:
        return 1.0
    return np.nan if facility.doctors is None else facility.doctors


def assumed_sites(country: str, basis: Basis) -> Sites:
    """Return the places supposed to have a reference hospital: the largest commune of each province or region."""
    places = largest_communes(country, RANKS[basis])
    return Sites(
        positions=positions_of(places),
        supply=np.full(len(places), np.nan),
        assumed_places=tuple(places),
        paths=tuple(place.path for place in places),
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
