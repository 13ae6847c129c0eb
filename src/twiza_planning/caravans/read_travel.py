"""Read how far things are in a caravan problem file: travel, seasons, and which stop serves which locality."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Locality, Matrix, Season, Stop, Team, Travel
from twiza_planning.errors import NotUnderstood
from twiza_planning.json_shape import Node
from twiza_planning.nearest import TooManyPairs, km_between, ranks_within
from twiza_planning.travel import travel_by_speed

PAIRS_MAX = 5_000_000  # about 1 GB
SEASON_KEYS = ("days", "speed_kmh", "detour", "minutes", "km", "closed_stops")


@dataclass(frozen=True, slots=True)
class BySpeed:
    """Travel along the great circle, lengthened by a detour, at one speed."""

    points: Matrix
    speed_kmh: float
    detour: float

    def travel(self) -> Travel:
        """Return the minutes and kilometres."""
        return travel_by_speed(self.points, speed_kmh=self.speed_kmh, detour=self.detour)

    def season(self, fields: dict[str, Node]) -> Travel:
        """Return a season's travel, which takes from the general one what it does not say."""
        for key in ("minutes", "km"):
            if key in fields:
                raise fields[key].refuse("travel is by speed: give speed_kmh and detour")
        speed = fields["speed_kmh"].positive() if "speed_kmh" in fields else self.speed_kmh
        detour = fields["detour"].number(least=1) if "detour" in fields else self.detour
        return BySpeed(self.points, speed, detour).travel()


@dataclass(frozen=True, slots=True)
class ByMatrix:
    """Travel by a given matrix of minutes, and of kilometres or none."""

    general: Travel

    def travel(self) -> Travel:
        """Return the minutes and kilometres."""
        return self.general

    def season(self, fields: dict[str, Node]) -> Travel:
        """Return a season's travel, which takes from the general one what it does not say."""
        for key in ("speed_kmh", "detour"):
            if key in fields:
                raise fields[key].refuse("travel is a matrix: give minutes")
        side = self.general.minutes.shape[0]
        minutes = fields["minutes"].square(side) if "minutes" in fields else self.general.minutes
        km = fields["km"].square(side) if "km" in fields else self.general.km
        return Travel(minutes=minutes, km=km)


def read_travel(node: Node, teams: Sequence[Team], stops: Sequence[Stop]) -> BySpeed | ByMatrix:
    """Return how travel is told. Raises NotUnderstood."""
    given = node.fields(known=("speed_kmh", "detour", "minutes", "km"))
    if "minutes" not in given and "km" not in given:
        fields = node.fields(known=("speed_kmh", "detour"), required=("speed_kmh", "detour"))
        speed, detour = fields["speed_kmh"].positive(), fields["detour"].number(least=1)
        return BySpeed(np.vstack([positions(teams, "teams"), positions(stops, "stops")]), speed, detour)
    if "speed_kmh" in given or "detour" in given:
        raise node.refuse("both a speed and a matrix: give speed_kmh and detour, or minutes")
    fields = node.fields(known=("minutes", "km"), required=("minutes",))
    side = len(teams) + len(stops)
    minutes = fields["minutes"].square(side)
    return ByMatrix(Travel(minutes, fields["km"].square(side) if "km" in fields else np.zeros_like(minutes)))


def read_seasons(node: Node, days: int, stops: Collection[str], general: BySpeed | ByMatrix) -> tuple[Season, ...]:
    """Return the seasons. Raises NotUnderstood, also when two share a day."""
    taken: dict[int, int] = {}
    seasons = []
    for rank, item in enumerate(node.items()):
        fields = item.fields(known=SEASON_KEYS, required=("days",))
        for day in fields["days"].items():
            number = day.whole(least=1, most=days)
            if taken.setdefault(number, rank) != rank:
                raise day.refuse(f"day {number} is already in seasons[{taken[number]}]: seasons do not overlap")
        seasons.append(read_season(fields, rank, taken, stops, general))
    return tuple(seasons)


def read_season(
    fields: dict[str, Node], rank: int, taken: dict[int, int], stops: Collection[str], general: BySpeed | ByMatrix
) -> Season:
    """Return one season, its days being those it took."""
    closed = fields["closed_stops"].items() if "closed_stops" in fields else ()
    return Season(
        days=frozenset(day for day, owner in taken.items() if owner == rank),
        travel=general.season(fields),
        closed_stops=frozenset(item.one_of(stops, "stop") for item in closed),
    )


def read_shares(node: Node, localities: Sequence[Locality], stops: Sequence[Stop]) -> dict[tuple[int, int], float]:
    """Return the share of each locality's need that each stop can meet. Raises NotUnderstood."""
    given = node.fields(known=("full_km", "zero_km", "pairs"))
    if "pairs" not in given:
        fields = node.fields(known=("full_km", "zero_km"), required=("full_km", "zero_km"))
        full, zero = fields["full_km"].number(), fields["zero_km"].number()
        if zero < full:
            raise fields["zero_km"].refuse(f"{zero:g} is below full_km, {full:g}")
        places = positions(localities, "localities"), positions(stops, "stops")
        try:
            return shares_by_distance(*places, full, zero)
        except TooManyPairs as error:
            raise fields["zero_km"].refuse(str(error)) from error
    if len(given) > 1:
        raise node.refuse("both distances and pairs: give full_km and zero_km, or pairs")
    return read_pairs(given["pairs"], localities, stops)


def read_pairs(node: Node, localities: Sequence[Locality], stops: Sequence[Stop]) -> dict[tuple[int, int], float]:
    """Return the shares that are told pair by pair. Raises NotUnderstood."""
    locality_rank = {locality.id: rank for rank, locality in enumerate(localities)}
    stop_rank = {stop.id: rank for rank, stop in enumerate(stops)}
    shares: dict[tuple[int, int], float] = {}
    for pair in node.items():
        cells = list(pair.items())
        if len(cells) != 3:
            raise pair.refuse(f"{len(cells)} values where [locality, stop, share] is expected")
        place = (
            locality_rank[cells[0].one_of(locality_rank, "locality")],
            stop_rank[cells[1].one_of(stop_rank, "stop")],
        )
        if place in shares:
            raise pair.refuse(f"{cells[0].shown()} and {cells[1].shown()} are given twice")
        shares[place] = cells[2].number(most=1)
    return {place: share for place, share in shares.items() if share > 0}


def shares_by_distance(
    localities: Matrix, stops: Matrix, full_km: float, zero_km: float
) -> dict[tuple[int, int], float]:
    """
    Return 1 up to `full_km` inclusive, then less, linearly, to 0 at `zero_km`; pairs at 0 are left out.

    Raises TooManyPairs, a ValueError, where they would not fit in memory.
    """
    rows, columns = ranks_within(localities, stops, zero_km, pairs_max=PAIRS_MAX)
    order = np.lexsort((columns, rows))
    rows, columns = rows[order], columns[order]
    km = km_between(localities[rows], stops[columns])
    # A plain radius has no slope; any width will do, for nothing lies between.
    share = np.where(km <= full_km, 1.0, (zero_km - km) / (zero_km - full_km or 1.0))
    within = share > 0
    places = zip(rows[within].tolist(), columns[within].tolist(), strict=True)
    return dict(zip(places, share[within].tolist(), strict=True))


def positions(places: Sequence[Locality | Stop | Team], list_name: str) -> Matrix:
    """Return (lat, lon) by place. Raises NotUnderstood when one has none."""
    for rank, place in enumerate(places):
        for key in ("lat", "lon"):
            if getattr(place, key) is None:
                raise NotUnderstood(f"{list_name}[{rank}].{key}", "missing: a distance is computed from it")
    return np.array([(place.lat, place.lon) for place in places], dtype=np.float64).reshape(-1, 2)
