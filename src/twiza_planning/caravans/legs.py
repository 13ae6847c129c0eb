"""The minutes of one class of slots, cut out of the problem's travel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.classes import travel_in
from twiza_planning.caravans.problem import CaravanProblem, Lengths, Matrix
from twiza_planning.caravans.routes import STOPS_MAX, Legs, TooManyRoutes
from twiza_planning.caravans.slots import Slot

Zone = frozenset[int]


@dataclass(frozen=True, slots=True)
class Ends:
    """
    Where a route starts and ends: a stop (by index) where the team sleeps, or None for its base.

    Or a zone of stops, at whichever of them is nearest: no longer than any route of a team that sleeps in the zone.
    """

    start: int | Zone | None = None
    end: int | Zone | None = None


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
    if isinstance(ends.start, frozenset):
        out = _from_zone(problem, lengths, nodes, ends.start)
    else:
        out = lengths[slot.team if ends.start is None else first + ends.start, nodes]
    if ends.end is None:
        return out, between, lengths[nodes, slot.team]
    # A team that sleeps at a stop works there last and drives no further.
    beds = sorted(ends.end) if isinstance(ends.end, frozenset) else [ends.end]
    return out, between, np.where(np.isin(stops, beds), 0.0, np.inf)


def _from_zone(problem: CaravanProblem, lengths: Lengths, nodes: npt.NDArray[np.int64], zone: Zone) -> Matrix:
    """Return the least way to each stop from any other of a zone, or from itself where it may be visited again."""
    first, beds = len(problem.teams), np.array(sorted(zone), np.int64)
    if len(beds) > STOPS_MAX:
        raise TooManyRoutes
    ways = lengths[np.ix_(beds + first, nodes)].astype(float)
    once = np.array([problem.stops[node - first].visits_max <= 1 for node in nodes.tolist()], bool)
    ways[(beds[:, None] + first == nodes) & once] = np.inf
    least: Matrix = ways.min(axis=0, initial=np.inf)
    return least
