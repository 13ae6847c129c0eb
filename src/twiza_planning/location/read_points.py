"""Read the demand and the sites of a location problem file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from twiza_planning.errors import NotUnderstood
from twiza_planning.json_shape import Node
from twiza_planning.location.distances import Matrix

DEMAND_KEYS = ("id", "weight", "lat", "lon")
SITE_KEYS = ("id", "lat", "lon", "capacity", "open", "forbidden", "cost")


@dataclass(frozen=True, slots=True)
class Point:
    """One entry of `demand` or of `sites`, and the path where it stands."""

    id: str
    path: str
    lat: float | None = None
    lon: float | None = None
    weight: float = 1.0
    capacity: float = np.inf
    is_open: bool = False
    is_forbidden: bool = False
    cost: float = 0.0


def read_points(fields: dict[str, Node], name: str, read: Callable[[Node], Point]) -> tuple[Point, ...] | None:
    """Return the entries of a list, None when it is not given. Raises NotUnderstood, also when an id comes twice."""
    if name not in fields or fields[name].is_null():
        return None
    points = tuple(read(item) for item in fields[name].items())
    first: dict[str, str] = {}
    for point in points:
        if first.setdefault(point.id, point.path) != point.path:
            raise NotUnderstood(f"{point.path}.id", f"already the id of {first[point.id]}")
    return points


def read_demand(node: Node) -> Point:
    """Return one point of demand."""
    fields = node.fields(known=DEMAND_KEYS, required=("id",))
    weight = fields["weight"].number() if "weight" in fields else 1.0
    return Point(fields["id"].name(), node.path, degrees(fields, "lat", 90), degrees(fields, "lon", 180), weight)


def read_site(node: Node) -> Point:
    """Return one candidate site."""
    fields = node.fields(known=SITE_KEYS, required=("id",))
    is_open = fields["open"].truth() if "open" in fields else False
    is_forbidden = fields["forbidden"].truth() if "forbidden" in fields else False
    if is_open and is_forbidden:
        raise fields["forbidden"].refuse("the site is open already and stays open")
    limited = "capacity" in fields and not fields["capacity"].is_null()
    return Point(
        fields["id"].name(),
        node.path,
        degrees(fields, "lat", 90),
        degrees(fields, "lon", 180),
        capacity=fields["capacity"].number() if limited else np.inf,
        is_open=is_open,
        is_forbidden=is_forbidden,
        cost=fields["cost"].number() if "cost" in fields else 0.0,
    )


def degrees(fields: dict[str, Node], key: str, most: float) -> float | None:
    """Return a latitude or longitude, None when it is not given."""
    if key not in fields or fields[key].is_null():
        return None
    return fields[key].number(least=-most, most=most)


def positions(points: Sequence[Point]) -> Matrix:
    """Return (lat, lon) by point. Raises NotUnderstood when one has none."""
    for point in points:
        for key in ("lat", "lon"):
            if getattr(point, key) is None:
                raise NotUnderstood(f"{point.path}.{key}", "missing: a distance is computed from it")
    return np.array([(point.lat, point.lon) for point in points], dtype=np.float64).reshape(-1, 2)
