"""Slots that are worth the same: interchangeable teams on interchangeable days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from twiza_planning.caravans.problem import CaravanProblem, Team, Travel
from twiza_planning.caravans.slots import Slot


@dataclass(frozen=True, slots=True)
class Kind:
    """What a visit brings: specialties, and minutes per consultation of each where staff counts."""

    specialties: frozenset[str]
    pace: tuple[tuple[str, float], ...] = ()

    def pace_of(self, specialty: str) -> float:
        """Return the minutes of one consultation of a specialty."""
        return dict(self.pace)[specialty]


class Road(NamedTuple):
    """What decides which routes there are: the team's own roads, day and costs, the season, and the open stops."""

    team: Hashable
    season: int
    stops: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SlotClass:
    """
    Interchangeable slots.

    Classes of equal `road` have the same routes; `kind` says what a visit brings; `crew`, the first of the teams that
    could swap whole seasons, is set where nights away tie days together; `kept` holds the stops of the earlier plan
    where a change has a price.
    """

    slots: tuple[Slot, ...]
    road: Road
    kind: Kind
    crew: int | None
    kept: frozenset[int] | None

    @property
    def stops(self) -> tuple[int, ...]:
        """Stops open to every slot of the class."""
        return self.slots[0].stops

    @property
    def days(self) -> tuple[int, ...]:
        """Days of the slots, in order, each once."""
        return tuple(sorted({slot.day for slot in self.slots}))


def travel_in(problem: CaravanProblem, slot: Slot) -> Travel:
    """Return the travel that holds in a slot."""
    return problem.travel if slot.season < 0 else problem.seasons[slot.season].travel


def group_slots(problem: CaravanProblem, slots: tuple[Slot, ...], *, period_days: int) -> tuple[SlotClass, ...]:
    """
    Return the classes of interchangeable slots, in order of their first slot.

    Days of different periods of `period_days` days are told apart (1: every day, and who sleeps where).
    """
    roads = [_road_key(problem, team) for team in range(len(problem.teams))]
    crews = _crews(problem, slots, roads) if problem.nights_max and period_days == 1 else {}
    kept = kept_visits(problem)
    groups: dict[tuple[Road, int, int | None, Slot | None], list[Slot]] = defaultdict(list)
    for slot in slots:
        if slot.stops:
            own = slot if kept and kept.get((slot.team, slot.day)) else None
            period = (slot.day - 1) // period_days
            groups[Road(roads[slot.team], slot.season, slot.stops), period, crews.get(slot.team), own].append(slot)
    return tuple(
        SlotClass(
            slots=tuple(group),
            road=road,
            kind=kind_of(problem, problem.teams[group[0].team]),
            crew=crew,
            kept=None if kept is None else kept.get((group[0].team, group[0].day), frozenset()),
        )
        for (road, _, crew, _), group in groups.items()
    )


def _crews(problem: CaravanProblem, slots: tuple[Slot, ...], roads: list[Hashable]) -> dict[int, int]:
    """Map each team to the first that could swap its whole season with it."""
    seasons: dict[int, list[Hashable]] = defaultdict(list)
    for slot in slots:
        seasons[slot.team].append((slot.day, slot.season, slot.stops))
    bound = {route.team for route in (*problem.locks, *(problem.previous or ()))}
    first: dict[Hashable, int] = {}
    crews = {}
    for team, season in seasons.items():
        own = team if problem.teams[team].id in bound else None
        crews[team] = first.setdefault((roads[team], tuple(season), own), team)
    return crews


def kind_of(problem: CaravanProblem, team: Team) -> Kind:
    """Return what a visit by a team brings, equal for teams whose visits are worth the same."""
    if not problem.capacity:
        return Kind(team.specialties)
    pace = ((specialty, team.minutes_per_consultation[specialty]) for specialty in sorted(team.specialties))
    return Kind(team.specialties, tuple(pace))


def kept_visits(problem: CaravanProblem) -> dict[tuple[int, int], frozenset[int]] | None:
    """Return the stops of the earlier plan by (team, day) indices; None where a change costs nothing."""
    if problem.previous is None or problem.change_price == 0:
        return None
    teams = {team.id: number for number, team in enumerate(problem.teams)}
    stops = {stop.id: number for number, stop in enumerate(problem.stops)}
    kept: dict[tuple[int, int], frozenset[int]] = {}
    for route in problem.previous:
        key = (teams[route.team], route.day)
        kept[key] = kept.get(key, frozenset()) | {stops[stop] for stop in route.stops}
    return kept


def _road_key(problem: CaravanProblem, team: int) -> Hashable:
    """Equal for teams that could swap their routes."""
    travels = [problem.travel, *(season.travel for season in problem.seasons)]
    first = len(problem.teams)
    roads = tuple(
        matrix[row].tobytes()
        for travel in travels
        for matrix in (travel.minutes, travel.km)
        for row in ((team, slice(first, None)), (slice(first, None), team))
    )
    member = problem.teams[team]
    costs = (member.cost_day, member.cost_km) if problem.budget is not None else ()
    return (roads, member.day_minutes, kind_of(problem, member), costs)
