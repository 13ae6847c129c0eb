"""From how often each route is flown to who flies it when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.classes import SlotClass
from twiza_planning.caravans.master import Master, VisitKey
from twiza_planning.caravans.nights import Bed, beds_of
from twiza_planning.caravans.order import best_order
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Route
from twiza_planning.caravans.slots import Slot, route_of_slot


@dataclass(slots=True, eq=False)
class Flight:
    """One flying of a route: the block it is of, the stops it passes and may not skip, and those it visits."""

    block: Block
    passes: tuple[int, ...]
    stays: frozenset[int]
    visits: set[int] = field(default_factory=set)


def routes_of(master: Master, columns: Matrix) -> tuple[Route, ...]:
    """Return the routes that a solution of the master model stands for."""
    flights = _flights(master, columns)
    _share_visits(master, columns, flights)
    return tuple(_route(master.problem, slot, flight) for slot, flight in _in_slots(flights))


def _flights(master: Master, columns: Matrix) -> list[Flight]:
    flights = []
    for block in master.blocks:
        times = np.rint(columns[block.columns]).astype(int)
        for route in np.flatnonzero(times):
            passes = block.stops_of(int(route))
            stays = frozenset(stop for stop in passes if block.routes.rigid[route] or stop == block.ends.end)
            flights += [Flight(block, passes, stays) for _ in range(times[route])]
    return flights


def _share_visits(master: Master, columns: Matrix, flights: list[Flight]) -> None:
    """Let flights visit what they may not skip, and share out the visits that are left."""
    passing: dict[VisitKey, list[Flight]] = defaultdict(list)
    for flight in flights:
        for stop in flight.passes:
            passing[master.key(flight.block.slots, stop)].append(flight)
    for keyed in master.visits.values():
        for key, column in keyed:
            willing = sorted(passing[key], key=lambda flight: key.stop not in flight.stays)
            for flight in willing[: round(columns[column])]:
                flight.visits.add(key.stop)


def _in_slots(flights: list[Flight]) -> Iterator[tuple[Slot, Flight]]:
    """Give each flight a slot, and a team that slept away the flight that starts there."""
    free: dict[SlotClass, list[Slot]] = {flight.block.slots: list(flight.block.slots.slots) for flight in flights}
    asleep: dict[Bed, list[int]] = defaultdict(list)
    away_first = sorted(flights, key=lambda flight: (flight.block.slots.day or 0, flight.block.ends.start is None))
    for flight in away_first:
        if flight.visits:
            slots = free[flight.block.slots]
            before, after = beds_of(flight.block)
            waiting = asleep[before] if before is not None else []
            awake = [slot for slot in slots if slot.team == waiting[0]] if waiting else slots
            slot = awake[0]
            slots.remove(slot)
            if waiting:
                waiting.pop(0)
            if after is not None:
                asleep[after].append(slot.team)
            yield slot, flight


def _route(problem: CaravanProblem, slot: Slot, flight: Flight) -> Route:
    ends = flight.block.ends
    order = best_order(problem, slot, tuple(sorted(flight.visits)), ends)
    return replace(
        route_of_slot(problem, slot, order),
        start=None if ends.start is None else problem.stops[ends.start].id,
        end=None if ends.end is None else problem.stops[ends.end].id,
    )
