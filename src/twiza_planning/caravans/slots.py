"""A slot is a team on a day it may work; here, the slots left free and the stops open in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.problem import CaravanProblem, Forbidden, Route, Stop, Team, Travel
from twiza_planning.caravans.routes import TIME_TOLERANCE, Bools


@dataclass(frozen=True, slots=True)
class Slot:
    """A team and a day (indices and day number), the season's index (-1: none), and the stops open to it."""

    team: int
    day: int
    season: int = field(compare=False)
    stops: tuple[int, ...] = field(compare=False)


def free_slots(problem: CaravanProblem, *, closed: frozenset[tuple[int, int]] = frozenset()) -> tuple[Slot, ...]:
    """
    Return the slots without a locked route, each with the stops it may visit, in order of team and day.

    Slots of a team with the same stops share one tuple: there may be tens of thousands, with thousands of stops.

    Parameters
    ----------
    problem : CaravanProblem
    closed : frozenset of (stop index, day)
        Visits that are ruled out for another reason (too near a locked visit, for instance).
    """
    locked = {(lock.team, lock.day) for lock in problem.locks}
    open_stops = _open_by_day(problem, closed)
    return tuple(
        Slot(index, day, season, stops)
        for index, team in enumerate(problem.teams)
        for reached in [_Reached(problem, index)]
        for day in _working_days(problem, team)
        for season in [season_on(problem, day)]
        for stops in [reached.among(open_stops[day], season)]
        if (team.id, day) not in locked
    )


def season_on(problem: CaravanProblem, day: int) -> int:
    """Return the index of the season that holds on a day, -1 when none does."""
    return next((index for index, season in enumerate(problem.seasons) if day in season.days), -1)


def may_work(problem: CaravanProblem, team: Team, day: int) -> bool:
    """Return whether a team may make a route on a day."""
    works = 1 <= day <= problem.days and (team.days is None or day in team.days)
    return works and not any(rule.stop is None and _names(rule, team.id, day) for rule in problem.forbidden)


def may_visit(problem: CaravanProblem, team: Team, day: int, stop: Stop) -> bool:
    """Return whether a stop is open to a team on a day."""
    if stop.open_days is not None and day not in stop.open_days:
        return False
    season = season_on(problem, day)
    if season >= 0 and stop.id in problem.seasons[season].closed_stops:
        return False
    return not any(rule.stop == stop.id and _names(rule, team.id, day) for rule in problem.forbidden)


def route_of_slot(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...]) -> Route:
    """Return the route of a slot through stops given by index, in order."""
    return Route(team=problem.teams[slot.team].id, day=slot.day, stops=tuple(problem.stops[stop].id for stop in stops))


def _working_days(problem: CaravanProblem, team: Team) -> Iterator[int]:
    return (day for day in range(1, problem.days + 1) if may_work(problem, team, day))


def _open_stops(problem: CaravanProblem, day: int, closed: frozenset[tuple[int, int]]) -> Bools:
    """Return which stops are open on a day."""
    season = season_on(problem, day)
    shut = {rule.stop for rule in problem.forbidden if rule.stop is not None and rule.day in (None, day)}
    shut |= problem.seasons[season].closed_stops if season >= 0 else frozenset()
    return np.array(
        [
            (stop.open_days is None or day in stop.open_days) and stop.id not in shut and (index, day) not in closed
            for index, stop in enumerate(problem.stops)
        ],
        bool,
    )


def _open_by_day(problem: CaravanProblem, closed: frozenset[tuple[int, int]]) -> dict[int, Bools]:
    """Return which stops are open on each day; days with the same stops share one array."""
    known: dict[bytes, Bools] = {}
    found = {day: _open_stops(problem, day, closed) for day in range(1, problem.days + 1)}
    return {day: known.setdefault(stops.tobytes(), stops) for day, stops in found.items()}


class _Reached:
    """The stops that one team may reach and be home again on one day; all where that is not plain."""

    def __init__(self, problem: CaravanProblem, index: int) -> None:
        travels = {-1: problem.travel} | {rank: season.travel for rank, season in enumerate(problem.seasons)}
        self._reached = {
            season: _within_a_day(problem, index, travel)
            if travel.is_direct and not problem.nights_max
            else np.ones(len(problem.stops), bool)
            for season, travel in travels.items()
        }
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def among(self, open_stops: Bools, season: int) -> tuple[int, ...]:
        """Return the stops reached among those open."""
        key = id(open_stops), season
        if key not in self._known:
            self._known[key] = tuple(np.flatnonzero(open_stops & self._reached[season]).tolist())
        return self._known[key]


def _within_a_day(problem: CaravanProblem, index: int, travel: Travel) -> Bools:
    team, first = problem.teams[index], len(problem.teams)
    service = np.array([stop.service_minutes for stop in problem.stops])
    stops = np.arange(len(service)) + first
    limit = team.day_minutes + TIME_TOLERANCE * max(1.0, team.day_minutes)
    within: Bools = travel.minutes[index, stops] + service + travel.minutes[stops, index] <= limit
    return within


def _names(rule: Forbidden, team: str, day: int) -> bool:
    return rule.team in (None, team) and rule.day in (None, day)
