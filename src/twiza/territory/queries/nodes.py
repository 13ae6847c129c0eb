"""The places of a country as the reader of another file of places needs them."""

from __future__ import annotations

from twiza.territory.models import Place
from twiza.territory.place_file import PlaceNode


def known_nodes(country: str) -> list[PlaceNode]:
    """Return the places of a country, each below the one that contains it, the country first."""
    by_path: dict[str, PlaceNode] = {}
    rows = Place.objects.filter(country=country).order_by("kind__rank", "path")
    for path, code, names, kind, rank in rows.values_list("path", "code", "names", "kind__code", "kind__rank"):
        above = path.rpartition("/")[0]
        by_path[path] = PlaceNode(kind=kind, rank=rank, names=names, code=code, parent=by_path.get(above))
    return list(by_path.values())
