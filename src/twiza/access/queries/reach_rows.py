"""What a scenario says of regions, provinces or communes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twiza.access.models import AccessScenario
from twiza.access.need_table import Figures, none_if_missing
from twiza.access.queries.place_rows import as_whole, holder_ranks, summed
from twiza.access.reach_by_commune import CommuneReach
from twiza.territory.models import Place

FIGURES = (
    "people",
    "people_beyond_near_km",
    "people_beyond_far_km",
    "people_beyond_near_minutes",
    "people_beyond_far_minutes",
    "mean_minutes",
    "supply_per_10000",
    "has_reachable_service",
)


@dataclass(frozen=True, slots=True)
class ReachRow:
    """How far the people of a place are. None is not computed or not known, never 0."""

    place: Place
    people: int | None
    beyond_near_km: int | None
    beyond_far_km: int | None
    beyond_near_minutes: int | None
    beyond_far_minutes: int | None
    mean_minutes: float | None
    supply_per_10000: float | None
    communes_without_service: int

    def share(self, people: int | None) -> float | None:
        """Return some of the people as a share (0–1) of all; undefined without people."""
        return people / self.people if people is not None and self.people else None

    @property
    def near_km_share(self) -> float | None:
        """Return the share of people beyond the near distance."""
        return self.share(self.beyond_near_km)

    @property
    def far_km_share(self) -> float | None:
        """Return the share of people beyond the far distance."""
        return self.share(self.beyond_far_km)

    @property
    def near_minutes_share(self) -> float | None:
        """Return the share of people beyond the near time."""
        return self.share(self.beyond_near_minutes)

    @property
    def far_minutes_share(self) -> float | None:
        """Return the share of people beyond the far time."""
        return self.share(self.beyond_far_minutes)


def rows_from(places: Sequence[Place], communes: Sequence[Place], figures: Mapping[str, Figures]) -> list[ReachRow]:
    """Return a row for each place from the figures of the communes it holds. Means are over people."""
    holders = holder_ranks(communes, places)
    weighted = {name: figures[name] * figures["people"] for name in ("mean_minutes", "supply_per_10000")}
    sums = {name: summed(column, holders, len(places)) for name, column in {**figures, **weighted}.items()}
    return [row_of(place, {name: column[rank] for name, column in sums.items()}) for rank, place in enumerate(places)]


def row_of(place: Place, sums: Mapping[str, float]) -> ReachRow:
    """Return one row from what its communes add up to."""
    people = none_if_missing(sums["people"])
    return ReachRow(
        place=place,
        people=as_whole(sums["people"]),
        beyond_near_km=as_whole(sums["people_beyond_near_km"]),
        beyond_far_km=as_whole(sums["people_beyond_far_km"]),
        beyond_near_minutes=as_whole(sums["people_beyond_near_minutes"]),
        beyond_far_minutes=as_whole(sums["people_beyond_far_minutes"]),
        mean_minutes=over(none_if_missing(sums["mean_minutes"]), people),
        supply_per_10000=over(none_if_missing(sums["supply_per_10000"]), people),
        communes_without_service=as_whole(sums["without_service"]) or 0,
    )


def figures_of(communes: Sequence[Place], scenario: AccessScenario) -> dict[str, Figures]:
    """Return the figures of communes by name, NaN where there is none."""
    found = {row[0]: row[1:] for row in scenario.results.values_list("commune_id", *FIGURES)}
    nothing = (None,) * len(FIGURES)
    rows = [found.get(commune.pk, nothing) for commune in communes]
    table = np.array([[np.nan if cell is None else float(cell) for cell in row] for row in rows], dtype=float)
    columns = dict(zip(FIGURES, table.reshape(-1, len(FIGURES)).T, strict=True))
    return columns | {"without_service": 1.0 - columns["has_reachable_service"]}


def figures_from(communes: Sequence[Place], reach: CommuneReach) -> dict[str, Figures]:
    """Return the figures of communes by name from what was just computed, NaN where nobody was counted."""
    columns = {
        "people": reach.people,
        "people_beyond_near_km": reach.beyond_near_km,
        "people_beyond_far_km": reach.beyond_far_km,
        "people_beyond_near_minutes": reach.beyond_near_minutes,
        "people_beyond_far_minutes": reach.beyond_far_minutes,
        "mean_minutes": reach.mean_minutes,
        "supply_per_10000": reach.supply_per_10000,
        "without_service": 1.0 - reach.has_reachable_service,
    }
    ranks = {commune: rank for rank, commune in enumerate(reach.ids.tolist())}
    order = np.array([ranks.get(commune.pk, -1) for commune in communes], dtype=int)
    return {name: np.where(order >= 0, column[order], np.nan) for name, column in columns.items()}


def over(total: float | None, people: float | None) -> float | None:
    """Return a total per person; undefined without people."""
    return total / people if total is not None and people else None
