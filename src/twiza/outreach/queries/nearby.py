"""Which listed facilities are nearest to the place of a day."""

from __future__ import annotations

from dataclasses import dataclass

from twiza.accounts.decisions import Actor
from twiza.facilities.duplicates import distance_m
from twiza.facilities.models import Facility, Status
from twiza.facilities.queries.facility import facilities_of
from twiza.outreach.models import CaravanDay

HOSPITAL_LEVEL = 2
"""From this level on, a kind of facility is a hospital (facilities/models/kinds.py)."""
DEGREES_AROUND = 1.5
"""What lies beyond, 165 km to the north or the south, is not near."""
HOSPITALS_SHOWN, OTHERS_SHOWN = 3, 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A position, as facilities are compared with."""

    place_id: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Near:
    """A listed facility and how far it is as the crow flies, in kilometres."""

    facility: Facility
    km: float


def nearest_facilities(day: CaravanDay, actor: Actor) -> tuple[list[Near], list[Near]]:
    """
    Return the nearest hospitals, and the nearest other facilities, that are listed, open or of unknown status.

    Nothing for a day without a position. The list of facilities never pretends to be complete.
    """
    if day.lat is None or day.lon is None:
        return [], []
    around = facilities_of(actor).filter(
        lat__range=(day.lat - DEGREES_AROUND, day.lat + DEGREES_AROUND),
        lon__range=(day.lon - DEGREES_AROUND, day.lon + DEGREES_AROUND),
        is_mobile=False,
    )
    here = Spot(day.commune_id, day.lat, day.lon)
    near = sorted(
        (
            Near(one, metres / 1000)
            for one in around.exclude(status=Status.CLOSED).order_by()
            if (metres := distance_m(here, one)) is not None
        ),
        key=lambda one: one.km,
    )
    hospitals = [one for one in near if one.facility.type.level >= HOSPITAL_LEVEL]
    others = [one for one in near if one.facility.type.level < HOSPITAL_LEVEL]
    return hospitals[:HOSPITALS_SHOWN], others[:OTHERS_SHOWN]
