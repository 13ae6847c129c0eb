"""Rows of the master model that limit visits: how many, and how far apart."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.master import Master
from twiza_planning.caravans.visits import VisitRule, most_apart


def limit_visits(master: Master) -> None:
    """Hold the visits of each stop to how often at most, how often at least if any, and the days between two."""
    for stop, rule in enumerate(master.rules):
        columns = [column for _, column in master.visits[stop]]
        _ask_least(master, columns, rule)
        if rule.left > 1 and rule.gap_days > 0:
            _keep_days_apart(master, stop, rule)
        else:
            _limit_most(master, columns, rule)


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
        if rule.least == rule.left:
            master.model.add_row([*columns, served], factors, lower=0.0, upper=0.0)
            return
        master.model.add_row([*columns, served], factors, lower=0.0)
        factors[-1] = -float(rule.left)
        master.model.add_row([*columns, served], factors, upper=0.0)


def _keep_days_apart(master: Master, stop: int, rule: VisitRule) -> None:
    """In all at most so many visits, and in any stretch of days as many as its days can hold so far apart."""
    gap_days = rule.gap_days
    dated = [(key.days, column) for key, column in master.visits[stop] if key.days is not None]
    told_apart = all(len(days) == 1 for days, _ in dated)
    known: list[set[int]] = []
    for first in sorted({days[0] for days, _ in dated}):
        for last in sorted({days[-1] for days, _ in dated}, reverse=True):
            # Where every day is told apart, the stretches of one gap say all.
            if told_apart and last - first >= gap_days:
                continue
            inside = [(days, column) for days, column in dated if first <= days[0] and days[-1] <= last]
            columns = {column for _, column in inside}
            if len(columns) > 1 and not (told_apart and any(columns <= other for other in known)):
                known.append(columns)
                most = min(rule.left, most_apart({day for days, _ in inside for day in days}, gap_days))
                master.model.add_row(sorted(columns), np.ones(len(columns)), upper=float(most))
    if told_apart:
        _limit_most(master, [column for _, column in dated], rule)
