"""
On which days flights are flown, where several visits of a stop must lie apart.

Min-conflicts search (Minton and others, 1992): a flight in conflict takes the slot of its class where it, and the
flight it changes places with, are least in conflict.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from twiza_planning.caravans.classes import SlotClass
from twiza_planning.caravans.flights import Flight
from twiza_planning.caravans.slots import Slot
from twiza_planning.caravans.visits import VisitRule

MOVES_PER_FLIGHT = 20
WANDERING = 0.05


def in_days(flights: list[Flight], rules: tuple[VisitRule, ...], *, seed: int) -> Iterator[tuple[Slot, Flight]]:
    """Yield each flight with a slot of its class; visits that still lie too near each other are taken out."""
    timetable = _Timetable(flights, rules, seed)
    timetable.settle()
    timetable.drop_conflicts()
    for slots, seats in timetable.seats.items():
        for slot, flight in zip(slots.slots, seats, strict=True):
            if flight is not None:
                yield slot, flight


class _Timetable:
    """Which flight sits in each slot of each class; a class with fewer flights than slots has free ones."""

    def __init__(self, flights: list[Flight], rules: tuple[VisitRule, ...], seed: int) -> None:
        self._rules = rules
        self._chance = random.Random(seed)  # noqa: S311 -- no secret
        self._visiting = _flights_by_repeated_stop(flights, rules)
        self._days: dict[int, list[int]] = {stop: [] for stop in self._visiting}
        self._place: dict[Flight, tuple[SlotClass, int]] = {}
        self._crowded: set[int] = set()
        self.seats: dict[SlotClass, list[Flight | None]] = {
            flight.block.slots: [None] * len(flight.block.slots.slots) for flight in flights
        }
        for flight in sorted(flights, key=lambda flight: -len(self._repeated(flight))):
            self._seat_first(flight)

    def settle(self) -> None:
        """Move flights until no two visits are too near, or for so many moves."""
        for _ in range(MOVES_PER_FLIGHT * len(self._place)):
            if not self._crowded:
                return
            stop = self._chance.choice(sorted(self._crowded))
            troubled = [flight for flight in self._visiting[stop] if self._is_troubled(flight, stop)]
            self._move(self._chance.choice(troubled))

    def drop_conflicts(self) -> None:
        """Take out visits that are too near an earlier one, and those of stops then visited too rarely."""
        for stop, visiting in self._visiting.items():
            kept: list[int] = []
            for flight in sorted((flight for flight in visiting if stop in flight.visits), key=self._day):
                if kept and self._day(flight) - kept[-1] < self._rules[stop].gap_days:
                    self._leave_out(flight, stop)
                else:
                    kept.append(self._day(flight))
            if len(kept) + len(self._rules[stop].locked_days) < self._rules[stop].least:
                for flight in visiting:
                    self._leave_out(flight, stop)

    def _leave_out(self, flight: Flight, stop: int) -> None:
        if stop in flight.stays:
            flight.visits.clear()
        flight.visits.discard(stop)

    def _seat_first(self, flight: Flight) -> None:
        slots = flight.block.slots
        free = [seat for seat, other in enumerate(self.seats[slots]) if other is None]
        seat = min(free, key=lambda seat: self._cost(flight, slots.slots[seat].day))
        self._sit(flight, seat)

    def _move(self, flight: Flight) -> None:
        """Give a flight the best other seat, or now and then any: a search that only improves stays where it is."""
        slots, seat = self._place[flight]
        self._rise(flight)
        seats = range(len(slots.slots))
        if self._chance.random() < WANDERING:
            best = self._chance.choice(seats)
        else:
            best = min(seats, key=lambda other: (self._swap_cost(flight, seat, other), self._chance.random()))
        other = self.seats[slots][best]
        if other is not None:
            self._rise(other)
            self._sit(other, seat)
        self._sit(flight, best)

    def _swap_cost(self, flight: Flight, seat: int, best: int) -> int:
        slots = flight.block.slots
        day, own, other = slots.slots[best].day, slots.slots[seat].day, self.seats[slots][best]
        if other is None:
            return self._cost(flight, day)
        return self._cost(flight, day) + self._cost(other, own) - self._cost(other, day)

    def _cost(self, flight: Flight, day: int) -> int:
        """Return how many visits lie too near those of a flight, were it on a day."""
        return sum(
            abs(day - other) < self._rules[stop].gap_days
            for stop in self._repeated(flight)
            for other in self._days[stop]
        )

    def _repeated(self, flight: Flight) -> list[int]:
        return [stop for stop in sorted(flight.visits) if stop in self._visiting]

    def _is_troubled(self, flight: Flight, stop: int) -> bool:
        day = self._day(flight)
        return sum(abs(day - other) < self._rules[stop].gap_days for other in self._days[stop]) > 1

    def _day(self, flight: Flight) -> int:
        slots, seat = self._place[flight]
        return slots.slots[seat].day

    def _sit(self, flight: Flight, seat: int) -> None:
        slots = flight.block.slots
        self.seats[slots][seat] = flight
        self._place[flight] = (slots, seat)
        for stop in self._repeated(flight):
            self._days[stop].append(slots.slots[seat].day)
            self._watch(stop)

    def _rise(self, flight: Flight) -> None:
        slots, seat = self._place.pop(flight)
        self.seats[slots][seat] = None
        for stop in self._repeated(flight):
            self._days[stop].remove(slots.slots[seat].day)
            self._watch(stop)

    def _watch(self, stop: int) -> None:
        if all(later - day >= self._rules[stop].gap_days for day, later in pairwise(sorted(self._days[stop]))):
            self._crowded.discard(stop)
        else:
            self._crowded.add(stop)


def _flights_by_repeated_stop(flights: list[Flight], rules: tuple[VisitRule, ...]) -> dict[int, list[Flight]]:
    visiting: dict[int, list[Flight]] = defaultdict(list)
    for flight in flights:
        for stop in sorted(flight.visits):
            visiting[stop].append(flight)
    return {stop: found for stop, found in visiting.items() if len(found) > 1 and rules[stop].gap_days > 0}
