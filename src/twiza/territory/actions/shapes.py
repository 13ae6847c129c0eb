"""Boundaries as rows: GeoJSON text, box and area."""

from __future__ import annotations

import numpy as np
import shapely

from twiza.territory.actions.places import PlaceIds
from twiza.territory.boundaries import Shapes
from twiza.territory.grid import areas_km2
from twiza.territory.models import PlaceBoundary, Source


def load_boundaries(*, shapes: Shapes, detail: PlaceBoundary.Detail, ids: PlaceIds, source: Source) -> None:
    """Write the boundary of each place at one level of detail, in place of what the source drew before."""
    drawn = np.array(list(shapes.values()), dtype=object)
    rows = zip(shapes, shapely.to_geojson(drawn), shapely.bounds(drawn), areas_km2(drawn), strict=True)
    PlaceBoundary.objects.filter(source=source, detail=detail).delete()
    PlaceBoundary.objects.bulk_create(
        (
            PlaceBoundary(
                place_id=ids[code],
                detail=detail,
                geojson=geojson,
                west=west,
                south=south,
                east=east,
                north=north,
                area_km2=round(float(area), 3),
                source=source,
            )
            for code, geojson, (west, south, east, north), area in rows
        ),
        batch_size=200,
    )
