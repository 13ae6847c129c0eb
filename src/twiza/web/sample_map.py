"""An invented country of six squares: what the design page's map draws."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

PLACES: tuple[tuple[str, str, int | None, float | None, float | None], ...] = (
    ("a", "Tazart · تازارت", 12_480, 0.413, 0.82),
    ("b", "Ifri · إفري", 8_051, 0.0, 0.35),
    ("c", "Aguelmous · أكلموس", None, None, None),
    ("d", "Tizi · تيزي", 1_503, 0.127, 0.55),
    ("e", "Imlil · إمليل", 4_217, 0.655, 0.18),
    ("f", "Assif · أسيف", 26_904, 0.91, 0.97),
)
# Two rows of three squares, in degrees, and a sea around them.
WEST, SOUTH, SIDE = -8.0, 30.0, 0.8
LIMITS = [0.2, 0.4, 0.6, 0.8]


def map_config() -> dict[str, Any]:
    """Return the configuration of the sample map: areas, a route of each team, and its stops."""
    return {
        "bounds": [WEST - 0.2, SOUTH - 0.2, WEST + 3 * SIDE + 0.2, SOUTH + 2 * SIDE + 0.2],
        "sources": {
            "communes": {"key": "key", "data": collection([area(index) for index in range(len(PLACES))])},
            "routes": {"key": "key", "data": collection([route(1), route(2)])},
            "stops": {"key": "key", "data": collection([stop(index) for index in range(len(PLACES))])},
        },
        "layers": [
            {
                "id": "communes",
                "type": "areas",
                "source": "communes",
                "popup": ["name", "words"],
                "views": [
                    {"id": "need", "property": "need", "breaks": LIMITS, "palette": "need"},
                    {"id": "far", "property": "far", "breaks": LIMITS, "palette": "far"},
                ],
            },
            {"id": "routes", "type": "routes", "source": "routes", "team": "team"},
            stops_layer(),
        ],
    }


def stops_layer() -> dict[str, Any]:
    """Return the layer of stops: the team's colour, the order's number and the name."""
    return {
        "id": "stops",
        "type": "stops",
        "source": "stops",
        "team": "team",
        "number": "order",
        "label": "name",
        "popup": ["name"],
    }


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Return features as one GeoJSON object."""
    return {"type": "FeatureCollection", "features": features}


def corner(index: int) -> tuple[float, float]:
    """Return the south-western corner of a square, in degrees."""
    return WEST + (index % 3) * SIDE, SOUTH + (index // 3) * SIDE


def centre(index: int) -> list[float]:
    """Return the middle of a square, in degrees."""
    west, south = corner(index)
    return [west + SIDE / 2, south + SIDE / 2]


def area(index: int) -> dict[str, Any]:
    """Return a square commune with its figures; the words of a figure that is not known say so."""
    key, name, _people, far, need = PLACES[index]
    west, south = corner(index)
    ring = [[west, south], [west + SIDE, south], [west + SIDE, south + SIDE], [west, south + SIDE], [west, south]]
    words = _("need not known") if need is None else _("need %(need)s") % {"need": number_format(need, 2)}
    properties = {"key": key, "name": name, "need": need, "far": far, "words": words}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def route(team: int) -> dict[str, Any]:
    """Return a team's route through its row of squares."""
    first = (team - 1) * 3
    points = [centre(index) for index in range(first, first + 3)]
    properties = {"key": f"team-{team}", "team": team, "day": team}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": points}}


def stop(index: int) -> dict[str, Any]:
    """Return a stop in the middle of a square."""
    team, order = index // 3 + 1, index % 3 + 1
    properties = {"key": f"stop-{index}", "name": PLACES[index][1], "team": team, "day": team, "order": order}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": centre(index)}}
