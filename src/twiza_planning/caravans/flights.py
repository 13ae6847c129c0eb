"""The flights that a solution of the master model stands for, and which stops each visits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.master import Master, VisitKey
from twiza_planning.caravans.problem import Matrix


@dataclass(slots=True, eq=False)
class Flight:
    """One flying of a route of a block: the stops it passes, those it may not skip, and those it visits."""

    block: Block
    route: int
    passes: tuple[int, ...]
    stays: frozenset[int]
    visits: set[int] = field(default_factory=set)


def flights_of(master: Master, columns: Matrix) -> list[Flight]:
    """Return the flights of a solution that visit some stop, in order of blocks and routes."""
    flights = []
    for block in master.blocks:
        times = np.rint(columns[block.columns]).astype(int)
        for route in np.flatnonzero(times):
            passes = block.stops_of(int(route))
            stays = frozenset(stop for stop in passes if block.routes.rigid[route] or stop == block.ends.end)
            flights += [Flight(block, int(route), passes, stays) for _ in range(times[route])]
    _share_visits(master, columns, flights)
    return [flight for flight in flights if flight.visits]


def columns_of(master: Master, flights: list[Flight]) -> Matrix:
    """Return the solution that flights stand for: flights and visits, nan where the model must say."""
    columns = np.full(len(master.model.worth), np.nan)
    for block in master.blocks:
        columns[block.columns] = 0.0
    visits = {key: column for keyed in master.visits.values() for key, column in keyed}
    columns[list(visits.values())] = 0.0
    for flight in flights:
        columns[flight.block.columns[flight.route]] += 1.0
        for stop in flight.visits:
            columns[visits[master.key(flight.block.slots, stop)]] += 1.0
    return columns


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
