"""Build the master model of a problem: its visits, its classes of slots, their routes, what they earn."""

from __future__ import annotations

from collections import Counter

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.classes import Road, SlotClass, group_slots, kept_visits
from twiza_planning.caravans.cost import limit_spending
from twiza_planning.caravans.dominance import RouteSets, all_sets, needed_sets, stops_can_be_skipped
from twiza_planning.caravans.legs import Ends, legs_of
from twiza_planning.caravans.limits import limit_visits
from twiza_planning.caravans.master import Master, add_flights, add_visits
from twiza_planning.caravans.nights import add_nights, blocks_away
from twiza_planning.caravans.objective import Objective, add_change_price, add_covers
from twiza_planning.caravans.order import costs_by_km
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.routes import TooManyRoutes, enumerate_sets
from twiza_planning.caravans.slots import free_slots
from twiza_planning.caravans.staff import add_staffed_needs
from twiza_planning.caravans.visits import VisitRule, visit_rules, visits_ruled_out
from twiza_planning.caravans.watch import Watch

# What fits in memory: sets of stops of one team, routes of a model, and cells of its rows of covered stops.
SETS_MAX = 1_000_000
ROUTES_MAX = 400_000
COVER_CELLS_MAX = 6_000_000

# Routes by the roads of their class and by where they start and end.
Pool = dict[tuple[Road, Ends], RouteSets]


def build_master(
    problem: CaravanProblem, *, period_days: int, pool: Pool | None = None, watch: Watch | None = None
) -> tuple[Master, Objective]:
    """
    Return the complete master model and its objective.

    Where visits of a stop must lie apart, the model is exact only for periods of one day; with the days of longer
    periods counted together it is smaller and no plan is worth more than its best solution.

    With a `pool` the model holds those routes only: its bound holds for no others. Nights away must be told apart by
    day; a pool may hold routes that start or end anywhere, of which nothing is asked here.

    Raises TooManyRoutes where the model would be too large, and TimeIsUp.
    """
    _refuse_wide_covers(problem)
    rules, classes = slot_classes(problem, period_days=period_days)
    if pool is None:
        blocks = _all_blocks(problem, classes, watch)
    else:
        blocks = tuple(Block(slots, sets, ends) for slots in classes for ends, sets in _pooled(pool, slots))
    refuse_many(blocks)
    master = Master(problem, rules, classes, blocks)
    add_flights(master)
    add_visits(master, watch=watch)
    limit_visits(master)
    limit_spending(master, watch=watch)
    if problem.nights_max and pool is None:
        add_nights(master)
    objective = add_staffed_needs(master) if problem.capacity else add_covers(master)
    add_change_price(master, objective)
    return master, objective


def slot_classes(problem: CaravanProblem, *, period_days: int) -> tuple[tuple[VisitRule, ...], tuple[SlotClass, ...]]:
    """Return how often each stop may still be visited, and the classes of interchangeable slots."""
    loyal = kept_visits(problem) is not None
    trim = not problem.capacity and not problem.nights_max and not loyal and stops_can_be_skipped(problem)
    rules = visit_rules(problem, trim=trim)
    slots = free_slots(problem, closed=visits_ruled_out(rules, problem.days))
    return rules, group_slots(problem, slots, period_days=period_days)


def refuse_many(blocks: tuple[Block, ...]) -> None:
    """Raise TooManyRoutes where a model of so many routes would be too large."""
    if sum(len(block.routes) for block in blocks) > ROUTES_MAX:
        raise TooManyRoutes


def _refuse_wide_covers(problem: CaravanProblem) -> None:
    within = Counter(locality for locality, _ in problem.share)
    if sum(stops * stops for stops in within.values()) > COVER_CELLS_MAX:
        raise TooManyRoutes


def _pooled(pool: Pool, slots: SlotClass) -> list[tuple[Ends, RouteSets]]:
    return [(ends, sets) for (road, ends), sets in pool.items() if road == slots.road]


def _all_blocks(problem: CaravanProblem, classes: tuple[SlotClass, ...], watch: Watch | None) -> tuple[Block, ...]:
    blocks = _home_blocks(problem, classes, watch)
    if problem.nights_max:
        blocks += blocks_away(problem, classes, watch=watch)
    return blocks


def _home_blocks(problem: CaravanProblem, classes: tuple[SlotClass, ...], watch: Watch | None) -> tuple[Block, ...]:
    """Return the routes of each class from base to base; classes with the same roads and stops share theirs."""
    known: dict[object, RouteSets] = {}
    blocks: list[Block] = []
    for slots in classes:
        if slots.road not in known:
            known[slots.road] = _home_routes(problem, slots, watch)
        blocks.append(Block(slots, known[slots.road]))
        refuse_many(tuple(blocks))
    return tuple(blocks)


def _home_routes(problem: CaravanProblem, slots: SlotClass, watch: Watch | None) -> RouteSets:
    slot = slots.slots[0]
    legs = legs_of(problem, slot, slots.stops)
    levels = enumerate_sets(legs, size_max=problem.stops_per_day_max, count_max=SETS_MAX, watch=watch)
    return all_sets(legs, levels) if costs_by_km(problem, slot.team) else needed_sets(legs, levels)
