"""The ground of a scenario, read from territory, needs and care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from twiza.access.queries.needs import NeedPoint, need_points
from twiza.outreach.engine import nearest_km
from twiza.outreach.ground import CommuneGround, Figures, Ground
from twiza.outreach.models import Scenario
from twiza.outreach.queries.care import sites_of
from twiza.territory.models import CensusValue, Place, PopulationPoint
from twiza.territory.queries.places import communes_in

WEEKLY_SOUKS = "weekly_souks"
POVERTY = "poverty_rate"
"""Columns of a census, by their codes. A census without them leaves them unknown."""

PERCENT = 100.0
MINUTES_PER_HOUR = 60.0


def ground_of(scenario: Scenario) -> Ground:
    """Return the people of the scenario's area with their needs and their distance to fixed care."""
    specialties = tuple(scenario.specialties.order_by("position", "code").values_list("code", flat=True))
    points = need_points(scenario.area.path, specialties, scenario.need_formula)
    communes = ground_communes(scenario.area.path, {point.commune_code for point in points})
    rank = {commune.code: number for number, commune in enumerate(communes)}
    known = [point for point in points if point.commune_code in rank]
    positions = np.array([(point.lat, point.lon) for point in known], dtype=float).reshape(-1, 2)
    sites = sites_of(scenario)
    return Ground(
        communes=communes,
        specialties=specialties,
        ids=tuple(point.id for point in known),
        commune=np.array([rank[point.commune_code] for point in known], dtype=np.int64),
        lat=positions[:, 0],
        lon=positions[:, 1],
        people=np.array([point.people for point in known], dtype=float),
        need=need_matrix(known, specialties),
        minutes=nearest_km(positions, sites.positions) * scenario.detour / scenario.speed_kmh * MINUTES_PER_HOUR,
        care=sites.positions,
        names=names_of_localities(known),
    )


def ground_communes(area_path: str, inhabited: set[str]) -> tuple[CommuneGround, ...]:
    """Return the communes of an area where somebody lives and whose position is known."""
    places = [one for one in communes_in(area_path) if one.code in inhabited and one.lat is not None]
    souks, poverty = latest_values(places, WEEKLY_SOUKS), latest_values(places, POVERTY)
    return tuple(commune_from(place, souks, poverty) for place in places)


def commune_from(place: Place, souks: Mapping[int, float], poverty: Mapping[int, float]) -> CommuneGround:
    """Return a commune with what the census says of it."""
    return CommuneGround(
        place_id=place.pk,
        code=place.code,
        path=place.path,
        names=place.names,
        lat=float(place.lat or 0.0),
        lon=float(place.lon or 0.0),
        poverty=poverty[place.pk] / PERCENT if place.pk in poverty else None,
        weekly_souks=int(souks[place.pk]) if place.pk in souks else None,
    )


def latest_values(places: Sequence[Place], code: str) -> dict[int, float]:
    """Return the latest value of an indicator by place; a place without one is left out."""
    values = CensusValue.objects.filter(indicator__code=code, place__in=[place.pk for place in places])
    return dict(values.order_by("year").values_list("place_id", "value"))


def need_matrix(points: Sequence[NeedPoint], specialties: Sequence[str]) -> Figures:
    """Return the needs by point and specialty, NaN where not known."""
    rows = [[point.needs.get(specialty, np.nan) for specialty in specialties] for point in points]
    return np.array(rows, dtype=float).reshape(len(points), len(specialties))


def names_of_localities(points: Sequence[NeedPoint]) -> tuple[Mapping[str, str], ...]:
    """Return the names of each point's locality, none for a point of the grid."""
    if all(point.is_grid for point in points):
        return tuple({} for _ in points)
    rows = PopulationPoint.objects.filter(
        locality__isnull=False, commune__code__in={point.commune_code for point in points}
    ).values_list("commune__code", "lat", "lon", "locality__names")
    known = {(code, lat, lon): names for code, lat, lon, names in rows}
    return tuple(known.get((point.commune_code, point.lat, point.lon), {}) for point in points)
