"""Boundaries for maps, as GeoJSON made of the texts kept in the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.db.models import Max, Min, QuerySet

from twiza.core.names import name_in
from twiza.territory.models import Place, PlaceBoundary

Box = tuple[float, float, float, float]
NOTHING_MORE: Mapping[int, Mapping[str, object]] = MappingProxyType({})


def boundaries_geojson(
    places: QuerySet[Place],
    *,
    detail: PlaceBoundary.Detail,
    language: str,
    href: Callable[[int], str],
    more: Mapping[int, Mapping[str, object]] = NOTHING_MORE,
) -> str:
    """
    Return a FeatureCollection of the boundaries of places, those without a boundary left out.

    Each feature has the properties `code`, `name` in a language, `kind` and `href`, made from the place's id,
    and those that `more` has for this id.
    """
    rows = PlaceBoundary.objects.filter(place__in=places.order_by().values("id"), detail=detail).order_by(
        "place__path"
    )
    columns = rows.values_list("place_id", "place__code", "place__names", "place__kind__code", "geojson")
    features = (
        _feature(
            {"code": code, "name": name_in(names, language), "kind": kind, "href": href(place_id)}
            | dict(more.get(place_id, {})),
            geojson,
        )
        for place_id, code, names, kind, geojson in columns
    )
    return '{"type":"FeatureCollection","features":[' + ",\n".join(features) + "]}"


def _feature(properties: Mapping[str, object], geojson: str) -> str:
    text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{text},"geometry":{geojson}}}'


def box_around(places: QuerySet[Place]) -> Box | None:
    """Return the (west, south, east, north) around the boundaries of places; None when they have none."""
    rows = PlaceBoundary.objects.filter(place__in=places.order_by().values("id"), detail=PlaceBoundary.Detail.OVERVIEW)
    box = rows.aggregate(west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north"))
    return None if box["west"] is None else (box["west"], box["south"], box["east"], box["north"])
