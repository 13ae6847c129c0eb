"""Routes of one class of slots from one place to another, as columns of the master model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.classes import SlotClass
from twiza_planning.caravans.dominance import RouteSets
from twiza_planning.caravans.legs import HOME, Ends
from twiza_planning.caravans.routes import Ints


@dataclass(slots=True, eq=False)
class Block:
    """
    Routes that a class may fly between two places, after `nights` nights in a row away from the base.

    `columns` says, in the master model, how often each is flown.
    """

    slots: SlotClass
    routes: RouteSets
    ends: Ends = HOME
    nights: int = 0
    columns: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def stops_of(self, route: int) -> tuple[int, ...]:
        """Return the stops of one route, by their number in the problem."""
        return tuple(self.slots.stops[place] for place in self.routes.stops_of(route))

    def routes_by_stop(self) -> Iterator[tuple[int, Ints]]:
        """Yield each stop, by its number in the problem, with the routes through it."""
        routes = self.routes
        owner = np.repeat(np.arange(len(routes)), np.diff(routes.starts))
        order = np.argsort(routes.stops, kind="stable")
        if len(order):
            places, firsts = np.unique(routes.stops[order], return_index=True)
            for place, rows in zip(places, np.split(owner[order], firsts[1:]), strict=True):
                yield self.slots.stops[place], rows

    def staying(self, stop: int, rows: Ints) -> Ints:
        """Return which of the routes through a stop may not skip it."""
        return rows if stop == self.ends.end else rows[self.routes.rigid[rows]]
