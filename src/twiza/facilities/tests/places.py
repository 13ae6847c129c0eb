"""A small country for the tests of these floors: one region, one province, three communes."""

from __future__ import annotations

from twiza.territory.models import Place, PlaceKind

COMMUNES = (
    ("05.081.05.01", "Aït Abbas", "آيت عباس", 31.70, -6.30),
    ("05.081.05.03", "Tabant", "تبانت", 31.66, -6.40),
    ("05.081.05.05", "Zaouiat Ahansal", "زاوية أحنصال", 31.83, -6.10),
)


def make_small_country() -> dict[str, Place]:
    """Return the places of a small Morocco by code."""
    country = make_place("country", 0, "MA", "Maroc", "المغرب", "MA")
    region = make_place("region", 1, "05", "Béni Mellal-Khénifra", "بني ملال-خنيفرة", "MA/05")
    province = make_place("province", 2, "05.081", "Azilal", "أزيلال", "MA/05/05.081")
    places = [country, region, province]
    for code, french, arabic, lat, lon in COMMUNES:
        path = f"MA/05/05.081/{code}"
        places.append(make_place("commune", 4, code, french, arabic, path, lat, lon))
    return {place.code: place for place in places}


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
