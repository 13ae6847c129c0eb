"""What the map of facilities is told: docs/reference/islands.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from twiza.core.names import name_in
from twiza.facilities.listed_states import ListedState
from twiza.facilities.models import Facility
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import Box

MOST_POINTS = 5_000
AROUND = 0.12
"""Degrees shown around one facility."""
PROVINCE_STEPS = 3


def facilities_map(box: Box, area: Place, edition: str, facilities: QuerySet[Facility]) -> dict[str, Any]:
    """Return a map of facilities over the places of an area; those without coordinates are in the table only."""
    shapes = f"{reverse('boundaries')}?{urlencode({'within': area.path, 'edition': edition})}"
    return map_of(box, shapes, collection_of(facilities))


def map_of(box: Box, shapes: str, points: dict[str, Any]) -> dict[str, Any]:
    """Return a map of points over shapes."""
    return {
        "bounds": list(box),
        "sources": {
            "places": {"key": "code", "url": shapes},
            "facilities": {"key": "key", "data": points},
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


def facility_map(facility: Facility, edition: str, *others: Facility) -> dict[str, Any]:
    """Return a map of one facility with coordinates, and of others beside it, over the communes around it."""
    placed = [one for one in (facility, *others) if one.lat is not None and one.lon is not None]
    lats, lons = [one.lat or 0.0 for one in placed], [one.lon or 0.0 for one in placed]
    box = (min(lons) - AROUND, min(lats) - AROUND, max(lons) + AROUND, max(lats) + AROUND)
    province = "/".join(facility.place.path.split("/")[:PROVINCE_STEPS])
    shapes = f"{reverse('boundaries')}?{urlencode({'within': province, 'edition': edition})}"
    points = {"type": "FeatureCollection", "features": [feature_of(one) for one in placed]}
    return map_of(box, shapes, points)


def map_of_states(box: Box, area: Place, edition: str, states: Sequence[ListedState]) -> dict[str, Any]:
    """Return a map of facilities as they were on a day, over the places of an area."""
    shapes = f"{reverse('boundaries')}?{urlencode({'within': area.path, 'edition': edition})}"
    placed = [one for one in states if one.state.get("position")][:MOST_POINTS]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": one.state["position"][::-1]},
            "properties": {
                "key": str(one.id),
                "name": one.name,
                "type": one.type,
                "status": one.status,
                "page": reverse("facility_history", args=[one.id]),
            },
        }
        for one in placed
    ]
    return map_of(box, shapes, {"type": "FeatureCollection", "features": features})


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
