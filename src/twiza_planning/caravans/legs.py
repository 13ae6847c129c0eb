"""The minutes of one class of slots, cut out of the problem's travel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.classes import travel_in
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import Legs
from twiza_planning.caravans.slots import Slot


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a route starts and ends: a stop (by index) where the team sleeps, or None for its base."""

    start: int | None = None
    end: int | None = None


HOME = Ends()


def legs_of(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], ends: Ends = HOME) -> Legs:
    """Return the minutes over the given stops, from and to the base of the slot's team or where it sleeps."""
    out, between, back = _cut(problem, travel_in(problem, slot).minutes, slot, stops, ends)
    service = np.array([problem.stops[stop].service_minutes for stop in stops])
    return Legs(out, between, back, service, limit=problem.teams[slot.team].day_minutes)


def roads_of(problem: CaravanProblem, slot: Slot, stops: tuple[int, ...], ends: Ends = HOME) -> Legs:
    """Return the kilometres over the given stops, without service and without limit."""
    out, between, back = _cut(problem, travel_in(problem, slot).km, slot, stops, ends)
    return Legs(out, between, back, service=np.zeros(len(stops)), limit=np.inf)


def _cut(
    problem: CaravanProblem, lengths: Matrix, slot: Slot, stops: tuple[int, ...], ends: Ends
) -> tuple[Matrix, Matrix, Matrix]:
    first = len(problem.teams)
    nodes = np.array(stops, np.int64) + first
    start = slot.team if ends.start is None else first + ends.start
    out, between = lengths[start, nodes], lengths[np.ix_(nodes, nodes)]
    if ends.end is None:
        return out, between, lengths[nodes, slot.team]
    # A team that sleeps at a stop works there last and drives no further.
    return out, between, np.where(np.array(stops) == ends.end, 0.0, np.inf)
