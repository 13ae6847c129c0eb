"""Several scenarios side by side, over the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza.access.engine import nearest_care
from twiza.access.medians import median_minutes
from twiza.access.models import AccessScenario
from twiza.access.need_table import Figures, none_if_missing
from twiza.access.queries.ground import points_in
from twiza.access.queries.place_rows import COMMUNE, holder_ranks, places_at
from twiza.access.queries.scenario_sites import sites_of
from twiza.access.queries.seasons import travel_of
from twiza.access.reach_by_commune import mean_over_people
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in
from twiza.territory.queries.points import PopulationPoints


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """How far the people of a place are in one scenario; None does not exist, never 0."""

    people: int
    beyond: int
    median_minutes: float | None
    mean_minutes: float | None

    @property
    def within(self) -> int:
        """Return how many people are within the limit."""
        return self.people - self.beyond

    @property
    def beyond_share(self) -> float | None:
        """Return the share (0–1) of people beyond the limit; undefined without people."""
        return self.beyond / self.people if self.people else None


@dataclass(frozen=True, slots=True)
class ComparedPlace:
    """One place in each scenario, in their order."""

    place: Place
    figures: tuple[ComparedFigures, ...]

    @property
    def people(self) -> int:
        """Return how many people live there."""
        return self.figures[0].people

    @property
    def differences(self) -> tuple[int, ...]:
        """Return how many people more are beyond the limit than in the first scenario, by each other one."""
        return tuple(one.beyond - self.figures[0].beyond for one in self.figures[1:])

    @property
    def share_differences(self) -> tuple[float | None, ...]:
        """Return the same as a share (0–1) of the people; undefined without people."""
        return tuple(one / self.people if self.people else None for one in self.differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios over the people of the first one's area: by place, by commune, and in all."""

    rows: list[ComparedPlace]
    communes: list[ComparedPlace]
    total: ComparedPlace


def compared(scenarios: Sequence[AccessScenario], level: str, minutes: float) -> Comparison:
    """Return how far the people of the first scenario's area are in each, within some minutes."""
    area = scenarios[0].area
    points = points_in(area.path)
    positions = np.column_stack([points.lat, points.lon])
    reached = [
        nearest_care(positions, sites_of(scenario).positions, travel_of(scenario)).minutes for scenario in scenarios
    ]
    communes = list(communes_in(area.path))
    places = communes if level == COMMUNE else list(places_at(area, level))
    by_commune = rows_of(communes, communes, points, reached, minutes)
    rows = by_commune if level == COMMUNE else rows_of(places, communes, points, reached, minutes)
    return Comparison(rows, by_commune, rows_of([area], communes, points, reached, minutes)[0])


def rows_of(
    places: Sequence[Place],
    communes: Sequence[Place],
    points: PopulationPoints,
    reached: Sequence[Figures],
    minutes: float,
) -> list[ComparedPlace]:
    """Return a row for each place, by the minutes of each point in each scenario."""
    index = index_of(points, communes, holder_ranks(communes, places))
    columns = [figures_of(index, len(places), points.people.astype(float), each, minutes) for each in reached]
    return [ComparedPlace(place, figures) for place, figures in zip(places, zip(*columns, strict=True), strict=True)]


def index_of(points: PopulationPoints, communes: Sequence[Place], holders: Sequence[int]) -> npt.NDArray[np.intp]:
    """Return the rank of the place that holds each point, -1 for none."""
    ranks = {commune.pk: holder for commune, holder in zip(communes, holders, strict=True)}
    ids, back = np.unique(points.commune_id, return_inverse=True)
    return np.array([ranks.get(one, -1) for one in ids.tolist()], dtype=np.intp)[back]


def figures_of(
    index: npt.NDArray[np.intp], count: int, people: Figures, minutes: Figures, limit: float
) -> list[ComparedFigures]:
    """Return the figures of places in one scenario. Where there is no care at all everybody is beyond."""
    there = index >= 0
    of_place, weight = index[there], people[there]
    total = np.bincount(of_place, weights=weight, minlength=count).astype(float)
    beyond = np.bincount(of_place, weights=weight * ~(minutes[there] <= limit), minlength=count)
    means = mean_over_people(of_place, weight, minutes[there], total)
    medians = median_minutes(index, count, people, minutes)
    return [
        ComparedFigures(round(each), round(far), none_if_missing(median), none_if_missing(mean))
        for each, far, median, mean in zip(total, beyond, medians, means, strict=True)
    ]
