"""Where more places of care bring most people within reach: the arithmetic, without the database."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza.access.engine import Chosen, Reach, Report, Travel, best_places, nearest_care
from twiza.access.models import ReachUnit
from twiza.access.need_table import Figures

SECONDS_ALLOWED = 30
MINUTES_PER_HOUR = 60.0

NOBODY_TO_REACH = Chosen(np.zeros(0, dtype=np.intp), people=0.0, bound=0.0, gap=0.0, seconds=0.0)

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Limit:
    """Within what people are within reach: minutes, or kilometres of road."""

    reach: float
    unit: ReachUnit

    def is_kept(self, reach: Reach) -> Flags:
        """Return which points are within the limit; where there is no care at all nobody is."""
        kept: Flags = (reach.minutes if self.unit == ReachUnit.MINUTES else reach.road_km) <= self.reach
        return kept

    def great_circle_km(self, travel: Travel) -> float:
        """Return the straight-line kilometres that the limit comes to."""
        road_km = self.reach * travel.speed_kmh / MINUTES_PER_HOUR if self.unit == ReachUnit.MINUTES else self.reach
        return road_km / travel.detour


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """People at points, and where care is given; rows of positions are (lat, lon)."""

    points: Figures
    people: Figures
    commune_id: npt.NDArray[np.int64]
    sites: Figures


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One place chosen: its rank among the candidates, whom it adds to those before it, and whom it reaches alone."""

    candidate: int
    people_added: float
    people_near: float


@dataclass(frozen=True, slots=True, eq=False)
class SitingAnswer:
    """Which candidates are chosen, in the order of gain, and by point who is within reach without and with them."""

    steps: tuple[Step, ...]
    before: Flags
    after: Flags
    chosen: Chosen


def choose_places(
    ground: Ground, candidates: Figures, *, count: int, limit: Limit, travel: Travel, report: Report
) -> SitingAnswer:
    """Return the best choice of candidates for those who are not within reach yet. Raises TooManyPairs."""
    before = limit.is_kept(nearest_care(ground.points, ground.sites, travel))
    waiting = ~before
    if not waiting.any():
        return SitingAnswer((), before, before, NOBODY_TO_REACH)
    chosen = best_places(
        ground.points[waiting],
        ground.people[waiting],
        candidates,
        count=count,
        within_km=limit.great_circle_km(travel),
        seconds=SECONDS_ALLOWED,
        report=report,
    )
    reached = [reached_from(candidates[rank], ground, limit, travel) & waiting for rank in chosen.ranks]
    after = before | np.logical_or.reduce([*reached, before])
    return SitingAnswer(steps_of(chosen.ranks.tolist(), reached, ground.people), before, after, chosen)


def reached_from(place: Figures, ground: Ground, limit: Limit, travel: Travel) -> Flags:
    """Return which points are within reach of one place."""
    return limit.is_kept(nearest_care(ground.points, place.reshape(1, 2), travel))


def steps_of(ranks: list[int], reached: list[Flags], people: Figures) -> tuple[Step, ...]:
    """Return places in the order of gain: each time the one that adds most people, the first of those alike."""
    steps: list[Step] = []
    left = dict(zip(ranks, reached, strict=True))
    waiting = people.copy()
    while left:
        best = max(left, key=lambda rank: float(waiting[left[rank]].sum()))
        near = left.pop(best)
        steps.append(Step(best, float(waiting[near].sum()), float(people[near].sum())))
        waiting[near] = 0.0
    return tuple(steps)
