"""Shapes of places: those of the larger ones made from the smaller ones, and a light version for country maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import shapely

OVERVIEW_DEGREES = 0.01
"""About 1 km: a commune keeps its form on a map of the country."""
OVERVIEW_DECIMALS = 4
SLIVER_DEGREES = 0.001

Shapes = dict[str, shapely.Geometry]


def overviews(shapes: Shapes) -> Shapes:
    """Return the same shapes with fewer points; neighbours still share their border."""
    drawn = np.array(list(shapes.values()))
    light = shapely.coverage_simplify(drawn, OVERVIEW_DEGREES)
    rounded = shapely.transform(light, lambda points: np.round(points, OVERVIEW_DECIMALS))
    kept = np.where(shapely.is_valid(rounded) & ~shapely.is_empty(rounded), rounded, light)
    return dict(zip(shapes, kept, strict=True))


def with_containing(shapes: Shapes, parents: Mapping[str, str]) -> Shapes:
    """Return the shapes with those of every place that contains some of them, along `parents` (child to parent)."""
    pieces = defaultdict(list)
    for code, shape in shapes.items():
        for container in containers(code, parents):
            if container not in shapes:
                pieces[container].append(shape)
    return shapes | {code: joined(parts) for code, parts in pieces.items()}


def containers(code: str, parents: Mapping[str, str]) -> list[str]:
    """Return what contains a place, nearest first."""
    found = []
    while code := parents.get(code, ""):
        found.append(code)
    return found


def joined(parts: list[shapely.Geometry]) -> shapely.Geometry:
    """Return one shape made of neighbours, valid."""
    whole = shapely.union_all(shapely.coverage_clean(np.array(parts), gap_width=SLIVER_DEGREES))
    return whole if whole.is_valid else shapely.make_valid(whole)


def points_inside(shapes: np.ndarray) -> np.ndarray:
    """Return a (longitude, latitude) inside each shape, to 5 decimals where rounding keeps it inside."""
    exact = shapely.get_coordinates(shapely.point_on_surface(shapes))
    rounded = np.round(exact, 5)
    is_inside = shapely.contains_xy(shapes, rounded[:, 0], rounded[:, 1])
    return np.where(is_inside[:, None], rounded, exact)
