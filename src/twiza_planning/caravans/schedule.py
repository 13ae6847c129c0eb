"""
On which days flights are flown, where several visits of a stop must lie apart.

Min-conflicts search (Minton and others, 1992): a flight in conflict takes the seat where it, and the flight it changes
places with, are least in conflict.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Iterator

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.flights import Flight
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.slots import Slot
from twiza_planning.caravans.watch import TimeIsUp, Watch

MOVES_PER_FLIGHT = 60
WANDERING = 0.02

Counts = npt.NDArray[np.int64]


def in_days(master: Master, flights: list[Flight], *, seed: int, watch: Watch) -> Iterator[tuple[Slot, Flight]]:
    """Yield each flight with a slot; visits that still lie too near each other are taken out. Raises TimeIsUp."""
    timetable = _Timetable(master, flights, seed, watch)
    timetable.settle()
    drop_conflicts(master, [(seat.slot, seat.flight) for seat in timetable.seats if seat.flight is not None])
    for seat in timetable.seats:
        if seat.flight is not None:
            yield seat.slot, seat.flight


def drop_conflicts(master: Master, planned: list[tuple[Slot, Flight]]) -> None:
    """Take out visits too near an earlier one, and those of stops then visited too rarely, until all rules hold."""
    dropped = True
    while dropped:
        dropped = False
        for stop, visiting in _by_stop(planned).items():
            dropped |= _drop_at_stop(master, stop, visiting)


def _by_stop(planned: list[tuple[Slot, Flight]]) -> dict[int, list[tuple[int, Flight]]]:
    visiting: dict[int, list[tuple[int, Flight]]] = defaultdict(list)
    for slot, flight in planned:
        for stop in sorted(flight.visits):
            visiting[stop].append((slot.day, flight))
    return visiting


def _drop_at_stop(master: Master, stop: int, visiting: list[tuple[int, Flight]]) -> bool:
    """Take out the visits of one stop that break its rule, and return whether there were any."""
    rule = master.rules[stop]
    left_out, kept = [], list[int]()
    for day, flight in sorted(visiting, key=lambda pair: pair[0]):
        if kept and day - kept[-1] < rule.gap_days:
            left_out.append(flight)
        else:
            kept.append(day)
    if len(kept) + len(rule.locked_days) < rule.least:
        left_out = [flight for _, flight in visiting]
    for flight in left_out:
        if stop in flight.stays:
            flight.visits.clear()
        flight.visits.discard(stop)
    return bool(left_out)


class _Seat:
    """A slot and the flight that sits in it, if any."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self.flight: Flight | None = None


class _Timetable:
    """Flights in seats: a flight may sit in any slot with the same roads, open stops and staff."""

    def __init__(self, master: Master, flights: list[Flight], seed: int, watch: Watch) -> None:
        self._watch = watch
        self._chance = random.Random(seed)  # noqa: S311 -- no secret
        self._gaps = {stop: rule.gap_days for stop, rule in enumerate(master.rules)}
        self._days = master.problem.days + 1
        self._repeated = _repeated_stops(flights, self._gaps)
        self._visiting: dict[int, list[Flight]] = defaultdict(list)
        for flight, stops in self._repeated.items():
            for stop in stops:
                self._visiting[stop].append(flight)
        # How many visits of a stop lie too near each day.
        self._near: dict[int, Counts] = {stop: np.zeros(self._days, np.int64) for stop in self._visiting}
        self._crowded: dict[int, None] = {}
        self._place: dict[Flight, _Seat] = {}
        self._room: dict[Hashable, list[_Seat]] = _seats(flights)
        for flight in sorted(flights, key=lambda flight: -len(self._repeated[flight])):
            self._sit_first(flight)

    @property
    def seats(self) -> list[_Seat]:
        """Every seat."""
        return [seat for room in self._room.values() for seat in room]

    def settle(self) -> None:
        """Move flights until no two visits are too near, or for so many moves."""
        for _ in range(MOVES_PER_FLIGHT * len(self._place)):
            if not self._crowded or self._watch.stopped:
                return
            stop = self._chance.choice(list(self._crowded))
            troubled = [
                flight for flight in self._visiting[stop] if self._near[stop][self._place[flight].slot.day] > 1
            ]
            self._move(self._chance.choice(troubled))

    def _sit_first(self, flight: Flight) -> None:
        """Take the best free seat of the flight's own class. Raises TimeIsUp."""
        if self._watch.is_over:
            raise TimeIsUp
        own = set(flight.block.slots.slots)
        free = [seat for seat in self._room[_room_key(flight)] if seat.flight is None and seat.slot in own]
        costs = self._costs(flight)
        self._sit(flight, min(free, key=lambda seat: int(costs[seat.slot.day])))

    def _move(self, flight: Flight) -> None:
        """Give a flight the best seat, or now and then any: a search that only improves stays where it is."""
        seat = self._place[flight]
        self._rise(flight)
        room = self._room[_room_key(flight)]
        if self._chance.random() < WANDERING:
            best = self._chance.choice(room)
        else:
            costs, own = self._costs(flight), seat.slot.day
            best = min(room, key=lambda seat: (self._swap_cost(costs, seat, own), self._chance.random()))
        other = best.flight
        if other is not None:
            self._rise(other)
            self._sit(other, seat)
        self._sit(flight, best)

    def _swap_cost(self, costs: Counts, seat: _Seat, own: int) -> int:
        cost = int(costs[seat.slot.day])
        if seat.flight is None:
            return cost
        for stop in self._repeated[seat.flight]:
            cost += int(self._near[stop][own] - self._near[stop][seat.slot.day])
        return cost

    def _costs(self, flight: Flight) -> Counts:
        """Return, for each day, how many visits lie too near those of a flight, were it on that day."""
        costs = np.zeros(self._days, np.int64)
        for stop in self._repeated[flight]:
            costs += self._near[stop]
        return costs

    def _sit(self, flight: Flight, seat: _Seat) -> None:
        seat.flight = flight
        self._place[flight] = seat
        self._count(flight, seat.slot.day, 1)

    def _rise(self, flight: Flight) -> None:
        seat = self._place[flight]
        seat.flight = None
        self._count(flight, seat.slot.day, -1)

    def _count(self, flight: Flight, day: int, visits: int) -> None:
        for stop in self._repeated[flight]:
            gap = self._gaps[stop]
            self._near[stop][max(0, day - gap + 1) : day + gap] += visits
            days = [self._place[other].slot.day for other in self._visiting[stop] if self._is_seated(other)]
            if any(self._near[stop][other] > 1 for other in days):
                self._crowded[stop] = None
            else:
                self._crowded.pop(stop, None)

    def _is_seated(self, flight: Flight) -> bool:
        return flight in self._place and self._place[flight].flight is flight


def _repeated_stops(flights: list[Flight], gaps: dict[int, int]) -> dict[Flight, list[int]]:
    """Return the stops of each flight that others visit too and whose visits must lie apart."""
    times: dict[int, int] = defaultdict(int)
    for flight in flights:
        for stop in flight.visits:
            times[stop] += 1
    return {
        flight: [stop for stop in sorted(flight.visits) if times[stop] > 1 and gaps[stop] > 0] for flight in flights
    }


def _seats(flights: list[Flight]) -> dict[Hashable, list[_Seat]]:
    """Return the seats that flights of the same key may share, in order of team and day."""
    slots: dict[Hashable, dict[Slot, None]] = defaultdict(dict)
    for flight in flights:
        slots[_room_key(flight)].update(dict.fromkeys(flight.block.slots.slots))
    return {key: [_Seat(slot) for slot in sorted(found, key=_when)] for key, found in slots.items()}


def _room_key(flight: Flight) -> Hashable:
    slots = flight.block.slots
    # Where a change has a price, a slot of the earlier plan keeps its own flights.
    return slots if slots.kept else slots.road


def _when(slot: Slot) -> tuple[int, int]:
    return slot.day, slot.team
