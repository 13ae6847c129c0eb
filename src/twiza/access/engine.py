"""The door to the engine: the only file of this house that speaks to `twiza_planning`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.access import AccessProblem, Bands, Vector, enhanced_floating_catchment
from twiza_planning.caravans.progress import Progress
from twiza_planning.nearest import TooManyPairs, nearest_by_speed, pairs_by_speed
from twiza_planning.what_if import WhatIf, start_what_if

__all__ = [
    "Chosen",
    "Reach",
    "TooManyPairs",
    "Travel",
    "WhatIf",
    "best_places",
    "nearest_care",
    "supply_to_change",
    "supply_within_reach",
]

MINUTES_PER_HOUR = 60.0
BAND_SHARES = (1 / 3, 2 / 3, 1.0)
BAND_WEIGHTS = (1.0, 0.68, 0.22)
"""The weights of Luo and Qi (2009), who cut 30 minutes at 10 and 20: here at thirds of whatever the limit is."""


@dataclass(frozen=True, slots=True)
class Travel:
    """How people are supposed to travel: road kilometres are great circle × `detour`, at one speed."""

    speed_kmh: float
    detour: float


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """By point, road kilometres and minutes to the nearest place of care; NaN where there is none at all."""

    road_km: Vector
    minutes: Vector
    nearest: npt.NDArray[np.intp]


def nearest_care(points: Vector, sites: Vector, travel: Travel) -> Reach:
    """Return how far each point is from its nearest site, rows being (lat, lon)."""
    found = nearest_by_speed(points, sites, speed_kmh=travel.speed_kmh, detour=travel.detour)
    return Reach(found.minutes * travel.speed_kmh / MINUTES_PER_HOUR, found.minutes, found.facility)


def supply_within_reach(
    points: Vector, people: Vector, sites: Vector, supply: Vector, travel: Travel, *, within: float
) -> Vector:
    """
    Return supply per inhabitant by point (E2SFCA), within some minutes; NaN where no site is within reach.

    Raises TooManyPairs.
    """
    minutes = pairs_by_speed(points, sites, speed_kmh=travel.speed_kmh, detour=travel.detour, within=within)
    return enhanced_floating_catchment(
        AccessProblem(people, supply, minutes), within=within, decay=bands_within(within)
    )


def supply_to_change(
    points: Vector, people: Vector, sites: Vector, supply: Vector, travel: Travel, *, within: float
) -> WhatIf:
    """
    Return the same, ready for sites that open, close or change their size, each answered exactly and at once.

    Raises TooManyPairs.
    """
    minutes = pairs_by_speed(points, sites, speed_kmh=travel.speed_kmh, detour=travel.detour, within=within)
    return start_what_if(AccessProblem(people, supply, minutes), within=within, decay=bands_within(within))


def bands_within(within: float) -> Bands:
    """Return the bands of a limit in minutes."""
    return Bands(upper=tuple(share * within for share in BAND_SHARES), weights=BAND_WEIGHTS)


LESS_THAN_ONE = 1 - 1e-6
"""Whole people: a bound that is nearer than one person to what is found proves it."""

Report = Callable[[float], None]
"""Told of the share (0–1) of the time allowed that is used; what it raises ends the search."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Which candidates are chosen, how many people they bring within reach, and the most that any choice could."""

    ranks: npt.NDArray[np.intp]
    people: float
    bound: float
    gap: float
    seconds: float

    @property
    def is_proven(self) -> bool:
        """Return whether no choice brings more: people are whole, a part of a person more is none."""
        return self.bound - self.people < LESS_THAN_ONE


def best_places(
    points: Vector, people: Vector, candidates: Vector, *, count: int, within_km: float, seconds: float, report: Report
) -> Chosen:
    """
    Return the candidates, as many as asked for, with most people within some great-circle kilometres of one of them.

    Rows are (lat, lon), people whole numbers. This is maximal covering (Church and ReVelle, 1974). Raises whatever
    `report` raises, and TooManyPairs.
    """
    from twiza_planning.location.distances import GreatCircles  # noqa: PLC0415 -- slow import
    from twiza_planning.location.locate import locate  # noqa: PLC0415 -- slow import
    from twiza_planning.location.problem import MAX_COVER, LocationProblem  # noqa: PLC0415 -- slow import

    sites = [str(rank) for rank in range(len(candidates))]
    problem = LocationProblem(
        model=MAX_COVER,
        demand=[str(rank) for rank in range(len(points))],
        sites=sites,
        distances=GreatCircles(points, candidates),
        weights=people,
        is_open=np.zeros(len(sites), dtype=bool),
        capacity=np.full(len(sites), np.inf),
        p=count,
        radius=within_km,
    )
    listener = _Listener(report)
    answer = locate(problem, seconds=seconds, gap=0.0, seed=1, on_progress=listener)
    listener.raise_what_was_raised()
    return Chosen(
        ranks=np.array([int(one) for one in answer.open], dtype=np.intp),
        people=answer.value or 0.0,
        bound=answer.bound or 0.0,
        gap=answer.gap or 0.0,
        seconds=answer.seconds,
    )


class _Listener:
    """
    Passes progress on, and ends the search once it is proven.

    An exception may not cross the solver, so it waits until the solver is back.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._raised: Exception | None = None

    def __call__(self, progress: Progress) -> bool:
        try:
            self._report(progress.share)
        except Exception as error:
            self._raised = error
        is_settled = (
            progress.value is not None
            and progress.bound is not None
            and (progress.bound - progress.value < LESS_THAN_ONE)
        )
        return self._raised is None and not is_settled

    def raise_what_was_raised(self) -> None:
        """Raise what the report raised, if it did."""
        if self._raised is not None:
            raise self._raised
