"""People where they live, as arrays for the engine."""

from __future__ import annotations

import numpy as np

from twiza.access.reach_by_commune import PeoplePoints
from twiza.territory.models import PopulationPoint


def people_points_of(country: str) -> PeoplePoints:
    """Return the people of a country at their points."""
    found = PopulationPoint.objects.filter(commune__country=country).order_by("id")
    rows = list(found.values_list("commune_id", "commune__path", "lat", "lon", "people", "basis"))
    return PeoplePoints(
        communes=np.array([row[0] for row in rows], dtype=np.int64),
        paths=tuple(row[1] for row in rows),
        positions=np.array([row[2:4] for row in rows], dtype=float).reshape(-1, 2),
        people=np.array([row[4] for row in rows], dtype=float),
        is_grid=np.array([row[5] == PopulationPoint.Basis.GRID for row in rows], dtype=bool),
    )
