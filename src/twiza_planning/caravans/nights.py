"""
Nights away: a team that sleeps at a stop goes on from there the next day.

A crew is a set of teams that could swap their whole seasons. Its teams flow through (day, place, nights in a row
away): as many leave a place in the morning as slept there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.classes import SlotClass
from twiza_planning.caravans.dominance import RouteSets, all_sets, sets_ending_at
from twiza_planning.caravans.legs import Ends, legs_of
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.routes import Legs, Level, TooManyRoutes, enumerate_sets
from twiza_planning.caravans.watch import Watch

# Routes that start or end away, all days together, past which the model is too large to be solved.
ROUTES_MAX = 100_000


@dataclass(frozen=True, slots=True)
class Bed:
    """Where and when a crew (by its first team) sleeps away, and which night in a row that is."""

    crew: int
    day: int
    stop: int
    nights: int


def blocks_away(
    problem: CaravanProblem, classes: tuple[SlotClass, ...], *, watch: Watch | None = None
) -> tuple[Block, ...]:
    """
    Return the routes that start or end where a team sleeps, for every place it may have come to.

    Raises TooManyRoutes past ROUTES_MAX of them, and TimeIsUp.
    """
    found: list[Block] = []
    count = 0
    for block in _away(problem, classes, _RoutesFrom(problem, watch)):
        found.append(block)
        count += len(block.routes)
        if count > ROUTES_MAX:
            raise TooManyRoutes
    return tuple(found)


def _away(problem: CaravanProblem, classes: tuple[SlotClass, ...], routes: _RoutesFrom) -> Iterator[Block]:
    calendar = {(slots.crew, slots.days[0]): slots for slots in classes}
    locks = _locks_by_slot(problem)
    slept: dict[tuple[int, int], set[Bed]] = defaultdict(set)
    for (crew, day), lock in locks.items():
        slept[crew, day] |= {bed for _, bed in lock_beds(problem, crew, lock) if bed is not None}
    for slots in sorted(classes, key=lambda slots: slots.slots[0].day):
        crew, day = slots.crew or 0, slots.slots[0].day
        tomorrow = locks.get((crew, day + 1))
        stays = (crew, day + 1) in calendar or (tomorrow is not None and tomorrow.start is not None)
        mornings: list[tuple[int | None, int]] = [
            (None, 0),
            *sorted((bed.stop, bed.nights) for bed in slept[crew, day - 1]),
        ]
        for start, nights in mornings:
            if start is not None:
                yield Block(slots, routes.to_home(slots, start), Ends(start), nights)
            if stays and nights < problem.nights_max:
                for end, sets in routes.to_beds(slots, start):
                    yield Block(slots, sets, Ends(start, end), nights)
                    slept[crew, day].add(Bed(crew, day, end, nights + 1))


def add_nights(master: Master) -> None:
    """Let as many teams leave each place in the morning as slept there."""
    columns: dict[Bed, list[int]] = defaultdict(list)
    factors: dict[Bed, list[float]] = defaultdict(list)
    for block in master.blocks:
        for bed, factor in zip(beds_of(block), (-1.0, 1.0), strict=True):
            if bed is not None:
                columns[bed] += block.columns.tolist()
                factors[bed] += [factor] * len(block.columns)
    for (crew, _), lock in _locks_by_slot(master.problem).items():
        choices = lock_beds(master.problem, crew, lock)
        flown = master.model.add_columns(len(choices), upper=1.0, integer=True)
        master.model.add_row(flown, np.ones(len(flown)), lower=1.0, upper=1.0)
        for (before, after), column in zip(choices, flown.tolist(), strict=True):
            for bed, factor in ((before, -1.0), (after, 1.0)):
                if bed is not None:
                    columns[bed].append(column)
                    factors[bed].append(factor)
    for bed, sleeping in columns.items():
        master.model.add_row(sleeping, factors[bed], lower=0.0, upper=0.0)


def beds_of(block: Block) -> tuple[Bed | None, Bed | None]:
    """Return where the routes of a block begin and end, None for the base."""
    crew, day = block.slots.crew or 0, block.slots.slots[0].day
    start, end = block.ends.start, block.ends.end
    return (
        Bed(crew, day - 1, start, block.nights) if isinstance(start, int) else None,
        Bed(crew, day, end, block.nights + 1) if isinstance(end, int) else None,
    )


def _locks_by_slot(problem: CaravanProblem) -> dict[tuple[int, int], Route]:
    teams = {team.id: number for number, team in enumerate(problem.teams)}
    return {(teams[lock.team], lock.day): lock for lock in problem.locks}


def lock_beds(problem: CaravanProblem, crew: int, lock: Route) -> list[tuple[Bed | None, Bed | None]]:
    """Return where a locked route may begin and end, for each count of nights that may lie before it."""
    stops = {stop.id: number for number, stop in enumerate(problem.stops)}
    choices: list[tuple[Bed | None, Bed | None]] = []
    for nights in (0,) if lock.start is None else range(1, problem.nights_max + 1):
        if lock.end is None or nights < problem.nights_max:
            before = None if lock.start is None else Bed(crew, lock.day - 1, stops[lock.start], nights)
            after = None if lock.end is None else Bed(crew, lock.day, stops[lock.end], nights + 1)
            choices.append((before, after))
    return choices


class _RoutesFrom:
    """Routes from a place, enumerated once for classes with the same roads."""

    def __init__(self, problem: CaravanProblem, watch: Watch | None) -> None:
        self._problem = problem
        self._watch = watch
        self._home: dict[object, RouteSets] = {}
        self._beds: dict[object, list[tuple[int, RouteSets]]] = {}

    def to_home(self, slots: SlotClass, start: int) -> RouteSets:
        """Return the routes from where the team slept back to its base."""
        if (slots.road, start) not in self._home:
            legs = legs_of(self._problem, slots.slots[0], slots.stops, Ends(start))
            self._home[slots.road, start] = all_sets(legs, self._levels(legs))
        return self._home[slots.road, start]

    def to_beds(self, slots: SlotClass, start: int | None) -> list[tuple[int, RouteSets]]:
        """Return, for each stop to sleep at, the routes that end there."""
        if (slots.road, start) not in self._beds:
            legs = legs_of(self._problem, slots.slots[0], slots.stops, Ends(start))
            legs = replace(legs, back=np.zeros(len(slots.stops)))
            levels = self._levels(legs)
            ending = ((stop, sets_ending_at(legs, levels, place)) for place, stop in enumerate(slots.stops))
            self._beds[slots.road, start] = [(stop, sets) for stop, sets in ending if len(sets)]
        return self._beds[slots.road, start]

    def _levels(self, legs: Legs) -> list[Level]:
        size = self._problem.stops_per_day_max
        return enumerate_sets(legs, size_max=size, count_max=ROUTES_MAX, watch=self._watch)
