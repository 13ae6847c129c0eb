"""How many people of an area live near care today, from the facilities listed and roads as they are supposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from twiza.access.engine import Reach, Travel, nearest_care
from twiza.access.need_table import Figures
from twiza.access.queries.ground import points_in
from twiza.access.queries.needs import Band, band_columns
from twiza.core.measured import Measured, Part, related
from twiza.facilities.models import Facility
from twiza.facilities.queries.facility import has_facilities, sites_of_care
from twiza.territory.models import Place, Sex
from twiza.territory.queries.places import communes_in
from twiza.territory.queries.points import PopulationPoints

SUPPOSED = Travel(speed_kmh=40.0, detour=1.35)
"""How people are supposed to travel when nobody says otherwise: a proposal, to be validated."""
PRIMARY, EVERY_LEVEL = range(1, 2), range(10)
"""Levels of facility types: 1 is primary care (ESSP)."""
BIRTH_EMERGENCIES = ("obstetrique", "gyneco_obstetrique")
"""The services whose facilities are taken to give emergency obstetric care."""
WOMEN_15_49 = Band("women_15_49", Sex.FEMALE, 15, 50)
PERCENT = 100

Flags = npt.NDArray[np.bool_]
Near = Callable[[Reach], Flags]
"""Which points are near, from how far each is."""


def people_within_km(area: Place, km: float) -> Measured:
    """Return the share (%) of an area's people within some road kilometres of primary care (ACC_5KM)."""
    return share_of_people(area, sites_of_care(area.country, levels=PRIMARY), lambda reach: reach.road_km <= km)


def rural_people_beyond_km(area: Place, km: float) -> Measured:
    """Return the share (%) of an area's rural people beyond some road kilometres of primary care (ACC_6KM_MOB)."""
    rural = communes_in(area.path).filter(setting=Place.Setting.RURAL).values_list("id", flat=True)
    sites = sites_of_care(area.country, levels=PRIMARY)
    return share_of_people(area, sites, lambda reach: reach.road_km > km, among=frozenset(rural))


def people_within_minutes_of_doctor(area: Place, minutes: float) -> Measured:
    """Return the share (%) of an area's people within some minutes of primary care with a doctor (ACC_1H)."""
    sites = sites_of_care(area.country, levels=PRIMARY).filter(doctors__gt=0)
    return share_of_people(area, sites, lambda reach: reach.minutes <= minutes)


def women_within_minutes_of_birth_care(area: Place, minutes: float) -> Measured:
    """
    Return the share (%) of women of 15 to 49 within some minutes of emergency obstetric care (ACC_OBS2H).

    Women are taken to live where the people of their commune live.
    """
    sites = sites_of_care(area.country, levels=EVERY_LEVEL)
    giving = sites.filter(facility_services__service__code__in=BIRTH_EMERGENCIES).distinct()
    near = share_of_people(area, giving, lambda reach: reach.minutes <= minutes)
    communes = [int(str(part.key)) for part in near.parts]
    women = band_columns(communes, [WOMEN_15_49]).get(WOMEN_15_49.code, np.full(len(communes), np.nan))
    known = zip(near.parts, women.tolist(), strict=True)
    return related(
        (
            Part(part.key, number * part.numerator / part.denominator, number)
            for part, number in known
            if part.denominator and not np.isnan(number)
        ),
        per=PERCENT,
    )


def share_of_people(
    area: Place, sites: QuerySet[Facility], near: Near, *, among: frozenset[int] | None = None
) -> Measured:
    """
    Return the share (%) of an area's people who live near sites of the whole country; parts are communes by id.

    Not defined where no facility is listed in the area, or none of the kind in the country: what nobody wrote down is
    not far away.
    """
    positions = np.array(list(sites.values_list("lat", "lon")), dtype=float)
    if not len(positions) or not has_facilities(area):
        return related(())
    points = points_in(area.path)
    found = near(nearest_care(np.column_stack([points.lat, points.lon]), positions, SUPPOSED))
    by_commune = people_by_commune(points, points.people * found)
    everybody = people_by_commune(points, points.people)
    kept = [commune for commune in everybody if among is None or commune in among]
    return related((Part(one, by_commune[one], everybody[one]) for one in kept), per=PERCENT)


def people_by_commune(points: PopulationPoints, people: Figures | npt.NDArray[np.int64]) -> Mapping[int, float]:
    """Return the sum of some people at points by commune id."""
    ids, index = np.unique(points.commune_id, return_inverse=True)
    sums = np.bincount(index, weights=people.astype(float), minlength=len(ids))
    return dict(zip(ids.tolist(), sums.tolist(), strict=True))
