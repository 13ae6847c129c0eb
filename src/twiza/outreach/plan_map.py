"""A plan on a map: routes, visits, people still out of reach, in GeoJSON and as the map element asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.core.figures import rounded
from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanArea, PlanRoute, PlanStop
from twiza.outreach.team_names import team_said
from twiza.outreach.wording import counted

Feature = dict[str, Any]
Box = tuple[float, float, float, float]

UNMET_BREAKS = (1, 500, 2_000, 5_000)
"""People still out of reach at which a commune's colour changes."""
POINT_STEPS = ((0, 1.5), (500, 2.5), (2_000, 4.5), (10_000, 8))
"""From so many people on, a point is drawn with so many pixels."""


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """Return features as a GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def feature(geometry: dict[str, Any], **properties: object) -> Feature:
    """Return one GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lat: float, lon: float) -> dict[str, Any]:
    """Return a position as a GeoJSON geometry."""
    return {"type": "Point", "coordinates": [lon, lat]}


def bases_of(plan: Plan) -> dict[str, tuple[float, float]]:
    """Return where each team starts, (lat, lon)."""
    return {team["id"]: (team["lat"], team["lon"]) for team in plan.problem["teams"]}


def line_of(route: PlanRoute, places: Mapping[str, tuple[float, float]]) -> list[list[float]]:
    """Return a route as [lon, lat] from where the team slept, its base or a stop, to where it sleeps."""
    start, end = places[route.start or route.team], [] if route.end else [places[route.team]]
    way = [start, *((visit.lat, visit.lon) for visit in route.visits), *end]  # type: ignore[attr-defined]
    return [[lon, lat] for lat, lon in way]


def places_of(plan: Plan) -> dict[str, tuple[float, float]]:
    """Return where each team starts and where each stop is, (lat, lon)."""
    return {stop["id"]: (stop["lat"], stop["lon"]) for stop in plan.problem["stops"]} | bases_of(plan)


def route_features(plan: Plan, routes: Sequence[PlanRoute]) -> list[Feature]:
    """Return a line for each route, from where the team slept to where it sleeps."""
    places = places_of(plan)
    return [
        feature(
            {"type": "LineString", "coordinates": line_of(route, places)},
            key=f"r{route.pk}",
            team=route.team_number,
            day=route.day,
            title=team_said(route.team_name, route.team_number),
            when=date_format(route.on, "l j F Y"),
            length=_("%(km)s km, %(minutes)s minutes") % {"km": counted(route.km), "minutes": counted(route.minutes)},
        )
        for route in routes
    ]


def visit_features(routes: Sequence[PlanRoute], language: str) -> list[Feature]:
    """Return a point for each visit."""
    return [
        feature(
            point(visit.lat, visit.lon),
            key=f"v{visit.pk}",
            team=route.team_number,
            day=route.day,
            number=route.day,
            title=name_in(visit.names, language),
            when=date_format(route.on, "l j F Y"),
            people=reached_said(visit.people_newly_reached),
            night=_("The team sleeps here.") if sleeps_at(route, visit) else "",
        )
        for route in routes
        for visit in route.visits  # type: ignore[attr-defined]
    ]


def sleeps_at(route: PlanRoute, visit: PlanStop) -> bool:
    """Return whether a team stays for the night where a visit is: at the last stop of a day that ends there."""
    return bool(route.end) and visit.rank == len(route.visits) - 1  # type: ignore[attr-defined]


def waiting_features(plan: Plan) -> list[Feature]:
    """Return the points of people who stay out of reach, with how many they are."""
    return [
        feature(
            point(locality["lat"], locality["lon"]),
            key=locality["id"],
            people=waiting,
            said=ngettext("%(people)s person still out of reach", "%(people)s people still out of reach", waiting)
            % {"people": counted(waiting)},
        )
        for locality in plan.problem["localities"]
        if (waiting := still_waiting(plan, locality["id"])) > 0
    ]


def still_waiting(plan: Plan, locality: str) -> int:
    """Return how many people of a locality stay out of reach."""
    return round(plan.snapshot["localities"][locality] * (1 - plan.reached.get(locality, 0.0)))


def reached_said(people: int) -> str:
    """Return how many people a visit newly reaches."""
    sentence = ngettext("%(people)s person newly reached", "%(people)s people newly reached", people)
    return sentence % {"people": counted(people)}


def area_values(areas: Iterable[PlanArea]) -> dict[str, dict[str, object]]:
    """Return by commune how many people stay out of reach, and in words."""
    values: dict[str, dict[str, object]] = {}
    for area in areas:
        waiting = area.people - area.people_within_reach - area.people_newly_reached
        share = area.people_newly_reached / (area.people - area.people_within_reach or 1) * 100
        values[area.commune.code] = {
            "waiting": waiting,
            "said": _("%(people)s out of reach before, %(share)s%% of them newly reached")
            % {"people": counted(area.people - area.people_within_reach), "share": rounded(share)},
        }
    return values


def map_config(*, bounds: Box, urls: Mapping[str, str]) -> dict[str, Any]:
    """Return what the map element needs to draw a plan; `urls` are those of areas, values, waiting, routes, visits."""
    return {
        "bounds": bounds,
        "sources": {
            "areas": {"url": urls["areas"], "values_url": urls["values"], "key": "code"},
            "waiting": {"url": urls["waiting"], "key": "key"},
            "routes": {"url": urls["routes"], "key": "key"},
            "visits": {"url": urls["visits"], "key": "key"},
        },
        "layers": [
            {
                "id": "areas",
                "type": "areas",
                "source": "areas",
                "views": [{"id": "waiting", "property": "waiting", "breaks": UNMET_BREAKS, "palette": "need"}],
                "popup": ["name", "said"],
            },
            {
                "id": "waiting",
                "type": "points",
                "source": "waiting",
                "popup": ["said"],
                "size": {"property": "people", "steps": POINT_STEPS},
            },
            {
                "id": "routes",
                "type": "routes",
                "source": "routes",
                "team": "team",
                "popup": ["title", "when", "length"],
            },
            {
                "id": "visits",
                "type": "stops",
                "source": "visits",
                "team": "team",
                "number": "number",
                "popup": ["title", "when", "people", "night"],
            },
        ],
    }


def bounds_of(plan: Plan) -> Box:
    """Return the box (west, south, east, north) around a plan's people, stops and bases."""
    places = [*plan.problem["localities"], *plan.problem["stops"], *plan.problem["teams"]]
    lats, lons = [place["lat"] for place in places], [place["lon"] for place in places]
    return min(lons), min(lats), max(lons), max(lats)
