"""From how often each route is flown to who flies it when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.legs import shortest_order
from twiza_planning.caravans.master import Master, VisitKey
from twiza_planning.caravans.problem import Matrix, Route
from twiza_planning.caravans.slots import Slot, route_of_slot


@dataclass(slots=True, eq=False)
class Flight:
    """One flying of a route by a class: the stops it passes, those it visits, and whether it may skip any."""

    number: int
    passes: tuple[int, ...]
    rigid: bool
    visits: set[int] = field(default_factory=set)


def routes_of(master: Master, columns: Matrix) -> tuple[Route, ...]:
    """Return the routes that a solution of the master model stands for, in order of team and day."""
    flights = _flights(master, columns)
    _share_visits(master, columns, flights)
    planned = [*_in_slots(master, flights)]
    return tuple(
        route_of_slot(master.problem, slot, shortest_order(master.problem, slot, tuple(sorted(visits))))
        for slot, visits in sorted(planned, key=lambda pair: (pair[0].team, pair[0].day))
    )


def _flights(master: Master, columns: Matrix) -> list[Flight]:
    flights = []
    for number, (slots, routes, own) in enumerate(zip(master.classes, master.routes, master.flights, strict=True)):
        times = np.rint(columns[own]).astype(int)
        for route in np.flatnonzero(times):
            passes = tuple(slots.stops[local] for local in routes.stops_of(int(route)))
            rigid = bool(routes.rigid[route])
            flights += [Flight(number, passes, rigid) for _ in range(times[route])]
    return flights


def _share_visits(master: Master, columns: Matrix, flights: list[Flight]) -> None:
    """Let the rigid flights visit all they pass, and the others what is left to visit."""
    passing: dict[VisitKey, list[Flight]] = defaultdict(list)
    for flight in sorted(flights, key=lambda flight: not flight.rigid):
        for stop in flight.passes:
            passing[master.key(master.classes[flight.number], stop)].append(flight)
    for keyed in master.visits.values():
        for key, column in keyed:
            for flight in passing[key][: round(columns[column])]:
                flight.visits.add(key.stop)


def _in_slots(master: Master, flights: list[Flight]) -> list[tuple[Slot, set[int]]]:
    free = [list(slots.slots) for slots in master.classes]
    return [(free[flight.number].pop(0), flight.visits) for flight in flights if flight.visits]
