"""The communes of a country, and what holds them, as importers need them."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from twiza.territory.commune_book import Commune, CommuneBook
from twiza.territory.models import Place, PlaceAlias


def commune_book(country: str) -> CommuneBook:
    """Return the communes of a country, with the codes they had."""
    return book_of(Place.objects.filter(country=country, kind__code="commune"))


def administrative_book(country: str, rank: int | None) -> CommuneBook:
    """Return the places that an administration draws, communes and all above them; of one depth when it is given."""
    places = Place.objects.filter(country=country).exclude(kind__line="none")
    return book_of(places if rank is None else places.filter(kind__rank=rank))


def book_of(places: QuerySet[Place]) -> CommuneBook:
    """Return places, by path, with the codes they had."""
    old_codes: defaultdict[int, list[str]] = defaultdict(list)
    aliases = PlaceAlias.objects.filter(place__in=places, kind=PlaceAlias.Kind.CODE)
    for place_id, code in aliases.order_by("id").values_list("place_id", "text"):
        old_codes[place_id].append(code)
    rows = places.order_by("path").values_list("id", "code", "path", "names", "setting")
    return CommuneBook(
        Commune(place_id, code, path, names, setting, tuple(old_codes[place_id]))
        for place_id, code, path, names, setting in rows
    )
