"""What the map of facilities is told: docs/reference/islands.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from twiza.core.names import name_in
from twiza.facilities.listed_states import ListedState
from twiza.facilities.models import Facility, FacilityType, Status
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import Box

MOST_POINTS = 5_000
AROUND = 0.12
"""Degrees shown around one facility."""
CLOSE_AROUND = 0.003
"""Degrees shown around facilities that are looked at beside each other: some 300 m."""
PROVINCE_STEPS = 3
Feature = dict[str, Any]


def facilities_map(box: Box, area: Place, edition: str, points_url: str) -> dict[str, Any]:
    """Return a map over the places of an area whose points come from an address: a page does not wait for them."""
    shapes = f"{reverse('boundaries')}?{urlencode({'within': area.path, 'edition': edition})}"
    return map_of(box, shapes, {"key": "key", "url": points_url})


def facility_map(facility: Facility, edition: str, *others: Facility) -> dict[str, Any]:
    """Return a map of one facility with coordinates, and of others beside it, over the communes around it."""
    placed = [one for one in (facility, *others) if one.lat is not None and one.lon is not None]
    lats, lons = [one.lat or 0.0 for one in placed], [one.lon or 0.0 for one in placed]
    around = CLOSE_AROUND if others else AROUND
    box = (min(lons) - around, min(lats) - around, max(lons) + around, max(lats) + around)
    province = "/".join(facility.place.path.split("/")[:PROVINCE_STEPS])
    shapes = f"{reverse('boundaries')}?{urlencode({'within': province, 'edition': edition})}"
    features = list(features_of(Facility.objects.filter(pk__in=[one.pk for one in placed]).order_by("id")))
    return map_of(box, shapes, {"key": "key", "data": {"type": "FeatureCollection", "features": features}})


def map_of(box: Box, shapes: str, points: dict[str, Any]) -> dict[str, Any]:
    """Return a map of points over shapes."""
    return {
        "bounds": list(box),
        "sources": {"places": {"key": "code", "url": shapes}, "facilities": points},
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


def points_json(features: Iterable[Feature]) -> str:
    """Return points as the map reads them."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)


def features_of(facilities: QuerySet[Facility]) -> Iterator[Feature]:
    """Yield the facilities with coordinates as points with their words; those without are in the table only."""
    language = get_language() or "fr"
    types = {pk: name_in(names, language) for pk, names in FacilityType.objects.values_list("id", "names")}
    statuses = {status.value: str(status.label) for status in Status}
    first_page, last_page = address_around("facility")
    placed = facilities.filter(lat__isnull=False).values_list("id", "names", "type_id", "status", "lat", "lon")
    for key, names, type_id, status, lat, lon in placed[:MOST_POINTS]:
        words = (name_in(names, language), types.get(type_id, ""), statuses[status])
        yield feature_of(str(key), words, [lon, lat], f"{first_page}{key}{last_page}")


def features_of_states(states: Sequence[ListedState]) -> Iterator[Feature]:
    """Yield facilities as they were on a day as points with their words."""
    first_page, last_page = address_around("facility_history")
    for one in [one for one in states if one.state.get("position")][:MOST_POINTS]:
        lat, lon = one.state["position"]
        yield feature_of(str(one.id), (one.name, one.type, one.status), [lon, lat], f"{first_page}{one.id}{last_page}")


def feature_of(key: str, words: tuple[str, str, str], position: Sequence[float | None], page: str) -> Feature:
    """Return one facility as a point."""
    name, kind, status = words
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(position)},
        "properties": {"key": key, "name": name, "type": kind, "status": status, "page": page},
    }


def address_around(route: str) -> tuple[str, str]:
    """Return what stands before and after the id in the address of a facility: asked once for thousands of them."""
    nobody = "00000000-0000-0000-0000-000000000000"
    first, _id, last = reverse(route, args=[nobody]).partition(nobody)
    return first, last
