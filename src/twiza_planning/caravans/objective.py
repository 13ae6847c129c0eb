"""What the master model maximises: need met through covered stops, less the price of changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.classes import kept_visits
from twiza_planning.caravans.cover import Cover, covers
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.mip import Columns

SIZE = 1e6


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
    seen = _SeenStops(master)
    for term in terms:
        if seen.is_locked(term):
            objective.base += term.value
            objective.met[term.area] += term.need
            continue
        column = _column_of(master, seen, term)
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


class _SeenStops:
    """Columns that say whether a stop is visited by some team with a specialty, made when first asked for."""

    def __init__(self, master: Master) -> None:
        self._master = master
        self._columns: dict[tuple[int, str], int | None] = {}
        teams = {team.id: team for team in master.problem.teams}
        self._locked = {
            (stop, specialty)
            for lock in master.problem.locks
            for stop in lock.stops
            for specialty in teams[lock.team].specialties
        }

    def is_locked(self, term: Cover) -> bool:
        """Return whether a locked route visits one of the stops with the specialty."""
        stops = self._master.problem.stops
        return any((stops[stop].id, term.specialty) in self._locked for stop in term.stops)

    def column(self, stop: int, specialty: str) -> int | None:
        """Return the column from 0 to 1 of a stop seen by a specialty, None where it cannot be."""
        if (stop, specialty) not in self._columns:
            self._columns[stop, specialty] = self._add(stop, specialty)
        return self._columns[stop, specialty]

    def _add(self, stop: int, specialty: str) -> int | None:
        visits = [column for key, column in self._master.visits[stop] if specialty in key.kind.specialties]
        if len(visits) > 1 or (visits and self._master.rules[stop].left > 1):
            return _add_any(self._master, visits)
        return visits[0] if visits else None


def _column_of(master: Master, seen: _SeenStops, term: Cover) -> int | None:
    """Return the column from 0 to 1 that says a term is earned, None where it cannot be."""
    found = [column for stop in term.stops if (column := seen.column(stop, term.specialty)) is not None]
    if len(found) > 1:
        return _add_any(master, found)
    return found[0] if found else None


def _add_any(master: Master, columns: Columns) -> int:
    """Add a column from 0 to 1 that is at most the sum of others."""
    any_of = master.model.add_column(upper=1.0)
    factors = np.ones(len(columns) + 1)
    factors[-1] = -1.0
    master.model.add_row([*columns, any_of], factors, lower=0.0)
    return any_of
