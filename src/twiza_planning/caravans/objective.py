"""What the master model maximises: need met through covered stops, less the price of changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.classes import kept_visits
from twiza_planning.caravans.cover import covers, first_of_same_staff
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.model import Columns

SIZE = 1e3


@dataclass(slots=True, eq=False)
class Objective:
    """
    Columns that earn, the value that locked visits earn anyway, and need met by area.

    Worth and need are multiplied by `scale` in the model, so that tolerances mean the same whatever the size of
    the problem. `needs` holds, by area, (columns, need met by each) and `met` the need that locked visits meet.
    """

    scale: float
    base: float = 0.0
    needs: dict[str, tuple[list[int], list[float]]] = field(default_factory=lambda: defaultdict(lambda: ([], [])))
    met: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def add_covers(master: Master) -> Objective:
    """Add what covered stop sets earn, each counted once however many of its stops are visited."""
    terms = covers(master.problem)
    total = sum(max(term.value, term.need) for term in terms)
    objective = Objective(scale=SIZE / total if total > 0 else 1.0)
    seen = SeenStops(master)
    for term in terms:
        if seen.is_locked(term.stops, term.specialty):
            objective.base += term.value
            objective.met[term.area] += term.need
            continue
        column = seen.any_column(term.stops, term.specialty)
        if column is not None:
            master.model.worth[column] += term.value * objective.scale
            columns, needs = objective.needs[term.area]
            columns.append(column)
            needs.append(term.need)
    return objective


def add_change_price(master: Master, objective: Objective) -> None:
    """Charge every visit the earlier plan has not, and reward every one it has and is kept."""
    price = master.problem.change_price * objective.scale
    if kept_visits(master.problem) is None:
        return
    kept = {slots.slots[0]: slots.kept for slots in master.classes if slots.kept}
    for keyed in master.visits.values():
        for key, column in keyed:
            stays = key.slot is not None and key.stop in kept[key.slot]
            master.model.worth[column] += price if stays else -price


class SeenStops:
    """Columns that say whether a stop is visited by some team with a specialty, made when first asked for."""

    def __init__(self, master: Master) -> None:
        self._master = master
        self._first = first_of_same_staff(master.problem)
        self._columns: dict[tuple[tuple[int, ...], str], int | None] = {}
        teams = {team.id: team for team in master.problem.teams}
        self._locked = {
            (stop, specialty)
            for lock in master.problem.locks
            for stop in lock.stops
            for specialty in teams[lock.team].specialties
        }

    def is_locked(self, stops: tuple[int, ...], specialty: str) -> bool:
        """Return whether a locked route visits one of the stops with a specialty."""
        return any((self._master.problem.stops[stop].id, specialty) in self._locked for stop in stops)

    def column(self, stop: int, specialty: str) -> int | None:
        """Return the column from 0 to 1 of a stop seen by a specialty, None where it cannot be."""
        return self.any_column((stop,), specialty)

    def any_column(self, stops: tuple[int, ...], specialty: str) -> int | None:
        """Return a column from 0 to 1 of some stop among several being seen, None where none can be."""
        key = stops, self._first[specialty]
        if key not in self._columns:
            self._columns[key] = self._add_stop(*stops, specialty) if len(stops) == 1 else self._add_stops(*key)
        return self._columns[key]

    def _add_stops(self, stops: tuple[int, ...], specialty: str) -> int | None:
        found = [column for stop in stops if (column := self.column(stop, specialty)) is not None]
        if len(found) > 1:
            return add_any(self._master, found)
        return found[0] if found else None

    def _add_stop(self, stop: int, specialty: str) -> int | None:
        visits = [column for key, column in self._master.visits[stop] if specialty in key.kind.specialties]
        if len(visits) > 1 or (visits and self._master.rules[stop].left > 1):
            return add_any(self._master, visits)
        return visits[0] if visits else None


def add_any(master: Master, columns: Columns) -> int:
    """Add a column from 0 to 1 that is at most the sum of others."""
    any_of = master.model.add_column(upper=1.0)
    factors = np.ones(len(columns) + 1)
    factors[-1] = -1.0
    master.model.add_row([*columns, any_of], factors, lower=0.0)
    return any_of
