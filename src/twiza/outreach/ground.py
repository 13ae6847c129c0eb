"""The people of an area as a plan sees them: at points, with what they need and how far fixed care is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CommuneGround:
    """A commune of the area. `poverty` is a share (0-1), `weekly_souks` a number; None is not in the data."""

    place_id: int
    code: str
    path: str
    names: dict[str, str]
    lat: float
    lon: float
    poverty: float | None
    weekly_souks: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """
    People at points, point by point.

    `ids` are a commune's code, a slash and a number, `commune` is the rank of a point's commune, `need` has a column
    per specialty, `minutes` of road lead to the nearest fixed care, endless where there is none; a need that is not
    known is NaN. `care` holds the positions (lat, lon) of fixed care, `names` the locality's names, none for a point
    of the grid.
    """

    communes: tuple[CommuneGround, ...]
    specialties: tuple[str, ...]
    ids: tuple[str, ...]
    commune: Ranks
    lat: Figures
    lon: Figures
    people: Figures
    need: Figures
    minutes: Figures
    care: Figures
    names: tuple[Mapping[str, str], ...]

    @property
    def rests_on_grid(self) -> bool:
        """Return whether some people are where the grid supposes them, not where a locality is known to be."""
        return not all(self.names)

    @property
    def points(self) -> Figures:
        """Return the positions (lat, lon) of the points."""
        return np.column_stack([self.lat, self.lon])

    def is_far(self, reach_minutes: float) -> Marks:
        """Return whether each point is out of reach of fixed care: farther than this by road."""
        return self.minutes > reach_minutes

    def by_commune(self, amounts: Figures) -> Figures:
        """Return amounts of points added up by commune."""
        return np.bincount(self.commune, weights=amounts, minlength=len(self.communes)).astype(np.float64)
