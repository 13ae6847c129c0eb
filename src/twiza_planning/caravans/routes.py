"""
Every set of stops that one team can visit in one day.

Dynamic programming over sets: the least minutes that visit a set and end at each of its stops come from those of
the sets with one stop less (Held and Karp, 1962). Nothing is assumed of the travel times: they may be asymmetric
and a detour may be quicker than the direct way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.watch import Watch

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CHUNK = 4_000_000
KEY_LIMIT = 2**62
# Stops past which even their matrix is too large to cut out for each team.
STOPS_MAX = 2_500
TIME_TOLERANCE = 1e-9


class TooManyRoutes(Exception):
    """There are more sets of stops than can be enumerated."""


@dataclass(frozen=True, slots=True, eq=False)
class Legs:
    """
    Minutes of one class of slots: from the start to each stop, between stops, from each stop to the end.

    `service` is minutes of work at each stop, `limit` minutes of the day.
    """

    out: Matrix
    between: Matrix
    back: Matrix
    service: Matrix
    limit: float

    @property
    def budget(self) -> float:
        """The limit with room for the rounding of sums, so that a day that is exactly full is a day."""
        return self.limit + TIME_TOLERANCE * max(1.0, self.limit)


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """
    Sets of one size, a row each with stops increasing, in order of their keys.

    `ends[r, c]` is the least minutes from the start through the whole set of row r ending at its stop in
    column c, service included; `minutes[r]` adds the way to the end and may be over the limit.
    """

    sets: Ints
    ends: Matrix
    minutes: Matrix

    def only(self, rows: Ints) -> Level:
        """Return some of the sets."""
        return Level(self.sets[rows], self.ends[rows], self.minutes[rows])


Sieve = Callable[[Level], Level]


def enumerate_sets(
    legs: Legs, *, size_max: int, count_max: int, sieve: Sieve | None = None, watch: Watch | None = None
) -> list[Level]:
    """
    Return the sets of stops that fit in a day, by size from one stop.

    A level may hold sets whose round is too long on its own but that a quicker detour may still save.

    Parameters
    ----------
    legs : Legs
    size_max : int
        Stops in a set at most.
    count_max : int
        Sets at most. Raises TooManyRoutes past them.
    sieve : callable, optional
        Takes out of each level what need not grow further.
    watch : Watch, optional
        Raises TimeIsUp when the time is over.
    """
    levels: list[Level] = []
    level, count = _sifted(_single_stops(legs), sieve), 0
    while len(level.sets):
        count += len(level.sets)
        if count > count_max:
            raise TooManyRoutes
        levels.append(level)
        if len(levels) == size_max:
            break
        level = _sifted(_one_stop_more(legs, level, room=count_max - count, watch=watch), sieve)
    return levels


def _sifted(level: Level, sieve: Sieve | None) -> Level:
    return level if sieve is None or not len(level.sets) else sieve(level)


def fitting(legs: Legs, level: Level) -> Bools:
    """Return which sets of a level fit in the day."""
    fits: Bools = level.minutes <= legs.budget
    return fits


def set_keys(sets: Ints, stops: int) -> Ints:
    """Return one number a row, different for different sets. Raises TooManyRoutes where none fits."""
    size = sets.shape[1]
    if stops <= 62:
        bits: Ints = np.bitwise_or.reduce(np.left_shift(np.int64(1), sets), axis=1)
        return bits
    if stops**size >= KEY_LIMIT:
        raise TooManyRoutes
    digits: Ints = np.array([stops**place for place in range(size - 1, -1, -1)], np.int64)
    keys: Ints = sets @ digits
    return keys


def _names(sets: Ints, stops: int) -> Ints:
    """Return one number a row, different for different sets among these, however large they are."""
    size = sets.shape[1]
    if stops <= 62 or stops**size < KEY_LIMIT:
        return set_keys(sets, stops)
    halves = (sets[:, : size // 2], sets[:, size // 2 :])
    first, second = (np.unique(_names(half, stops), return_inverse=True)[1] for half in halves)
    names: Ints = first * np.int64(len(sets) + 1) + second
    return names


def _single_stops(legs: Legs) -> Level:
    ends = legs.out + legs.service
    reached = np.flatnonzero(ends + _least_way_home(legs) <= legs.budget)
    return _level(legs, reached[:, None].astype(np.int64), ends[reached][:, None])


def _one_stop_more(legs: Legs, level: Level, *, room: int, watch: Watch | None) -> Level:
    rows, added, minutes = _extensions(legs, level, room=room, watch=watch)
    stops = len(legs.service)
    longer = np.sort(np.column_stack([level.sets[rows], added]), axis=1)
    if not len(longer):
        return Level(longer, np.zeros(longer.shape), np.zeros(0))
    _, first, inverse = np.unique(_names(longer, stops), return_index=True, return_inverse=True)
    ends = np.full((len(first), longer.shape[1]), np.inf)
    ends[inverse, (longer == added[:, None]).argmax(axis=1)] = minutes
    return _level(legs, longer[first], ends)


def _extensions(legs: Legs, level: Level, *, room: int, watch: Watch | None) -> tuple[Ints, Ints, Matrix]:
    """Return (row, stop added, minutes ending there) of every extension that may still get home in time."""
    arrive = legs.between + legs.service
    home = _least_way_home(legs)
    size = level.sets.shape[1]
    step = max(1, CHUNK // max(1, len(home) * size))
    rows: list[Ints] = []
    stops: list[Ints] = []
    minutes: list[Matrix] = []
    found = 0
    for start in range(0, len(level.sets), step):
        if watch is not None:
            watch.check()
        sets = level.sets[start : start + step]
        ends = (level.ends[start : start + step, :, None] + arrive[sets]).min(axis=1)
        np.put_along_axis(ends, sets, np.inf, axis=1)
        row, stop = np.nonzero(ends + home <= legs.budget)
        found += len(row)
        if found > room * (size + 1):
            raise TooManyRoutes
        rows.append(row + start)
        stops.append(stop)
        minutes.append(ends[row, stop])
    return np.concatenate(rows), np.concatenate(stops), np.concatenate(minutes)


def _level(legs: Legs, sets: Ints, ends: Matrix) -> Level:
    minutes: Matrix = (ends + legs.back[sets]).min(axis=1) if len(sets) else np.zeros(0)
    return Level(sets, ends, minutes)


def _least_way_home(legs: Legs) -> Matrix:
    """Return the least minutes from each stop to the end, through other stops where that is quicker."""
    home = legs.back.astype(float)
    while True:
        through: Matrix = (legs.between + legs.service + home).min(axis=1, initial=np.inf)
        nearer = np.minimum(home, through)
        if np.array_equal(nearer, home):
            return home
        home = nearer
