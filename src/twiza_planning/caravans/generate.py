"""
Column generation, where routes are too many to enumerate.

A relaxation with few routes prices every stop; routes worth more than their slot at those prices join it, until there
are none (Dantzig and Wolfe, 1960). At any prices, no plan is worth more than the relaxation plus, for each class of
slots, its slots times what the best missing route would win: that is the bound (Lasdon, 1970).

Nights away are relaxed: stops are put together in zones, a route that starts where a team slept starts anywhere in
that zone, and as many start in a zone as end there. So every plan is a solution of the relaxation, and its bound
holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from twiza_planning.caravans.build import Pool, build_master, slot_classes
from twiza_planning.caravans.classes import Road, SlotClass
from twiza_planning.caravans.cost import route_cost
from twiza_planning.caravans.dominance import RouteSets, stops_can_be_skipped
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.legs import HOME, Ends, Zone, legs_of
from twiza_planning.caravans.lexicographic import figure_of
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.order import costs_by_km
from twiza_planning.caravans.pricing import Offer, Priced, price_routes
from twiza_planning.caravans.problem import CaravanProblem, Matrix, Travel
from twiza_planning.caravans.programme import Programme
from twiza_planning.caravans.routes import Ints, Legs, enumerate_sets, fitting
from twiza_planning.caravans.watch import TimeIsUp, Watch
from twiza_planning.caravans.zones import zones_of

ROUNDS_MAX = 500
# Sets looked at in one pricing: more, up to the most, where fewer find nothing and cannot say that there is nothing.
SETS_PER_PRICING = 200_000
SETS_MOST = 3_200_000
WIDER = 4
ROUTES_PER_ROUND = 50
# Part of the gap asked for that may be left between the relaxation and its bound.
OPEN_SHARE = 0.2
# More zones bring the bound little nearer (0.4 % on 200 stops) and take their square of the time.
ZONES_MAX = 4
CLASSES_TOLD = 40
RATIOS_MAX = 50
ROUNDING = 1e-9

Sets = dict[tuple[int, ...], None]
Key = tuple[Road, Ends]
Flown = dict[tuple[Hashable, Ends], list[Ints]]


@dataclass(frozen=True, slots=True)
class Cut:
    """At prices found under a `budget`, no plan is worth more than `bound`, and `price` for each money above it."""

    budget: float
    bound: float
    price: float


@dataclass(frozen=True, slots=True)
class Generated:
    """Routes worth having, and a bound on value less changes over all plans."""

    pool: Pool
    bound: float


def generate_routes(problem: CaravanProblem, effort: Effort) -> Generated:
    """
    Return routes for a good plan and a bound, by column generation with the days of each season together.

    Raises TooManyRoutes where even the stops of one team are too many, and TimeIsUp before there is any bound.
    """
    generation = _Generation(problem, effort)
    bound = min((cut.bound for cut in generation.cuts()), default=inf)
    return Generated(generation.routes.pool_home(), bound)


def price_budgets(problem: CaravanProblem, budgets: Sequence[float], effort: Effort) -> tuple[Cut, ...]:
    """
    Return what no plan is worth more than under each of some budgets, and what one more of money earns there.

    The problem has a budget, whatever it be. Raises as `generate_routes` does.
    """
    generation = _Generation(problem, effort)
    locked = sum(route_cost(problem, lock) for lock in problem.locks)
    cuts: list[Cut] = []
    for budget in budgets:
        if generation.master.cost_row is not None:
            generation.programme.limit(generation.master.cost_row, budget - locked)
        cuts += (replace(cut, budget=budget) for cut in generation.cuts())
    return tuple(cuts)


class _Generation:
    """A relaxation, and the routes generated for it so far."""

    def __init__(self, problem: CaravanProblem, effort: Effort) -> None:
        self._effort = effort
        self.routes = _Routes(problem, effort.watch)
        self.master, self._objective = build_master(
            problem, period_days=problem.days, pool=self.routes.pool(), watch=effort.watch
        )
        self.routes.join(self.master)
        self.programme = Programme(self.master.model)
        self._figure = figure_of(self.master, self._objective)
        self._budget = problem.budget or 0.0

    def cuts(self) -> Iterator[Cut]:
        """Yield what each round of prices says no plan is worth more than, until no route is missing or time ends."""
        watch, bound = self._effort.watch, inf
        for _ in range(ROUNDS_MAX):
            if not self.programme.solve_within(watch.left):
                return
            worth, prices = self.programme.worth, self.programme.prices
            try:
                missing, has_grown = self.routes.grow(self.master, self.programme, prices)
            except TimeIsUp:
                return
            yield Cut(self._budget, self._figure(worth + missing), self._price(prices))
            bound = min(bound, worth + missing)
            watch.report("routes", bound=self._figure(bound))
            if bound - worth <= OPEN_SHARE * self._effort.gap * abs(bound) or watch.stopped:
                return
            if not has_grown and not self.routes.look_wider():
                return

    def _price(self, prices: Matrix) -> float:
        row = self.master.cost_row
        return 0.0 if row is None else max(0.0, float(prices[row])) / self._objective.scale


@dataclass(slots=True, eq=False)
class _Routes:
    """
    The sets of stops generated so far, by the roads of their class and their ends; at first every stop alone.

    Stops that cannot be alone in a route are `named`, so that they have a price.
    """

    problem: CaravanProblem
    watch: Watch
    zones: tuple[Zone, ...] = field(init=False)
    sets: dict[Key, Sets] = field(init=False)
    named: dict[Key, Sets] = field(init=False)
    rigid: dict[Road, bool] = field(init=False)
    ties: dict[tuple[Hashable, Ends], list[tuple[int, float]]] = field(init=False)
    sets_priced: int = SETS_PER_PRICING
    least_km: dict[int, float] = field(init=False)

    def __post_init__(self) -> None:
        _, classes = slot_classes(self.problem, period_days=self.problem.days)
        skips = stops_can_be_skipped(self.problem)
        self.least_km = _least_km_a_minute(self.problem) if self.problem.budget is not None else {}
        count = max(1, min(ZONES_MAX, CLASSES_TOLD // max(1, len(classes))))
        self.zones = zones_of(self.problem, count) if self.problem.nights_max else ()
        self.sets, self.named, self.rigid, self.ties = {}, {}, {}, {}
        for slots in classes:
            self.rigid[slots.road] = not skips or costs_by_km(self.problem, slots.slots[0].team)
            for ends in self._ends():
                if (slots.road, ends) not in self.sets:
                    self.watch.check()
                    alone, others = _stops_alone(legs_of(self.problem, slots.slots[0], slots.stops, ends))
                    self.sets[slots.road, ends], self.named[slots.road, ends] = alone, others

    def _ends(self) -> Iterator[Ends]:
        yield HOME
        for zone in self.zones:
            yield Ends(None, zone)
            yield Ends(zone, None)
            if self.problem.nights_max > 1:
                yield from (Ends(zone, other) for other in self.zones)

    def pool(self) -> Pool:
        """Return the sets as routes, with the stops that are only named."""
        return {
            key: _route_sets([*sets, *self.named[key]], rigid=self.rigid[key[0]]) for key, sets in self.sets.items()
        }

    def pool_home(self) -> Pool:
        """Return the sets that can be visited from base to base as routes."""
        return {
            key: _route_sets([*sets], rigid=self.rigid[key[0]]) for key, sets in self.sets.items() if key[1] == HOME
        }

    def join(self, master: Master) -> None:
        """Close the routes that only name a stop, and tie the numbers of routes that start or end away."""
        flown: Flown = defaultdict(list)
        for block in master.blocks:
            named = len(self.named[block.slots.road, block.ends])
            master.model.close(block.columns[len(block.columns) - named :])
            flown[block.slots.road.team, block.ends].append(block.columns)
        loose = {slots.road.team for slots in master.classes if self._has_locked_nights(slots)}
        for team in {team: None for team, _ in flown if team not in loose}:
            for zone in self.zones:
                slept = {ends: float(ends.end == zone) - float(ends.start == zone) for ends in self._ends()}
                self._tie(master, team, flown, slept, lower=0.0)
            if self.zones:
                away = {ends: _nights(ends, self.problem.nights_max) for ends in self._ends()}
                self._tie(master, team, flown, away, lower=-np.inf)

    def _tie(self, master: Master, team: Hashable, flown: Flown, factors: dict[Ends, float], *, lower: float) -> None:
        """Add a row of the routes of a team by their ends, from `lower` to 0."""
        row = {ends: factor for ends, factor in factors.items() if factor}
        parts = [(columns, row[ends]) for ends in row for columns in flown.get((team, ends), ())]
        if not parts:
            return
        columns = np.concatenate([columns for columns, _ in parts])
        number = master.model.add_row(
            columns, np.concatenate([np.full(len(part), factor) for part, factor in parts]), lower=lower, upper=0.0
        )
        for ends, factor in row.items():
            self.ties.setdefault((team, ends), []).append((number, factor))

    def _has_locked_nights(self, slots: SlotClass) -> bool:
        teams = {self.problem.teams[slot.team].id for slot in slots.slots}
        return any(lock.team in teams for lock in self.problem.locks if lock.start or lock.end)

    def grow(self, master: Master, programme: Programme, prices: Matrix) -> tuple[float, bool]:
        """
        Add routes that would win something, and return how much all missing ones could, and if any was new.

        Raises TimeIsUp.
        """
        missing, has_grown = 0.0, False
        for slots in master.slot_rows:
            prizes = np.array([-prices[self._rows(master, slots, stop)].sum() for stop in slots.stops])
            most = 0.0
            for ends in self._ends():
                toll = self._toll(master, slots, prices)
                offer = Offer(prizes, self._asked(master, slots, ends, prices), toll)
                priced = self._priced(slots, ends, offer)
                most = max(most, priced.most)
                for stops, driven in zip(priced.sets, priced.driven, strict=True):
                    if stops not in self.sets[slots.road, ends]:
                        has_grown = True
                        self._add(master, programme, (slots.road, ends), stops, driven)
            missing += len(slots.slots) * most
        return missing, has_grown

    def look_wider(self) -> bool:
        """Look at more sets from now on, and return whether that is possible."""
        before, self.sets_priced = self.sets_priced, min(SETS_MOST, WIDER * self.sets_priced)
        return self.sets_priced > before

    def _asked(self, master: Master, slots: SlotClass, ends: Ends, prices: Matrix) -> float:
        """Return what a route must win to be worth its slot, its night away and its money."""
        rows, factors = self._own_rows(master, slots, ends)
        return float(prices[rows] @ np.array(factors))

    def _toll(self, master: Master, slots: SlotClass, prices: Matrix) -> float:
        """Return what a minute on the road takes at least: its kilometres count against the budget."""
        if master.cost_row is None:
            return 0.0
        return max(0.0, float(prices[master.cost_row])) * self._minute_cost(slots)

    def _minute_cost(self, slots: SlotClass) -> float:
        slot = slots.slots[0]
        return self.problem.teams[slot.team].cost_km * self.least_km[slot.season]

    def _own_rows(self, master: Master, slots: SlotClass, ends: Ends) -> tuple[list[int], list[float]]:
        """Return the rows that every route of a class with some ends stands in, and how often."""
        rows = [(master.slot_rows[slots], 1.0), *self.ties.get((slots.road.team, ends), ())]
        if master.cost_row is not None:
            rows.append((master.cost_row, self.problem.teams[slots.slots[0].team].cost_day))
        return [row for row, _ in rows], [factor for _, factor in rows]

    def _priced(self, slots: SlotClass, ends: Ends, offer: Offer) -> Priced:
        return price_routes(
            legs_of(self.problem, slots.slots[0], slots.stops, ends),
            offer,
            size_max=self.problem.stops_per_day_max,
            count_max=self.sets_priced,
            wanted=ROUTES_PER_ROUND,
            watch=self.watch,
        )

    def _rows(self, master: Master, slots: SlotClass, stop: int) -> list[int]:
        """Return the rows in which a flight of a class stands for passing a stop."""
        rows = master.visit_rows.get(master.key(slots, stop), [])
        return rows if self.rigid[slots.road] else rows[:1]

    def _add(self, master: Master, programme: Programme, key: Key, stops: tuple[int, ...], driven: float) -> None:
        self.sets[key][stops] = None
        for slots in master.slot_rows:
            if slots.road == key[0]:
                rows, factors = self._own_rows(master, slots, key[1])
                passing = [row for stop in stops for row in self._rows(master, slots, slots.stops[stop])]
                factors += [1.0] * len(passing)
                if master.cost_row is not None:
                    # After the rows that every route stands in, of which it is the last.
                    factors[len(rows) - 1] += driven * self._minute_cost(slots)
                programme.add_column(upper=float(len(slots.slots)), rows=rows + passing, factors=factors)


def _least_km_a_minute(problem: CaravanProblem) -> dict[int, float]:
    """Return, by season, the least kilometres that a minute on the road can be."""
    travels = {-1: problem.travel} | {rank: season.travel for rank, season in enumerate(problem.seasons)}
    return {season: _least_ratio(travel) for season, travel in travels.items()}


def _least_ratio(travel: Travel) -> float:
    places = np.arange(travel.minutes.shape[0])
    # At one speed all are the same.
    some = np.ix_(places[:RATIOS_MAX], places[:RATIOS_MAX]) if travel.is_direct else np.ix_(places, places)
    minutes, km = travel.minutes[some], travel.km[some]
    moving = minutes > 0
    return float((km[moving] / minutes[moving]).min()) * (1.0 - ROUNDING) if moving.any() else 0.0


def _nights(ends: Ends, nights_max: int) -> float:
    """Return what a route counts towards days between two nights away: so many at most for each setting out."""
    if ends.start is not None and ends.end is not None:
        return 1.0
    return 1.0 - nights_max if ends.end is not None else 0.0


def _stops_alone(legs: Legs) -> tuple[Sets, Sets]:
    """Return the stops that fit in a day alone, and the others."""
    levels = enumerate_sets(legs, size_max=1, count_max=len(legs.service))
    alone: Sets = {(int(stop),): None for level in levels for stop in level.sets[fitting(legs, level), 0]}
    return alone, {(stop,): None for stop in range(len(legs.service)) if (stop,) not in alone}


def _route_sets(sets: list[tuple[int, ...]], *, rigid: bool) -> RouteSets:
    return RouteSets(
        starts=np.concatenate([[0], np.cumsum([len(stops) for stops in sets])]).astype(np.int64),
        stops=np.array([stop for stops in sets for stop in stops], np.int64),
        rigid=np.full(len(sets), rigid),
    )
