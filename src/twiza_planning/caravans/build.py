"""Build the master model of a problem: its visits, its classes of slots, their routes, what they earn."""

from __future__ import annotations

from collections.abc import Hashable

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.classes import SlotClass, group_slots, kept_visits
from twiza_planning.caravans.cost import limit_spending
from twiza_planning.caravans.dominance import RouteSets, all_sets, needed_sets, stops_can_be_skipped
from twiza_planning.caravans.legs import legs_of
from twiza_planning.caravans.limits import limit_visits
from twiza_planning.caravans.master import Master, add_flights, add_visits
from twiza_planning.caravans.nights import add_nights, blocks_away
from twiza_planning.caravans.objective import Objective, add_change_price, add_covers
from twiza_planning.caravans.order import costs_by_km
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.routes import enumerate_sets
from twiza_planning.caravans.slots import free_slots
from twiza_planning.caravans.staff import add_staffed_needs
from twiza_planning.caravans.visits import VisitRule, visit_rules, visits_ruled_out

SETS_MAX = 3_000_000

Pool = dict[Hashable, RouteSets]


def build_master(problem: CaravanProblem, *, period_days: int, pool: Pool | None = None) -> tuple[Master, Objective]:
    """
    Return the complete master model and its objective.

    Where visits of a stop must lie apart, the model is exact only for periods of one day; with the days of longer
    periods counted together it is smaller and no plan is worth more than its best solution. Raises TooManyRoutes
    where the routes cannot be enumerated.

    With a `pool` the model holds those routes only: its solutions are plans, its bound is not one.
    """
    rules, classes = slot_classes(problem, period_days=period_days)
    blocks = _home_blocks(problem, classes, pool)
    if problem.nights_max:
        blocks += blocks_away(problem, classes, count_max=SETS_MAX)
    master = Master(problem, rules, classes, blocks)
    add_flights(master)
    add_visits(master)
    limit_visits(master)
    limit_spending(master)
    if problem.nights_max:
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


def _home_blocks(problem: CaravanProblem, classes: tuple[SlotClass, ...], pool: Pool | None) -> tuple[Block, ...]:
    """Return the routes of each class from base to base; classes with the same roads and stops share theirs."""
    if pool is not None:
        return tuple(Block(slots, pool[slots.road]) for slots in classes if slots.road in pool)
    known: dict[object, RouteSets] = {}
    for slots in classes:
        if slots.road not in known:
            known[slots.road] = _home_routes(problem, slots)
    return tuple(Block(slots, known[slots.road]) for slots in classes)


def _home_routes(problem: CaravanProblem, slots: SlotClass) -> RouteSets:
    slot = slots.slots[0]
    legs = legs_of(problem, slot, slots.stops)
    levels = enumerate_sets(legs, size_max=problem.stops_per_day_max, count_max=SETS_MAX)
    return all_sets(legs, levels) if costs_by_km(problem, slot.team) else needed_sets(legs, levels)
