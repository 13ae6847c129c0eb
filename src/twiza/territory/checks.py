"""What a loaded country must be: counted in the database, and compared with what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.core.names import name_in
from twiza.territory.country_set import CountrySet
from twiza.territory.models import Place, PlaceBoundary, PopulationCount, PopulationPoint, Sex, Universe
from twiza.territory.queries.population import latest_people

INSIDE_SHARE = 0.95
"""How much of a commune must lie in its province as drawn apart; the two drawings are simplified differently."""
NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """What was counted, and in a sentence each, what is not as expected."""

    country: str
    counted: dict[str, int]
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def check_country(country_set: CountrySet) -> CountryFigures:
    """Return what the database holds of a country and every way it differs from what the set expects."""
    counted = {row["name"]: count(country_set.country, row["measure"]) for row in country_set.expected}
    counted["invalid_geometries"] = invalid_geometries(country_set.country)
    outside = communes_outside(country_set)
    faults = [
        _("%(measure)s: %(found)s found, %(expected)s expected.")
        % {"measure": row["name"], "found": counted[row["name"]], "expected": row["value"]}
        for row in country_set.expected
        if counted[row["name"]] != int(row["value"])
    ]
    return CountryFigures(
        country=country_set.country, counted=counted, outside=outside, faults=faults + _map_faults(counted, outside)
    )


def _map_faults(counted: dict[str, int], outside: list[str]) -> list[str]:
    faults = []
    if invalid := counted["invalid_geometries"]:
        text = ngettext("%(count)s boundary crosses itself.", "%(count)s boundaries cross themselves.", invalid)
        faults.append(text % {"count": invalid})
    if outside:
        text = ngettext(
            "%(count)s commune is outside its province: %(names)s.",
            "%(count)s communes are outside their province: %(names)s.",
            len(outside),
        )
        faults.append(text % {"count": len(outside), "names": ", ".join(outside[:NAMED_AT_MOST])})
    return faults


def count(country: str, measure: str) -> int:
    """
    Return a measure of a country: `places:region`, `places:province+prefecture`, `people:2024`, `points`.

    People are the legal population of its communes; `points` those of them that are at a point.
    """
    subject, _colon, detail = measure.partition(":")
    if subject == "places":
        return Place.objects.filter(country=country, kind__code__in=detail.split("+")).count()
    if subject == "points":
        return people_at_points(country)
    people = PopulationCount.objects.filter(
        place__country=country, place__kind__code="commune", year=int(detail), universe=Universe.LEGAL, sex=Sex.ALL
    )
    return people.aggregate(total=Sum("people"))["total"] or 0


def people_at_points(country: str) -> int:
    """Return how many of the people counted in communes are at a point; localities may hold more than that."""
    rows = PopulationPoint.objects.filter(commune__country=country).values("commune").annotate(total=Sum("people"))
    at_points = dict(rows.values_list("commune", "total"))
    counted = latest_people(at_points)
    return sum(min(people, counted.get(commune, 0)) for commune, people in at_points.items())


def invalid_geometries(country: str) -> int:
    """Return how many stored boundaries of a country cross themselves or are empty."""
    texts = PlaceBoundary.objects.filter(place__country=country).values_list("geojson", flat=True)
    shapes = shapely.from_geojson(list(texts))
    return int((~shapely.is_valid(shapes) | shapely.is_empty(shapes)).sum())


def communes_outside(country_set: CountrySet) -> list[str]:
    """Return the code and name of each commune that does not lie in its province as the set draws it apart."""
    outlines = country_set.outlines
    rows = PlaceBoundary.objects.filter(
        place__country=country_set.country, place__kind__code="commune", detail=PlaceBoundary.Detail.FULL
    ).order_by("place__code")
    communes = list(
        rows.values_list("place__code", "place__names", "place__path", "place__lon", "place__lat", "geojson")
    )
    if not communes or not outlines:
        return []
    codes, names, paths, lons, lats, texts = zip(*communes, strict=True)
    shapes = shapely.from_geojson(list(texts))
    provinces = np.array([outlines.get(_province_of(path, outlines), shapely.Polygon()) for path in paths])
    share = shapely.area(shapely.intersection(shapes, provinces)) / shapely.area(shapes)
    has_point_inside = shapely.contains_xy(provinces, np.array(lons), np.array(lats))
    is_outside = (share < INSIDE_SHARE) | ~has_point_inside
    return [f"{codes[at]} {name_in(names[at], 'fr')}" for at in np.flatnonzero(is_outside)]


def _province_of(path: str, outlines: dict[str, shapely.Geometry]) -> str:
    return next((code for code in path.split("/") if code in outlines), "")
