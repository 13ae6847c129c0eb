"""
What a caravan season must solve: people in need, stops, teams, days (`twiza-caravan/1`).

Positions are degrees, distances kilometres, durations minutes, days whole numbers from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Locality:
    """People in one place, and the consultations they need by specialty."""

    id: str
    need: dict[str, float]
    lat: float | None = None
    lon: float | None = None
    area: str = ""
    equity: float = 1.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a caravan may work. `open_days` None is every day."""

    id: str
    service_minutes: float
    lat: float | None = None
    lon: float | None = None
    open_days: frozenset[int] | None = None
    visits_max: int = 1
    visits_min: int = 0
    gap_days_min: int = 1


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its base, its specialties and its working days. `days` None is every day."""

    id: str
    specialties: frozenset[str]
    day_minutes: float
    lat: float | None = None
    lon: float | None = None
    days: frozenset[int] | None = None
    cost_day: float = 0.0
    cost_km: float = 0.0
    minutes_per_consultation: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Travel:
    """
    Road kilometres and minutes between nodes: the teams' bases in order, then the stops in order.

    Both are square, of side teams + stops.
    """

    minutes: Matrix
    km: Matrix


@dataclass(frozen=True, slots=True)
class Season:
    """Days on which other travel holds and some stops are closed."""

    days: frozenset[int]
    travel: Travel
    closed_stops: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """One team, one day, stops in order. `start`/`end` name a stop when the team slept or sleeps there."""

    team: str
    day: int
    stops: tuple[str, ...]
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What no plan may hold: a stop, a team on a day, or a stop on a day. At least one name is given."""

    stop: str | None = None
    team: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class CaravanProblem:
    """
    A season of caravans to plan.

    `share` maps (locality index, stop index) to the share of the locality's need that the stop can meet,
    in ]0, 1]; absent pairs are 0.
    """

    days: int
    specialties: tuple[str, ...]
    localities: tuple[Locality, ...]
    stops: tuple[Stop, ...]
    teams: tuple[Team, ...]
    travel: Travel
    share: dict[tuple[int, int], float]
    capacity: bool = False
    budget: float | None = None
    area_floor: float | None = None
    stops_per_day_max: int = 4
    seasons: tuple[Season, ...] = ()
    locks: tuple[Route, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    previous: tuple[Route, ...] | None = None
    change_price: float = 0.0
    nights_max: int = 0

    def travel_on(self, day: int) -> Travel:
        """Return the travel that holds on a day: its season's, or the general one."""
        return next((season.travel for season in self.seasons if day in season.days), self.travel)
