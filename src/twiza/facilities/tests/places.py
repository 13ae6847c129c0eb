"""A small country for the tests of these floors: one region, one province, three communes."""

from __future__ import annotations

import json
import uuid

from twiza.territory.models import Edition, Place, PlaceBoundary, PlaceKind, Source

COMMUNES = (
    ("05.081.03.03", "Aït Abbas", "آيت عباس", 31.70, -6.30),
    ("05.081.03.09", "Tabant", "تبانت", 31.66, -6.40),
    ("05.081.03.13", "Zaouiat Ahansal", "زاوية أحنصال", 31.83, -6.10),
)
HALF_SIDE = 0.03
"""Communes are squares around their points, in degrees; the country is a larger one around them all."""
COUNTRY_BOX = (-8.0, 30.0, -5.0, 33.0)


def make_small_country() -> dict[str, Place]:
    """Return the places of a small Morocco by code."""
    Edition.objects.create(country="MA", stamp=uuid.uuid4(), digest="small")
    country = make_place("country", 0, "MA", "Maroc", "المغرب", "MA")
    draw(country, *COUNTRY_BOX)
    region = make_place("region", 1, "05", "Béni Mellal-Khénifra", "بني ملال-خنيفرة", "MA/05")
    province = make_place("province", 2, "05.081", "Azilal", "أزيلال", "MA/05/05.081")
    places = [country, region, province]
    for code, french, arabic, lat, lon in COMMUNES:
        path = f"MA/05/05.081/{code}"
        commune = make_place("commune", 4, code, french, arabic, path, lat, lon)
        draw(commune, lon - HALF_SIDE, lat - HALF_SIDE, lon + HALF_SIDE, lat + HALF_SIDE)
        places.append(commune)
    return {place.code: place for place in places}


def draw(place: Place, west: float, south: float, east: float, north: float) -> None:
    """Give a place a square for a boundary."""
    fields = {"title": "Limites d'essai", "licence": "–", "attribution": "–", "vintage": "2024"}
    source, _created = Source.objects.get_or_create(code="test-boundaries", defaults=fields)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geojson = json.dumps({"type": "Polygon", "coordinates": [ring]})
    PlaceBoundary.objects.bulk_create(
        PlaceBoundary(
            place=place,
            detail=detail,
            geojson=geojson,
            west=west,
            south=south,
            east=east,
            north=north,
            area_km2=1.0,
            source=source,
        )
        for detail in PlaceBoundary.Detail
    )


def make_place(
    kind: str,
    rank: int,
    code: str,
    french: str,
    arabic: str,
    path: str,
    lat: float | None = None,
    lon: float | None = None,
) -> Place:
    """Make one place, and its kind if it is the first of it."""
    fields = {"names": {"fr": kind.capitalize()}, "rank": rank, "line": "both"}
    place_kind, _created = PlaceKind.objects.get_or_create(country="MA", code=kind, defaults=fields)
    return Place.objects.create(
        country="MA", kind=place_kind, code=code, names={"fr": french, "ar": arabic}, path=path, lat=lat, lon=lon
    )
