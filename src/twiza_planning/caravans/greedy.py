"""
A first plan, by always flying the route that earns most (Nemhauser, Wolsey and Fisher, 1978).

It is there so that there is always a plan, and to give the master model a place to begin.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.classes import SlotClass, kind_of
from twiza_planning.caravans.cost import route_cost
from twiza_planning.caravans.flights import Flight
from twiza_planning.caravans.legs import HOME
from twiza_planning.caravans.master import Master, VisitKey
from twiza_planning.caravans.prizes import Prizes
from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.watch import Watch

TIE = 1e-12


def greedy_flights(master: Master, *, watch: Watch) -> list[Flight]:
    """
    Return flights from base to base that keep every rule of the master model.

    A stop that must be visited several times if at all is left out, and one whose visits must lie apart is visited
    once.
    """
    choice = _Choice(master)
    flights: list[Flight] = []
    while not watch.stopped and (flight := choice.best()) is not None:
        choice.take(flight)
        flights.append(flight)
    return flights


@dataclass(slots=True, eq=False)
class _Choice:
    """What is still free to choose, and what it would add."""

    master: Master
    prizes: Prizes = field(init=False)
    free: dict[SlotClass, int] = field(init=False)
    visits: Counter[VisitKey] = field(default_factory=Counter)
    times: Counter[int] = field(default_factory=Counter)
    costs: dict[Block, Matrix] = field(default_factory=dict)
    left: float = np.inf

    def __post_init__(self) -> None:
        problem = self.master.problem
        self.prizes = Prizes(problem)
        self.free = {block.slots: len(block.slots.slots) for block in self._blocks()}
        if problem.budget is not None:
            self.left = problem.budget - sum(route_cost(problem, lock) for lock in problem.locks)
            self.costs = {block: self.master.costs[block] for block in self._blocks()}
        teams = {team.id: team for team in problem.teams}
        index = {stop.id: number for number, stop in enumerate(problem.stops)}
        for lock in problem.locks:
            for stop in lock.stops:
                self.prizes.visit(kind_of(problem, teams[lock.team]), index[stop])

    def best(self) -> Flight | None:
        """Return the flight that adds most and is affordable, None when none adds anything."""
        best: tuple[Block, int] | None = None
        most = 0.0
        added = {kind: self.prizes.of_kind(kind) for kind in {slots.kind: None for slots in self.free}}
        for block in self._blocks():
            worth = self._worth_of_routes(block, added[block.slots.kind])
            if len(worth) and worth.max() > most + TIE:
                best, most = (block, int(worth.argmax())), float(worth.max())
        return None if best is None else self._flight(*best)

    def take(self, flight: Flight) -> None:
        """Count a flight as flown."""
        slots = flight.block.slots
        self.free[slots] -= 1
        for stop in sorted(flight.visits):
            self.prizes.visit(slots.kind, stop)
            self.times[stop] += 1
            self.visits[self.master.key(slots, stop)] += 1
        if flight.block in self.costs:
            self.left -= float(self.costs[flight.block][flight.route])

    def _blocks(self) -> list[Block]:
        return [block for block in self.master.blocks if block.ends == HOME]

    def _worth_of_routes(self, block: Block, added: Matrix) -> Matrix:
        """Return what each route would add, 0 for those that cannot be flown."""
        routes = block.routes
        if not len(routes) or self.free[block.slots] == 0:
            return np.zeros(len(routes))
        gains = self._gains(block, added)
        by_stop = gains[routes.stops]
        skipped = np.where(np.repeat(routes.rigid, np.diff(routes.starts)), by_stop, np.maximum(by_stop, 0.0))
        worth: Matrix = np.add.reduceat(skipped, routes.starts[:-1])
        if block in self.costs:
            worth = np.where(self.costs[block] <= self.left, worth, 0.0)
        return worth

    def _gains(self, block: Block, added: Matrix) -> Matrix:
        """Return what visiting each stop of a class would add, minus endless where it may not be visited."""
        price = self.master.problem.change_price if block.slots.kept is not None else 0.0
        gains = np.full(len(block.slots.stops), -np.inf)
        for place, stop in enumerate(block.slots.stops):
            if self._may_visit(block.slots, stop):
                kept = block.slots.kept is not None and stop in block.slots.kept
                gains[place] = added[stop] + (price if kept else -price)
        return gains

    def _may_visit(self, slots: SlotClass, stop: int) -> bool:
        rule, key = self.master.rules[stop], self.master.key(slots, stop)
        if rule.least > max(1, len(rule.locked_days)) or self.times[stop] >= rule.left:
            return False
        return key.days is None or (rule.gap_days > 0 and self.times[stop] == 0)

    def _flight(self, block: Block, route: int) -> Flight:
        gains = dict(zip(block.slots.stops, self._gains(block, self.prizes.of_kind(block.slots.kind)), strict=True))
        passes, rigid = block.stops_of(route), bool(block.routes.rigid[route])
        visits = {stop for stop in passes if rigid or gains[stop] > 0}
        return Flight(block, route, passes, frozenset(passes if rigid else ()), visits)
