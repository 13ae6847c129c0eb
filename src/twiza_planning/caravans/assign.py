"""From how often each route is flown to who flies it when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from twiza_planning.caravans.classes import SlotClass
from twiza_planning.caravans.flights import Flight
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.nights import Bed, beds_of
from twiza_planning.caravans.order import best_order
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.schedule import in_days
from twiza_planning.caravans.slots import Slot, route_of_slot
from twiza_planning.caravans.watch import Watch


@dataclass(frozen=True, slots=True)
class Assigned:
    """Routes of flights, and whether every visit found its day (those that did not are left out)."""

    routes: tuple[Route, ...]
    is_whole: bool


def assign_flights(master: Master, flights: list[Flight], *, seed: int, watch: Watch) -> Assigned:
    """Give each flight a team and a day. Raises TimeIsUp."""
    visits = sum(len(flight.visits) for flight in flights)
    chosen = _in_beds(flights) if master.problem.nights_max else in_days(master, flights, seed=seed, watch=watch)
    found = (_route(master.problem, slot, flight) for slot, flight in chosen if flight.visits)
    routes = tuple(route for route in found if route is not None)
    return Assigned(routes, is_whole=visits == sum(len(route.stops) for route in routes))


def _in_beds(flights: list[Flight]) -> Iterator[tuple[Slot, Flight]]:
    """Give each flight a slot, and a team that slept away the flight that starts there."""
    free: dict[SlotClass, list[Slot]] = {flight.block.slots: list(flight.block.slots.slots) for flight in flights}
    asleep: dict[Bed, list[int]] = defaultdict(list)
    for flight in sorted(flights, key=lambda flight: (flight.block.slots.days[0], flight.block.ends.start is None)):
        slots = free[flight.block.slots]
        before, after = beds_of(flight.block)
        # A locked route leaves no bed here: its team is the only one of its crew.
        team = asleep[before].pop(0) if before is not None and asleep[before] else slots[0].team
        slot = next(slot for slot in slots if slot.team == team)
        slots.remove(slot)
        if after is not None:
            asleep[after].append(team)
        yield slot, flight


def _route(problem: CaravanProblem, slot: Slot, flight: Flight) -> Route | None:
    """Return the route of a flight, None where its stops are so many that no order is found for the day."""
    ends = flight.block.ends
    order = best_order(problem, slot, tuple(sorted(flight.visits)), ends)
    start, end = (problem.stops[place].id if isinstance(place, int) else None for place in (ends.start, ends.end))
    return None if order is None else replace(route_of_slot(problem, slot, order), start=start, end=end)
