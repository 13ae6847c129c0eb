"""The minutes of one class of slots, cut out of the problem's travel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.classes import travel_in
from twiza_planning.caravans.problem import CaravanProblem, Lengths, Matrix
from twiza_planning.caravans.routes import STOPS_MAX, Legs, TooManyRoutes
from twiza_planning.caravans.slots import Slot

# At whichever stop is nearest: shorter than any route that a team can make after or before a night away.
ANYWHERE = -1


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a route starts and ends: a stop (by index) where the team sleeps, None for its base, or ANYWHERE."""

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
    problem: CaravanProblem, lengths: Lengths, slot: Slot, stops: tuple[int, ...], ends: Ends
) -> tuple[Matrix, Matrix, Matrix]:
    first = len(problem.teams)
    if len(stops) > STOPS_MAX:
        raise TooManyRoutes
    nodes = np.array(stops, np.int64) + first
    between = lengths[np.ix_(nodes, nodes)]
    if ends.start == ANYWHERE:
        out = _from_anywhere(problem, lengths, nodes)
    else:
        out = lengths[slot.team if ends.start is None else first + ends.start, nodes]
    if ends.end is None:
        return out, between, lengths[nodes, slot.team]
    if ends.end == ANYWHERE:
        return out, between, np.zeros(len(nodes))
    # A team that sleeps at a stop works there last and drives no further.
    return out, between, np.where(np.array(stops) == ends.end, 0.0, np.inf)


def _from_anywhere(problem: CaravanProblem, lengths: Lengths, nodes: npt.NDArray[np.int64]) -> Matrix:
    """Return the least way to each stop from any other, or from itself where it may be visited again."""
    first = len(problem.teams)
    if len(problem.stops) > STOPS_MAX:
        raise TooManyRoutes
    ways = lengths[np.ix_(np.arange(len(problem.stops)) + first, nodes)].astype(float)
    once = np.array([problem.stops[node - first].visits_max <= 1 for node in nodes.tolist()], bool)
    ways[nodes[once] - first, np.flatnonzero(once)] = np.inf
    least: Matrix = ways.min(axis=0, initial=np.inf)
    return least
