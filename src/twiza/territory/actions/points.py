"""Where people are taken to be: at their localities where known, evenly over the rest of their commune."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import shapely

from twiza.territory.grid import spread_people
from twiza.territory.models import Place, PopulationPoint


def spread_on_grid(*, people: Mapping[int, int], shapes: Mapping[int, shapely.Geometry]) -> None:
    """
    Put the people of communes (by id) evenly over their shapes, in place of the grid they had.

    People already at a locality of the commune are not put twice: only the others are spread.
    """
    communes = sorted(people.keys() & shapes.keys())
    at_localities = people_at_localities(communes)
    places = Place.objects.in_bulk(communes)
    spread = spread_people(
        [max(0, people[commune] - at_localities[commune]) for commune in communes],
        np.array([shapes[commune] for commune in communes], dtype=object),
        np.array([(places[commune].lon, places[commune].lat) for commune in communes], dtype=float),
    )
    PopulationPoint.objects.filter(basis=PopulationPoint.Basis.GRID, commune__in=communes).delete()
    PopulationPoint.objects.bulk_create(
        PopulationPoint(commune_id=commune, lat=lat, lon=lon, people=count, basis=PopulationPoint.Basis.GRID)
        for commune, points in zip(communes, spread, strict=True)
        for lat, lon, count in points
    )


def people_at_localities(communes: list[int]) -> Counter[int]:
    """Return how many people of each commune are at a locality whose place is known."""
    rows = PopulationPoint.objects.filter(basis=PopulationPoint.Basis.LOCALITY, commune__in=communes)
    at_localities: Counter[int] = Counter()
    for commune, people in rows.values_list("commune", "people"):
        at_localities[commune] += people
    return at_localities
