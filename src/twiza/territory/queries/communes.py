"""The communes of a country as importers need them."""

from __future__ import annotations

from collections import defaultdict

from twiza.territory.commune_book import Commune, CommuneBook
from twiza.territory.models import Place, PlaceAlias


def commune_book(country: str) -> CommuneBook:
    """Return the communes of a country, with the codes they had."""
    old_codes: defaultdict[int, list[str]] = defaultdict(list)
    aliases = PlaceAlias.objects.filter(place__country=country, place__kind__code="commune", kind=PlaceAlias.Kind.CODE)
    for place_id, code in aliases.order_by("id").values_list("place_id", "text"):
        old_codes[place_id].append(code)
    rows = Place.objects.filter(country=country, kind__code="commune").order_by("path")
    return CommuneBook(
        Commune(place_id, code, path, names, setting, tuple(old_codes[place_id]))
        for place_id, code, path, names, setting in rows.values_list("id", "code", "path", "names", "setting")
    )
