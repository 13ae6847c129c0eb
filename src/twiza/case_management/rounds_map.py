"""Rounds on a map: each home in the colour of its agent, with her number, and where agents start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.case_management.models import RoundsHome, RoundsVersion
from twiza.case_management.order import visits_by_home
from twiza.case_management.rounds_page import agents_of_homes
from twiza.core.figures import rounded

MARGIN_DEGREES = 0.005
"""About 500 m around the outermost homes."""


def map_config(version: RoundsVersion, homes: Sequence[RoundsHome], *, outline: str) -> dict[str, Any]:
    """
    Return what the map element needs, the positions inside: they are at no other address.

    `outline` is the address of the commune's shape; empty without one.
    """
    return {
        "bounds": bounds_of(version, homes),
        "sources": {
            **({"area": {"key": "code", "url": outline}} if outline else {}),
            "homes": {"key": "key", "data": collection(home_features(version, homes))},
            "starts": {"key": "key", "data": collection(start_features(version))},
        },
        "layers": [
            *([{"id": "area", "type": "areas", "source": "area", "popup": ["name"]}] if outline else []),
            {"id": "starts", "type": "points", "source": "starts", "colour": "indigo", "popup": ["title"]},
            {
                "id": "homes",
                "type": "stops",
                "source": "homes",
                "team": "agent",
                "number": "agent",
                "popup": ["title", "risk", "visits"],
            },
        ],
    }


def home_features(version: RoundsVersion, homes: Sequence[RoundsHome]) -> list[dict[str, Any]]:
    """Return a point for each home that is visited; one visited by two agents bears the first one's number."""
    agents, visits = agents_of_homes(version), visits_by_home(version.rounds)
    return [
        point(
            home.lat,
            home.lon,
            key=f"h{home.pk}",
            agent=min(agents[home.code]),
            title=home.code,
            risk=home.get_risk_display(),
            visits=visits_said(visits[home.code]),
        )
        for home in homes
        if agents.get(home.code)
    ]


def start_features(version: RoundsVersion) -> list[dict[str, Any]]:
    """Return where each agent starts."""
    return [
        point(agent["lat"], agent["lon"], key=f"s{number}", agent=number, title=start_said(agent["id"]))
        for number, agent in enumerate(version.problem["agents"], start=1)
    ]


def start_said(agent: str) -> str:
    """Return whose start a point is."""
    return _("%(agent)s starts here") % {"agent": agent}


def visits_said(visits: int) -> str:
    """Return how often a home is visited."""
    return ngettext("%(visits)s visit", "%(visits)s visits", visits) % {"visits": rounded(visits)}


def point(lat: float, lon: float, **properties: object) -> dict[str, Any]:
    """Return a GeoJSON feature at a position."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Return features as a GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": features}


def bounds_of(version: RoundsVersion, homes: Sequence[RoundsHome]) -> tuple[float, float, float, float]:
    """Return the box (west, south, east, north) around homes and starts."""
    lats = [home.lat for home in homes] + [agent["lat"] for agent in version.problem["agents"]]
    lons = [home.lon for home in homes] + [agent["lon"] for agent in version.problem["agents"]]
    return (
        min(lons) - MARGIN_DEGREES,
        min(lats) - MARGIN_DEGREES,
        max(lons) + MARGIN_DEGREES,
        max(lats) + MARGIN_DEGREES,
    )
