"""
People are not a point: spreading those of a commune evenly over it, until its localities are known.

The grid is made of 5 km squares of the equal-area projection EPSG:6933, the same squares for every commune.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from django.utils.translation import gettext_lazy as _

from twiza.territory.rounding import largest_remainder

CELL_M = 5_000
EQUAL_AREA = 6933
ASSUMPTION_GRID = _(
    "Assumption: where localities are not imported, the people of a commune are spread evenly over its area, "
    "on squares of about 5 km."
)

_TO_METRES = pyproj.Transformer.from_crs(4326, EQUAL_AREA, always_xy=True)

Points = npt.NDArray[np.float64]


def in_metres(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Return shapes of longitudes and latitudes in metres of the equal-area projection."""
    return shapely.transform(shapes, lambda xy: np.column_stack(_TO_METRES.transform(xy[:, 0], xy[:, 1])))


def areas_km2(shapes: npt.NDArray[np.object_]) -> Points:
    """Return the areas of shapes of longitudes and latitudes, in square kilometres."""
    return np.asarray(shapely.area(in_metres(shapes)) / 1e6)


def cells_within(shape_in_metres: shapely.Geometry) -> Points:
    """Return the centres (longitude, latitude) of the squares whose centre lies in the shape, south to north."""
    west, south, east, north = np.floor(np.array(shape_in_metres.bounds) / CELL_M).astype(int)
    columns, rows = np.meshgrid(np.arange(west, east + 1) + 0.5, np.arange(south, north + 1) + 0.5)
    x, y = columns.ravel() * CELL_M, rows.ravel() * CELL_M
    shapely.prepare(shape_in_metres)
    is_inside = shapely.contains_xy(shape_in_metres, x, y)
    lon, lat = _TO_METRES.transform(x[is_inside], y[is_inside], direction="INVERSE")
    return np.column_stack([lon, lat]).reshape(-1, 2)


def spread_people(
    people: Sequence[int], shapes: npt.NDArray[np.object_], inside: Points
) -> list[list[tuple[float, float, int]]]:
    """
    Return for each shape its people as (latitude, longitude, people), whole numbers adding up exactly.

    `inside` holds a (longitude, latitude) per shape, for shapes too small or thin to hold the centre of a square.
    Squares left without anybody are not returned.
    """
    return [
        _spread(count, cells_within(shape), point)
        for count, shape, point in zip(people, in_metres(shapes), inside, strict=True)
    ]


def _spread(people: int, cells: Points, inside: Points) -> list[tuple[float, float, int]]:
    if not people:
        return []
    places = cells if len(cells) else inside.reshape(1, 2)
    parts = largest_remainder(people, np.ones(len(places)))
    return [
        (round(float(lat), 5), round(float(lon), 5), int(part))
        for (lon, lat), part in zip(places, parts, strict=True)
        if part
    ]
