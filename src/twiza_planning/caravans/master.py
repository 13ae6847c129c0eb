"""
The master model: which routes are flown, which stops they visit, what that is worth.

Set packing over day routes. A column counts how many slots of a class fly a route; a stop is visited as often as
routes through it are flown, or less (it is then skipped).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from twiza_planning.caravans.blocks import Block
from twiza_planning.caravans.classes import Kind, SlotClass
from twiza_planning.caravans.model import Model
from twiza_planning.caravans.problem import CaravanProblem, Matrix
from twiza_planning.caravans.routes import Ints
from twiza_planning.caravans.slots import Slot
from twiza_planning.caravans.visits import VisitRule, most_apart
from twiza_planning.caravans.watch import Watch


@dataclass(frozen=True, slots=True)
class VisitKey:
    """
    Visits of a stop that are counted together: by a kind of team, on certain days where visits must lie apart, in one
    slot where the earlier plan counts.
    """

    stop: int
    kind: Kind
    days: tuple[int, ...] | None
    slot: Slot | None


@dataclass(slots=True, eq=False)
class Master:
    """
    The model in the making, and what its columns stand for: how often routes are flown and stops visited.

    Rows that a flight stands in: that of its class (`slot_rows`), of each stop it passes (`visit_rows`, first the one
    that every flight stands in) and of what it costs (`cost_row`, by block in `costs`).
    """

    problem: CaravanProblem
    rules: tuple[VisitRule, ...]
    classes: tuple[SlotClass, ...]
    blocks: tuple[Block, ...]
    model: Model = field(default_factory=Model)
    visits: dict[int, list[tuple[VisitKey, int]]] = field(default_factory=lambda: defaultdict(list))
    slot_rows: dict[SlotClass, int] = field(default_factory=dict)
    visit_rows: dict[VisitKey, list[int]] = field(default_factory=dict)
    cost_row: int | None = None
    costs: dict[Block, Matrix] = field(default_factory=dict)

    def key(self, slots: SlotClass, stop: int) -> VisitKey:
        """Return whose visits of a stop are counted together with those of a class."""
        rule = self.rules[stop]
        days = slots.days if rule.left > 1 and rule.gap_days > 0 else None
        return VisitKey(stop, slots.kind, days, slots.slots[0] if slots.kept else None)


def add_flights(master: Master) -> None:
    """Add how often each route is flown: by each class in all at most as often as it has slots."""
    flown: dict[SlotClass, list[Ints]] = defaultdict(list)
    for block in master.blocks:
        most = float(len(block.slots.slots))
        block.columns = master.model.add_columns(len(block.routes), upper=most, integer=True)
        flown[block.slots].append(block.columns)
    for slots, parts in flown.items():
        columns = np.concatenate(parts)
        row = master.model.add_row(columns, np.ones(len(columns)), upper=float(len(slots.slots)))
        master.slot_rows[slots] = row


def add_visits(master: Master, *, watch: Watch | None = None) -> None:
    """
    Add how often each stop is visited: at most as often as it is passed, at least as often as none may skip it.

    Raises TimeIsUp.
    """
    passing: dict[VisitKey, list[Ints]] = defaultdict(list)
    staying: dict[VisitKey, list[Ints]] = defaultdict(list)
    for block in master.blocks:
        if watch is not None:
            watch.check()
        for stop, rows in block.routes_by_stop():
            key = master.key(block.slots, stop)
            passing[key].append(block.columns[rows])
            staying[key].append(block.columns[block.staying(stop, rows)])
    for key, parts in passing.items():
        rule = master.rules[key.stop]
        most = rule.left if key.days is None else most_apart(key.days, rule.gap_days)
        column = master.model.add_column(upper=float(min(rule.left, most)), integer=True)
        master.visits[key.stop].append((key, column))
        passes, stays = np.concatenate(parts), np.concatenate(staying[key])
        if len(stays) == len(passes):
            found = [_link(master.model, column, passes, lower=0.0, upper=0.0)]
        else:
            found = [_link(master.model, column, passes, lower=0.0)]
            if len(stays):
                found.append(_link(master.model, column, stays, upper=0.0))
        master.visit_rows[key] = found


def _link(model: Model, visit: int, flights: Ints, *, lower: float = -np.inf, upper: float = np.inf) -> int:
    """Hold flights − visits between limits, and return the row."""
    factors = np.ones(len(flights) + 1)
    factors[-1] = -1.0
    return model.add_row(np.append(flights, visit), factors, lower=lower, upper=upper)
