"""Candidate stops of an area: its communes, their weekly souks, and chosen places among people far from both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from twiza.outreach.engine import nearest_km, within_km
from twiza.outreach.ground import CommuneGround, Figures, Ground
from twiza.outreach.models import StopKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A place that could be a stop. `number` is the rank in its commune of the point of the grid it was taken from.

    `names` are those of a known locality, `people_near` those within a walk and out of reach of fixed care.
    """

    code: str
    kind: StopKind
    commune: CommuneGround
    number: int | None
    lat: float
    lon: float
    people_near: int
    names: Mapping[str, str] = field(default_factory=dict)
    is_included: bool = True


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: kinds of stops, how many, how far people walk, and how far from fixed care to stay."""

    kinds: Collection[str]
    count: int
    reach_minutes: float
    walking_km: float
    clear_km: float


def propose_stops(ground: Ground, search: Search) -> list[Candidate]:
    """
    Return candidates: communes by people near them, then chosen places where most people are still out of walk.

    Communes beyond `count` come too, not included: a planner may want them. Places where nobody is near are left out.
    """
    communes = commune_stops(ground, search)
    ordered = sorted(communes, key=lambda stop: (-stop.people_near, stop.code))
    kept = [replace(stop, is_included=rank < search.count) for rank, stop in enumerate(ordered)]
    if StopKind.CHOSEN in search.kinds:
        kept += chosen_stops(ground, search, [stop for stop in kept if stop.is_included])
    return kept


def commune_stops(ground: Ground, search: Search) -> list[Candidate]:
    """Return a stop for each commune of a wanted kind that has somebody near; a commune with a souk is its souk."""
    if not ground.communes:
        return []
    positions = np.array([(commune.lat, commune.lon) for commune in ground.communes])
    near = people_near(ground, search, positions)
    is_clear = nearest_km(positions, ground.care) >= search.clear_km
    return [
        Candidate(commune.code, kind, commune, None, commune.lat, commune.lon, int(near[rank]))
        for rank, commune in enumerate(ground.communes)
        if (kind := kind_of(commune, search.kinds)) is not None and near[rank] > 0 and is_clear[rank]
    ]


def kind_of(commune: CommuneGround, kinds: Collection[str]) -> StopKind | None:
    """Return what a stop in a commune would be, None when that is not wanted."""
    if commune.weekly_souks and StopKind.SOUK in kinds:
        return StopKind.SOUK
    return StopKind.CHIEF_PLACE if StopKind.CHIEF_PLACE in kinds else None


def people_near(ground: Ground, search: Search, positions: Figures) -> Figures:
    """Return the people out of reach of fixed care within a walk of each position."""
    waiting = ground.people * ground.is_far(search.reach_minutes)
    near: Figures = within_km(positions, ground.points, search.walking_km) @ waiting
    return near


def chosen_stops(ground: Ground, search: Search, taken: list[Candidate]) -> list[Candidate]:
    """
    Return points of people, each time the one with most people still out of walk, until there are enough stops.

    This is the greedy rule of maximal covering (Church and ReVelle, 1974).
    """
    walk = within_km(ground.points, ground.points, search.walking_km)
    far = ground.people * ground.is_far(search.reach_minutes)
    waiting = far * ~is_walked_to(ground, search, taken)
    is_open = nearest_km(ground.points, ground.care) >= search.clear_km
    chosen: list[Candidate] = []
    while len(taken) + len(chosen) < search.count:
        gains = np.where(is_open, walk @ waiting, 0.0)
        if not len(gains) or gains.max() <= 0:
            break
        best = int(gains.argmax())
        reached = walk[[best], :].indices
        chosen.append(
            Candidate(
                code=ground.ids[best],
                kind=StopKind.CHOSEN,
                commune=ground.communes[ground.commune[best]],
                number=number_of(ground.ids[best]),
                lat=float(ground.lat[best]),
                lon=float(ground.lon[best]),
                people_near=int(far[reached].sum()),
                names=ground.names[best],
            )
        )
        waiting[reached] = 0.0
    return chosen


def number_of(point_id: str) -> int:
    """Return the number of a point in its commune."""
    return int(point_id.rsplit("/", 1)[1])


def is_walked_to(ground: Ground, search: Search, stops: list[Candidate]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return whether each point is within a walk of one of the stops."""
    positions = np.array([(stop.lat, stop.lon) for stop in stops]).reshape(-1, 2)
    return nearest_km(ground.points, positions) <= search.walking_km
