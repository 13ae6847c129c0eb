"""Facilities that may be the same one: by their code, or by a name that sounds alike nearby or in the same place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from twiza.facilities.candidates import Candidate
from twiza.facilities.models import Facility
from twiza.territory.commune_book import sound_of_name

NEAR_M = 300.0
METRES_PER_DEGREE = 111_195.0


class Likeness(StrEnum):
    """Why two facilities may be the same one."""

    CODE = "code"
    NAME_NEARBY = "name_nearby"
    NAME_NEARBY_IN_FILE = "name_nearby_in_file"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """
    A candidate that may be there already: which facility or earlier row it is like, and how far that is.

    `is_ours` says that the facility is of the organisation that imports: only then can it be updated.
    """

    candidate: Candidate
    likeness: Likeness
    facility: Facility | None
    row: int | None
    distance_m: float | None
    is_ours: bool


def find_duplicates(
    candidates: Sequence[Candidate], facilities: Iterable[Facility], organisation_id: int
) -> list[Duplicate]:
    """Return the candidates that are like a facility there is, or like an earlier row, in the order of rows."""
    kept = list(facilities)
    by_code = {facility.code: facility for facility in kept if facility.code}
    by_name = sounds_of(kept)
    rows_by_name: defaultdict[str, list[Candidate]] = defaultdict(list)
    found = []
    for candidate in candidates:
        like = (
            like_by_code(candidate, by_code, organisation_id)
            or like_by_name(candidate, by_name, organisation_id)
            or like_a_row(candidate, rows_by_name)
        )
        if like:
            found.append(like)
        for sound in name_sounds(candidate.names):
            rows_by_name[sound].append(candidate)
    return found


def like_by_code(candidate: Candidate, by_code: Mapping[str, Facility], organisation_id: int) -> Duplicate | None:
    """Return the likeness of a candidate to the facility of its code."""
    facility = by_code.get(candidate.code)
    if facility is None:
        return None
    is_ours = facility.organisation_id == organisation_id
    return Duplicate(candidate, Likeness.CODE, facility, None, distance_m(candidate, facility), is_ours)


def like_by_name(
    candidate: Candidate, by_name: Mapping[str, list[Facility]], organisation_id: int
) -> Duplicate | None:
    """Return the likeness of a candidate to a facility of the same name nearby, the nearest."""
    near = [
        (distance_m(candidate, facility), facility)
        for sound in name_sounds(candidate.names)
        for facility in by_name.get(sound, [])
        if is_near(candidate, facility)
    ]
    if not near:
        return None
    metres, facility = min(near, key=lambda pair: NEAR_M if pair[0] is None else pair[0])
    is_ours = facility.organisation_id == organisation_id
    return Duplicate(candidate, Likeness.NAME_NEARBY, facility, None, metres, is_ours)


def like_a_row(candidate: Candidate, rows_by_name: Mapping[str, list[Candidate]]) -> Duplicate | None:
    """Return the likeness of a candidate to an earlier row of the same name nearby."""
    for sound in name_sounds(candidate.names):
        for other in rows_by_name.get(sound, []):
            if is_near(candidate, other):
                metres = distance_m(candidate, other)
                return Duplicate(candidate, Likeness.NAME_NEARBY_IN_FILE, None, other.number, metres, is_ours=True)
    return None


class Located(Protocol):
    """What lies in a place and perhaps at a position: a facility, a row of a file."""

    @property
    def place_id(self) -> int | None:
        """The place it lies in."""

    @property
    def lat(self) -> float | None:
        """Its latitude, in degrees."""

    @property
    def lon(self) -> float | None:
        """Its longitude, in degrees."""


def is_near(one: Located, other: Located) -> bool:
    """Return whether two are within 300 m or, where a position is not known, in the same place."""
    metres = distance_m(one, other)
    return one.place_id == other.place_id if metres is None else metres <= NEAR_M


def sounds_of(facilities: Iterable[Facility]) -> dict[str, list[Facility]]:
    """Return facilities by each of their names, as it sounds."""
    found: defaultdict[str, list[Facility]] = defaultdict(list)
    for facility in facilities:
        for sound in name_sounds(facility.names):
            found[sound].append(facility)
    return found


def name_sounds(names: Mapping[str, str]) -> set[str]:
    """Return names as they sound."""
    return {sound for name in names.values() if (sound := sound_of_name(name))}


def distance_m(one: Located, other: Located) -> float | None:
    """Return the metres between two positions close to each other; None when one is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    east = (other.lon - one.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(other.lat - one.lat, east) * METRES_PER_DEGREE
