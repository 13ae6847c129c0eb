"""
What a caravan season must solve: people in need, stops, teams, days (`twiza-caravan/1`).

Positions are degrees, distances kilometres, durations minutes, days whole numbers from 1. A value that makes no
sense raises ValueError when the object is made; a problem that exists is solvable or says that it is infeasible.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float64]


class Lengths(Protocol):
    """What is read like a square matrix, whether it is stored or computed when asked for."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""

    def __getitem__(self, places: Any, /) -> Any:
        """Return the lengths between a row, or rows, and a column, or columns."""


@dataclass(frozen=True, slots=True)
class Locality:
    """People in one place, and the consultations they need by specialty."""

    id: str
    need: dict[str, float]
    lat: float | None = None
    lon: float | None = None
    area: str = ""
    equity: float = 1.0

    def __post_init__(self) -> None:
        refuse_empty_id(self.id, "locality")
        refuse_negative("need", *self.need.values())
        refuse_negative("equity", self.equity)
        refuse_off_earth(self.lat, self.lon)


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

    def __post_init__(self) -> None:
        refuse_empty_id(self.id, "stop")
        refuse_negative("service_minutes", self.service_minutes)
        refuse_negative("visits_max, visits_min or gap_days_min", self.visits_max, self.visits_min, self.gap_days_min)
        if self.visits_min > self.visits_max:
            raise ValueError("visits_min above visits_max not understood.")
        refuse_off_earth(self.lat, self.lon)


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

    def __post_init__(self) -> None:
        refuse_empty_id(self.id, "team")
        refuse_negative("day_minutes", self.day_minutes)
        refuse_negative("cost", self.cost_day, self.cost_km)
        refuse_negative("minutes_per_consultation", *self.minutes_per_consultation.values())
        if 0 in self.minutes_per_consultation.values():
            raise ValueError("Consultations of 0 minutes not understood.")
        refuse_off_earth(self.lat, self.lon)


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """
    Road kilometres and minutes between nodes: the teams' bases in order, then the stops in order.

    Both are square, of side teams + stops. `is_direct` says that no way through another place is shorter.
    """

    minutes: Lengths
    km: Lengths
    is_direct: bool = False

    def __post_init__(self) -> None:
        for name, matrix in (("minutes", self.minutes), ("km", self.km)):
            shape = matrix.shape
            if len(shape) != 2 or shape[0] != shape[1] or shape != self.minutes.shape:
                raise ValueError(f"Travel {name} that are not a square matrix not understood.")
            # What is computed when asked for makes sense by itself.
            if isinstance(matrix, np.ndarray) and not (np.isfinite(matrix).all() and (matrix >= 0).all()):
                raise ValueError(f"Negative or endless travel {name} not understood.")


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """Days on which other travel holds and some stops are closed."""

    days: frozenset[int]
    travel: Travel
    closed_stops: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """
    One team, one day, stops in order. `start`/`end` name a stop when the team slept or sleeps there.

    A route is what somebody says: whether it is allowed is for the checks to tell.
    """

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

    def __post_init__(self) -> None:
        if (self.stop is None) == (self.team is None):
            raise ValueError("Forbidden without exactly one of stop and team not understood.")
        if self.team is not None and self.day is None:
            raise ValueError("Forbidden team without a day not understood.")


@dataclass(frozen=True, slots=True, eq=False)
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
    area_floors: Mapping[str, float] = field(default_factory=dict)
    stops_per_day_max: int = 4
    seasons: tuple[Season, ...] = ()
    locks: tuple[Route, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    previous: tuple[Route, ...] | None = None
    change_price: float = 0.0
    nights_max: int = 0

    def __post_init__(self) -> None:
        refuse_wrong_numbers(self)
        refuse_repeated("specialty", self.specialties)
        refuse_repeated("locality", (locality.id for locality in self.localities))
        refuse_repeated("stop", (stop.id for stop in self.stops))
        refuse_repeated("team", (team.id for team in self.teams))
        refuse_unknown_specialties(self)
        refuse_unknown_references(self)
        refuse_wrong_days(self)
        refuse_wrong_travel(self)
        refuse_wrong_shares(self)

    @property
    def has_floor(self) -> bool:
        """Whether some area is to have a share of its need met before the value counts."""
        return self.area_floor is not None or bool(self.area_floors)

    def floor_of(self, area: str) -> float:
        """Return the share of its need that an area is to have met: its own, or that of all areas."""
        return self.area_floors.get(area, self.area_floor or 0.0)

    def travel_on(self, day: int) -> Travel:
        """Return the travel that holds on a day: its season's, or the general one."""
        return next((season.travel for season in self.seasons if day in season.days), self.travel)


def refuse_wrong_numbers(problem: CaravanProblem) -> None:
    """Raise ValueError for a number of the whole problem that is out of its range."""
    if problem.days < 1:
        raise ValueError("A horizon of less than one day not understood.")
    if problem.stops_per_day_max < 1:
        raise ValueError("stops_per_day_max below 1 not understood.")
    if problem.area_floor is not None and not 0 <= problem.area_floor <= 1:
        raise ValueError("area_floor outside 0 to 1 not understood.")
    if not all(0 <= floor <= 1 for floor in problem.area_floors.values()):
        raise ValueError("area_floors outside 0 to 1 not understood.")
    refuse_negative("budget", problem.budget or 0.0)
    refuse_negative("change_price", problem.change_price)
    refuse_negative("nights_max", problem.nights_max)


def refuse_unknown_specialties(problem: CaravanProblem) -> None:
    """Raise ValueError for a specialty that is not the problem's, and for a pace that capacity needs and lacks."""
    known = set(problem.specialties)
    for locality in problem.localities:
        refuse_unknown("specialty", locality.need, known)
    for team in problem.teams:
        refuse_unknown("specialty", team.specialties, known)
        refuse_unknown("specialty", team.minutes_per_consultation, known)
        if problem.capacity and not team.specialties <= team.minutes_per_consultation.keys():
            raise ValueError(f"Capacity without minutes_per_consultation of team {team.id} not understood.")


def refuse_unknown_references(problem: CaravanProblem) -> None:
    """Raise ValueError for a stop or a team that is named and does not exist."""
    stops, teams = {stop.id for stop in problem.stops}, {team.id for team in problem.teams}
    for route in (*problem.locks, *(problem.previous or ())):
        refuse_unknown("team", [route.team], teams)
        refuse_unknown("stop", [*route.stops, *filter(None, (route.start, route.end))], stops)
    for entry in problem.forbidden:
        refuse_unknown("stop", filter(None, [entry.stop]), stops)
        refuse_unknown("team", filter(None, [entry.team]), teams)
    for season in problem.seasons:
        refuse_unknown("stop", season.closed_stops, stops)


def refuse_wrong_days(problem: CaravanProblem) -> None:
    """Raise ValueError for a day out of the horizon and for seasons that overlap."""
    named = {day for stop in problem.stops for day in stop.open_days or ()}
    named |= {day for team in problem.teams for day in team.days or ()}
    named |= {route.day for route in (*problem.locks, *(problem.previous or ()))}
    named |= {entry.day for entry in problem.forbidden if entry.day is not None}
    seasonal = [day for season in problem.seasons for day in season.days]
    if not all(1 <= day <= problem.days for day in (*named, *seasonal)):
        raise ValueError("A day out of the horizon not understood.")
    if len(set(seasonal)) < len(seasonal):
        raise ValueError("Seasons that overlap not understood.")


def refuse_wrong_travel(problem: CaravanProblem) -> None:
    """Raise ValueError for travel matrices of another side than teams + stops."""
    side = len(problem.teams) + len(problem.stops)
    for travel in (problem.travel, *(season.travel for season in problem.seasons)):
        if travel.minutes.shape != (side, side):
            raise ValueError("Travel of another side than teams and stops not understood.")


def refuse_wrong_shares(problem: CaravanProblem) -> None:
    """Raise ValueError for a share out of ]0, 1] or of a place that does not exist."""
    for (locality, stop), share in problem.share.items():
        if not (0 <= locality < len(problem.localities) and 0 <= stop < len(problem.stops)):
            raise ValueError("A share of an unknown locality or stop not understood.")
        if not 0 < share <= 1:
            raise ValueError("A share outside ]0, 1] not understood.")


def refuse_empty_id(name: str, kind: str) -> None:
    """Raise ValueError for an id that is empty."""
    if not name:
        raise ValueError(f"A {kind} without id not understood.")


def refuse_negative(kind: str, *numbers: float) -> None:
    """Raise ValueError for a number that is negative or not finite."""
    for number in numbers:
        if not math.isfinite(number):
            raise ValueError(f"Endless {kind} not understood.")
        if number < 0:
            raise ValueError(f"Negative {kind} not understood.")


def refuse_off_earth(lat: float | None, lon: float | None) -> None:
    """Raise ValueError for a position that is not on Earth."""
    if lat is not None and not -90 <= lat <= 90:
        raise ValueError("Latitude outside -90 to 90 not understood.")
    if lon is not None and not -180 <= lon <= 180:
        raise ValueError("Longitude outside -180 to 180 not understood.")


def refuse_repeated(kind: str, names: Iterable[str]) -> None:
    """Raise ValueError for an id given twice in its list."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"Two of {kind} {name} not understood.")
        seen.add(name)


def refuse_unknown(kind: str, names: Iterable[str], known: set[str]) -> None:
    """Raise ValueError for a name that is not known."""
    for name in names:
        if name not in known:
            raise ValueError(f"Unknown {kind} {name} not understood.")
