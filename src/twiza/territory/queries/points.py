"""Where people live, as points for those who compute with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from twiza.territory.models import Place, PopulationPoint


@dataclass(frozen=True, slots=True)
class PopulationPoints:
    """
    People at points, one position a point in each array, in the order of communes, then of latitudes.

    `on_grid` says which points rest on ASSUMPTION_GRID; what uses one of them must say so.
    """

    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    people: npt.NDArray[np.int64]
    commune_id: npt.NDArray[np.int64]
    on_grid: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.people)

    @property
    def rest_on_assumption(self) -> bool:
        """Say whether some of these people are spread over a grid."""
        return bool(self.on_grid.any())


def population_points(communes: QuerySet[Place]) -> PopulationPoints:
    """Return the points of the people of some communes."""
    rows = PopulationPoint.objects.filter(commune__in=communes.order_by().values("id"))
    rows = rows.order_by("commune_id", "lat", "lon", "id")
    columns = list(zip(*rows.values_list("lat", "lon", "people", "commune_id", "basis"), strict=True)) or [()] * 5
    lat, lon, people, commune_id, basis = columns
    return PopulationPoints(
        lat=np.array(lat, dtype=np.float64),
        lon=np.array(lon, dtype=np.float64),
        people=np.array(people, dtype=np.int64),
        commune_id=np.array(commune_id, dtype=np.int64),
        on_grid=np.array(basis, dtype=str) == PopulationPoint.Basis.GRID.value,
    )


def rests_on_grid(communes: QuerySet[Place]) -> bool:
    """Say whether some people of these communes are spread over a grid, without reading the points."""
    grid = PopulationPoint.objects.filter(basis=PopulationPoint.Basis.GRID)
    return grid.filter(commune__in=communes.values("id")).exists()
