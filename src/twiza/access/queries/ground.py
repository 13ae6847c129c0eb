"""What siting and what-if stand on: the people of a scenario's area, where care is, and where more could be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from twiza.access.models import AccessScenario, CandidateKind
from twiza.access.need_table import Figures
from twiza.access.queries.scenario_sites import sites_of
from twiza.access.queries.sites import Sites
from twiza.access.siting import Ground
from twiza.territory.models import Place, PopulationPoint
from twiza.territory.queries.places import communes_in, edition_of_all
from twiza.territory.queries.points import PopulationPoints, population_points


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Where more care could be: a code, a position (lat, lon), a commune and a locality, if any, by candidate."""

    codes: tuple[str, ...]
    positions: Figures
    commune_id: npt.NDArray[np.int64]
    locality_id: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def without(self, codes: Collection[str]) -> Candidates:
        """Return these candidates but for some."""
        kept = [rank for rank, code in enumerate(self.codes) if code not in codes]
        return Candidates(
            codes=tuple(self.codes[rank] for rank in kept),
            positions=self.positions[kept],
            commune_id=self.commune_id[kept],
            locality_id=tuple(self.locality_id[rank] for rank in kept),
        )


def ground_of(scenario: AccessScenario) -> Ground:
    """Return the people of a scenario's area and the places of care of its whole country."""
    return ground_with(scenario.area.path, sites_of(scenario))


def ground_with(path: str, sites: Sites) -> Ground:
    """Return the people of an area, and some places of care."""
    points = points_in(path)
    return Ground(
        points=np.column_stack([points.lat, points.lon]),
        people=points.people.astype(float),
        commune_id=points.commune_id,
        sites=sites.positions,
    )


def points_in(path: str) -> PopulationPoints:
    """Return where the people of an area live, read once for each edition of the territory."""
    edition = edition_of_all()
    return points_kept(edition, path) if edition else read_points(edition, path)


def points_of_country(path: str) -> PopulationPoints:
    """Return where the people of the country of an area live."""
    return points_in(path.split("/", maxsplit=1)[0])


def read_points(edition: str, path: str) -> PopulationPoints:
    """Read the points of an area, of the edition there is."""
    return population_points(communes_in(path))


points_kept = lru_cache(maxsize=4)(read_points)
"""A whole country takes about 1 MB; points never change within an edition."""


def candidates_in(path: str, kind: CandidateKind) -> Candidates:
    """Return where more care could be in an area, in the order of codes."""
    return commune_candidates(path) if kind == CandidateKind.COMMUNES else point_candidates(path)


def commune_candidates(path: str) -> Candidates:
    """Return a place in each commune whose position is known."""
    rows = list(communes_in(path).filter(lat__isnull=False).order_by("code").values_list("code", "lat", "lon", "id"))
    return Candidates(
        codes=tuple(code for code, *_rest in rows),
        positions=np.array([(lat, lon) for _code, lat, lon, _id in rows], dtype=float).reshape(-1, 2),
        commune_id=np.array([commune for *_rest, commune in rows], dtype=np.int64),
        locality_id=(None,) * len(rows),
    )


def point_candidates(path: str) -> Candidates:
    """Return each point where people live, a locality or a square of the grid, once."""
    points = PopulationPoint.objects.filter(commune__in=communes_in(path).order_by().values("id"))
    rows = points.order_by("lat", "lon", "id").values_list("lat", "lon", "commune_id", "locality_id")
    once = {f"{lat:.5f},{lon:.5f}": (lat, lon, commune, locality) for lat, lon, commune, locality in rows}
    return Candidates(
        codes=tuple(once),
        positions=np.array([(lat, lon) for lat, lon, *_rest in once.values()], dtype=float).reshape(-1, 2),
        commune_id=np.array([commune for _lat, _lon, commune, _locality in once.values()], dtype=np.int64),
        locality_id=tuple(locality for *_rest, locality in once.values()),
    )


def names_by_id(ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Return the names of places by id."""
    return dict(Place.objects.filter(pk__in=ids).values_list("pk", "names"))
