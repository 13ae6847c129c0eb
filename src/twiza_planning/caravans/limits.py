"""Rows of the master model that limit visits: how many, and how far apart."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.master import Master
from twiza_planning.caravans.visits import VisitRule


def limit_visits(master: Master) -> None:
    """Hold the visits of each stop to how often at most, how often at least if any, and the days between two."""
    for stop, rule in enumerate(master.rules):
        columns = [column for _, column in master.visits[stop]]
        _limit_most(master, columns, rule)
        _ask_least(master, columns, rule)
        if rule.left > 1 and rule.gap_days > 0:
            _keep_days_apart(master, stop, rule.gap_days)


def _limit_most(master: Master, columns: list[int], rule: VisitRule) -> None:
    if len(columns) > 1:
        master.model.add_row(columns, np.ones(len(columns)), upper=float(rule.left))


def _ask_least(master: Master, columns: list[int], rule: VisitRule) -> None:
    missing = rule.least - len(rule.locked_days)
    if missing <= 0 or rule.least <= 1:
        return
    if rule.locked_days:
        master.model.add_row(columns, np.ones(len(columns)), lower=float(missing))
        return
    if columns:
        served = master.model.add_column(upper=1.0, integer=True)
        factors = np.ones(len(columns) + 1)
        factors[-1] = -float(rule.least)
        master.model.add_row([*columns, served], factors, lower=0.0)
        factors[-1] = -float(rule.left)
        master.model.add_row([*columns, served], factors, upper=0.0)


def _keep_days_apart(master: Master, stop: int, gap_days: int) -> None:
    """At most one visit in any window of so many days."""
    dated = [(key.day, column) for key, column in master.visits[stop] if key.day is not None]
    known: set[tuple[int, ...]] = set()
    for first in sorted({day for day, _ in dated}):
        window = tuple(column for day, column in dated if first <= day < first + gap_days)
        if len(window) > 1 and not any(set(window) <= set(other) for other in known):
            known.add(window)
            master.model.add_row(window, np.ones(len(window)), upper=1.0)
