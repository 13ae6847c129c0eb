"""Facilities in the list that may be the same one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.facilities.duplicates import distance_m, is_near, name_sounds
from twiza.facilities.facts import Value
from twiza.facilities.models import DifferentPair, Facility
from twiza.territory.models import Place
from twiza.territory.queries.places import is_within

MOST_ALIKE = 10


@dataclass(frozen=True, slots=True)
class Spot:
    """As much of a facility as tells whether it is like another one."""

    id: uuid.UUID
    names: Mapping[str, str]
    code: str
    type_id: int
    place_id: int
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facilities that may be the same one: for their code or their name, and how far apart."""

    first: uuid.UUID
    second: uuid.UUID
    by_code: bool
    distance_m: float | None


def spots_of(facilities: QuerySet[Facility]) -> list[Spot]:
    """Return facilities as spots."""
    fields = ("id", "names", "code", "type_id", "place_id", "lat", "lon")
    return [Spot(*row) for row in facilities.order_by("id").values_list(*fields)]


def likely_pairs(facilities: QuerySet[Facility]) -> list[Pair]:
    """
    Return the pairs of facilities that nobody has decided on: the same code, or a name that sounds alike nearby.

    The nearest come first, and those whose distance is not known last.
    """
    spots = spots_of(facilities)
    decided = set(DifferentPair.objects.values_list("first", "second"))
    pairs = {(one.first, one.second): one for one in [*alike_by_name(spots), *alike_by_code(spots)]}
    waiting = [pair for key, pair in pairs.items() if key not in decided]
    return sorted(waiting, key=lambda pair: (not pair.by_code, pair.distance_m is None, pair.distance_m or 0.0))


def alike_by_code(spots: Iterable[Spot]) -> Iterator[Pair]:
    """Yield pairs of the same code in one place: lists of several organisations number the same things alike."""
    by_code: defaultdict[tuple[str, int], list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.code:
            by_code[spot.code, spot.place_id].append(spot)
    for alike in by_code.values():
        yield from (pair_of(one, other, by_code=True) for one, other in couples(alike))


def alike_by_name(spots: Iterable[Spot]) -> Iterator[Pair]:
    """Yield pairs whose names sound alike, within 300 m or, where a position is not known, in the same place."""
    by_sound: defaultdict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        for sound in name_sounds(spot.names):
            by_sound[sound].append(spot)
    for alike in by_sound.values():
        for one, other in couples(alike):
            if is_near(one, other):
                yield pair_of(one, other, by_code=False)


def couples(spots: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Yield every two of some spots."""
    for rank, one in enumerate(spots):
        for other in spots[rank + 1 :]:
            if one.id != other.id:
                yield one, other


def pair_of(one: Spot, other: Spot, *, by_code: bool) -> Pair:
    """Return two spots as a pair, in the order of their ids."""
    first, second = sorted((one.id, other.id))
    return Pair(first, second, by_code, distance_m(one, other))


def facilities_like(said: Mapping[str, Value]) -> list[Facility]:
    """Return the facilities that are like one of which somebody says these fields."""
    place = Place.objects.filter(path=said.get("place")).first()
    if place is None:
        return []
    written = {field: value for field, value in said.items() if field.startswith("name_") and value}
    names = {field.removeprefix("name_"): value for field, value in written.items()}
    lat, lon = said.get("position") or (None, None)
    wanted = Spot(uuid.UUID(int=0), names, said.get("code") or "", 0, place.pk, lat, lon)
    sounds = name_sounds(names)
    around = is_within(place.path.rpartition("/")[0], through="place__")
    there = Facility.objects.filter(around, merged_into__isnull=True)
    return [
        one
        for one in there.select_related("type", "place").order_by("id")
        if sounds & name_sounds(one.names) and is_near(wanted, one)
    ][:MOST_ALIKE]
