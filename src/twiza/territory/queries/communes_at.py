"""Which commune a point is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from twiza.territory.grid import in_metres
from twiza.territory.models import PlaceBoundary
from twiza.territory.queries.places import edition_of

NEAR_KM = 5.0
"""How far outside every commune a point may be and still belong to the nearest: a pier, a coast drawn roughly."""


@dataclass(frozen=True, slots=True)
class FoundCommune:
    """The commune a point is in, or the nearest one and how far it is (0 inside)."""

    place_id: int
    code: str
    path: str
    distance_km: float


@dataclass(frozen=True, slots=True)
class CommuneShapes:
    """The communes of a country with their shapes in metres, ready to be asked."""

    communes: tuple[tuple[int, str, str], ...]
    """Id, code and path of each, in the order of the tree."""
    tree: shapely.STRtree

    def at(self, lat: Sequence[float], lon: Sequence[float]) -> list[FoundCommune | None]:
        """Return the commune of each point, the nearest within NEAR_KM, or None further away."""
        if not len(lat) or not self.communes:
            return [None] * len(lat)
        points = in_metres(shapely.points(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)))
        (asked, found), distances = self.tree.query_nearest(
            points, max_distance=NEAR_KM * 1000, return_distance=True, all_matches=False
        )
        communes: list[FoundCommune | None] = [None] * len(points)
        for point, commune, metres in zip(asked, found, distances, strict=True):
            place_id, code, path = self.communes[commune]
            communes[point] = FoundCommune(place_id, code, path, round(float(metres) / 1000, 3))
        return communes

    def distance_km(self, place_id: int, lat: float, lon: float) -> float | None:
        """Return how far outside a commune a point is, about; None when the commune has no shape."""
        at = next((at for at, (known, *_names) in enumerate(self.communes) if known == place_id), None)
        if at is None:
            return None
        point = in_metres(np.array([shapely.Point(lon, lat)], dtype=object))[0]
        return float(shapely.distance(self.tree.geometries[at], point)) / 1000


def communes_at(country: str, lat: Sequence[float], lon: Sequence[float]) -> list[FoundCommune | None]:
    """Return the commune of each point of a country, the nearest within NEAR_KM, or None further away."""
    return commune_shapes(country).at(lat, lon)


def commune_shapes(country: str) -> CommuneShapes:
    """Return the shapes of the communes of a country, made once for each edition of its places."""
    return _shapes(country, edition_of(country))


@lru_cache(maxsize=2)
def _shapes(country: str, edition: str) -> CommuneShapes:
    rows = PlaceBoundary.objects.filter(
        place__country=country, place__kind__code="commune", detail=PlaceBoundary.Detail.FULL
    ).order_by("place__path")
    columns = list(rows.values_list("place_id", "place__code", "place__path", "geojson"))
    shapes = shapely.from_geojson([geojson for *_place, geojson in columns])
    communes = tuple((place_id, code, path) for place_id, code, path, _geojson in columns)
    return CommuneShapes(communes, shapely.STRtree(in_metres(np.asarray(shapes, dtype=object))))
