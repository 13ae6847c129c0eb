"""What the map of facilities is told: docs/reference/islands.md."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import Box

MOST_POINTS = 5_000


def facilities_map(box: Box, area: Place, edition: str, facilities: QuerySet[Facility]) -> dict[str, Any]:
    """Return a map of facilities over the places of an area; those without coordinates are in the table only."""
    shapes = f"{reverse('boundaries')}?{urlencode({'within': area.path, 'edition': edition})}"
    return {
        "bounds": list(box),
        "sources": {
            "places": {"key": "code", "url": shapes},
            "facilities": {"key": "key", "data": collection_of(facilities)},
        },
        "layers": [
            {"id": "places", "type": "areas", "source": "places", "popup": ["name"]},
            {
                "id": "facilities",
                "type": "points",
                "source": "facilities",
                "popup": ["name", "type", "status"],
                "href": "page",
            },
        ],
    }


def collection_of(facilities: QuerySet[Facility]) -> dict[str, Any]:
    """Return the facilities with coordinates as points."""
    placed = facilities.filter(lat__isnull=False)[:MOST_POINTS]
    return {"type": "FeatureCollection", "features": [feature_of(facility) for facility in placed]}


def feature_of(facility: Facility) -> dict[str, Any]:
    """Return one facility as a point with its words."""
    language = get_language() or "fr"
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [facility.lon, facility.lat]},
        "properties": {
            "key": str(facility.pk),
            "name": name_in(facility.names, language),
            "type": name_in(facility.type.names, language),
            "status": facility.get_status_display(),
            "page": reverse("facility", args=[facility.pk]),
        },
    }
