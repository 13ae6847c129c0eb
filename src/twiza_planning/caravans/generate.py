"""
Column generation, where routes are too many to enumerate.

A relaxation with few routes prices every stop; routes worth more than their slot at those prices join it, until there
are none (Dantzig and Wolfe, 1960). At any prices, no plan is worth more than the relaxation plus, for each class of
slots, its slots times what the best missing route would win: that is the bound (Lasdon, 1970).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from twiza_planning.caravans.build import Pool, build_master, slot_classes
from twiza_planning.caravans.classes import SlotClass
from twiza_planning.caravans.dominance import RouteSets, stops_can_be_skipped
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.legs import legs_of
from twiza_planning.caravans.lexicographic import figure_of
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.order import costs_by_km
from twiza_planning.caravans.pricing import Priced, price_routes
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.programme import Programme
from twiza_planning.caravans.routes import Legs, enumerate_sets, fitting

ROUNDS_MAX = 500
SETS_PER_PRICING = 200_000
ROUTES_PER_ROUND = 50
# Part of the gap asked for that may be left between the relaxation and its bound.
OPEN_SHARE = 0.2

Sets = dict[tuple[int, ...], None]


@dataclass(frozen=True, slots=True)
class Generated:
    """Routes worth having, and a bound on value less changes over all plans."""

    pool: Pool
    bound: float


def generate_routes(problem: CaravanProblem, effort: Effort) -> Generated:
    """Return routes for a good plan and a bound, by column generation with the days of each season together."""
    routes = _Routes(problem)
    master, objective = build_master(problem, period_days=problem.days, pool=routes.pool())
    figure, programme, bound = figure_of(master, objective), Programme(master.model), inf
    for _ in range(ROUNDS_MAX):
        if not programme.solve_within(effort.watch.left):
            break
        worth, prices = programme.worth, programme.prices
        missing, has_grown = routes.grow(master, programme, prices)
        bound = min(bound, worth + missing)
        effort.watch.report("routes", bound=figure(bound))
        if not has_grown or bound - worth <= OPEN_SHARE * effort.gap * abs(bound) or effort.watch.stopped:
            break
    return Generated(routes.pool(), figure(bound))


@dataclass(slots=True, eq=False)
class _Routes:
    """The sets of stops generated so far, by the roads of their class; at first every stop alone."""

    problem: CaravanProblem
    sets: dict[Hashable, Sets] = field(init=False)
    rigid: dict[Hashable, bool] = field(init=False)

    def __post_init__(self) -> None:
        _, classes = slot_classes(self.problem, period_days=self.problem.days)
        skips = stops_can_be_skipped(self.problem)
        self.sets, self.rigid = {}, {}
        for slots in classes:
            if slots.road not in self.sets:
                self.sets[slots.road] = _stops_alone(_legs(self.problem, slots))
                self.rigid[slots.road] = not skips or costs_by_km(self.problem, slots.slots[0].team)

    def pool(self) -> Pool:
        """Return the sets as routes."""
        return {road: _route_sets([*sets], rigid=self.rigid[road]) for road, sets in self.sets.items()}

    def grow(self, master: Master, programme: Programme, prices: Matrix) -> tuple[float, bool]:
        """Add routes that would win something, and return how much all missing ones could, and if any was new."""
        missing, has_grown = 0.0, False
        for slots, row in master.slot_rows.items():
            prizes = np.array([-prices[self._rows(master, slots, stop)].sum() for stop in slots.stops])
            asked = float(prices[row]) + self._day_price(master, slots, prices)
            priced = self._priced(slots, prizes, asked)
            missing += len(slots.slots) * self._most(slots, prizes, asked, priced)
            for stops in priced.sets:
                if stops not in self.sets[slots.road]:
                    has_grown = True
                    self._add(master, programme, slots, stops)
        return missing, has_grown

    def _priced(self, slots: SlotClass, prizes: Matrix, asked: float) -> Priced:
        return _price(self.problem, _legs(self.problem, slots), prizes, asked)

    def _most(self, slots: SlotClass, prizes: Matrix, asked: float, priced: Priced) -> float:
        if not self.problem.nights_max:
            return priced.most
        # A team that sleeps away starts anywhere and ends anywhere.
        legs = _legs(self.problem, slots)
        anywhere = replace(legs, out=np.minimum(legs.out, legs.between.min(axis=0)), back=0.0 * legs.back)
        return _price(self.problem, anywhere, prizes, asked).most

    def _rows(self, master: Master, slots: SlotClass, stop: int) -> list[int]:
        """Return the rows in which a flight of a class stands for passing a stop."""
        rows = master.visit_rows.get(master.key(slots, stop), [])
        return rows if self.rigid[slots.road] else rows[:1]

    def _day_price(self, master: Master, slots: SlotClass, prices: Matrix) -> float:
        if master.cost_row is None:
            return 0.0
        return float(prices[master.cost_row]) * self.problem.teams[slots.slots[0].team].cost_day

    def _add(self, master: Master, programme: Programme, slots: SlotClass, stops: tuple[int, ...]) -> None:
        self.sets[slots.road][stops] = None
        for other, row in master.slot_rows.items():
            if other.road == slots.road:
                rows = [row, *(r for stop in stops for r in self._rows(master, other, other.stops[stop]))]
                factors = [1.0] * len(rows)
                if master.cost_row is not None:
                    rows.append(master.cost_row)
                    factors.append(self.problem.teams[slots.slots[0].team].cost_day)
                programme.add_column(upper=float(len(other.slots)), rows=rows, factors=factors)


def _price(problem: CaravanProblem, legs: Legs, prizes: Matrix, asked: float) -> Priced:
    return price_routes(
        legs,
        prizes,
        asked=asked,
        size_max=problem.stops_per_day_max,
        count_max=SETS_PER_PRICING,
        wanted=ROUTES_PER_ROUND,
    )


def _legs(problem: CaravanProblem, slots: SlotClass) -> Legs:
    return legs_of(problem, slots.slots[0], slots.stops)


def _stops_alone(legs: Legs) -> Sets:
    levels = enumerate_sets(legs, size_max=1, count_max=len(legs.service))
    return {(int(stop),): None for level in levels for stop in level.sets[fitting(legs, level), 0]}


def _route_sets(sets: list[tuple[int, ...]], *, rigid: bool) -> RouteSets:
    return RouteSets(
        starts=np.concatenate([[0], np.cumsum([len(stops) for stops in sets])]).astype(np.int64),
        stops=np.array([stop for stops in sets for stop in stops], np.int64),
        rigid=np.full(len(sets), rigid),
    )
