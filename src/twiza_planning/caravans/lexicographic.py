"""Solve the master model: the least shortfall under the floor first, then the greatest value."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from twiza_planning.caravans.change import price_of_change
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.floor import add_shortfalls
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.model import ENDLESS, Answer
from twiza_planning.caravans.objective import Objective
from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.restrict import maximise_in_steps
from twiza_planning.caravans.routes import Ints

# In the model, where all need together is 1,000.
SHORTFALL_TOLERANCES = (1e-6, 1e-5, 1e-4)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """
    A solution of the master model (None: none found in time) and what no solution can pass.

    `bound` is of value less changes, over solutions whose areas lack no more than `shortfall` in all; `ceiling` over
    all. No solution lacks less than `shortfall_bound`.
    """

    columns: Matrix | None
    bound: float
    ceiling: float
    shortfall: float = 0.0
    shortfall_bound: float = 0.0


def solve_master(
    master: Master, objective: Objective, effort: Effort, *, start: Matrix | None = None
) -> Outcome | None:
    """Return the best solution found from a start and its bound, None when no solution exists at all."""
    choices = np.concatenate([np.zeros(0, np.int64), *(block.columns for block in master.blocks)])
    effort = replace(effort, figure=figure_of(master, objective))
    if master.problem.has_floor:
        return _solve_in_two(master, objective, choices, effort, start)
    answer = maximise_in_steps(master.model, choices, effort, start=start)
    return None if answer.impossible else _outcome(master, effort, answer)


def figure_of(master: Master, objective: Objective) -> Callable[[float], float]:
    """Return what turns the worth of a solution into value less changes."""
    locked = objective.base - price_of_change(master.problem, master.problem.locks)
    return lambda worth: locked + worth / objective.scale


def _solve_in_two(
    master: Master, objective: Objective, choices: Ints, effort: Effort, start: Matrix | None
) -> Outcome | None:
    """Find the least shortfall, then the greatest value that needs no more."""
    shortfalls = add_shortfalls(master, objective)
    if start is not None:
        start = np.append(start, np.full(len(shortfalls), np.nan))
    floor = _least_shortfall(master, shortfalls, choices, effort, start)
    if floor.impossible:
        return None
    start = floor.columns
    if start is None:
        return _outcome(master, effort, Answer(None, ENDLESS))
    least = float(start[shortfalls].sum())
    row = master.model.add_row(shortfalls, np.ones(len(shortfalls)))
    for tolerance in SHORTFALL_TOLERANCES:
        master.model.raise_limit(row, least + tolerance)
        answer = maximise_in_steps(master.model, choices, effort, start=start)
        # Rounding may leave no room at all for what was just found: then a little more is allowed.
        if not answer.impossible and answer.bound < ENDLESS:
            break
    found = Answer(start if answer.columns is None else answer.columns, answer.bound)
    return replace(
        _outcome(master, effort, found),
        shortfall=least / objective.scale,
        shortfall_bound=max(0.0, -floor.bound / objective.scale),
    )


def _least_shortfall(master: Master, shortfalls: Ints, choices: Ints, effort: Effort, start: Matrix | None) -> Answer:
    """Search for at most half of the time: the value needs some too."""
    lacking = copy(master.model)
    lacking.worth = [0.0] * len(master.model.worth)
    for column in shortfalls:
        lacking.worth[column] = -1.0
    with effort.watch.sharing(0.5):
        effort = replace(effort, gap=0.0, phase="floor", figure=None)
        return maximise_in_steps(lacking, choices, effort, start=start)


def _outcome(master: Master, effort: Effort, answer: Answer) -> Outcome:
    """Return an answer of the model in the problem's own figures."""
    figure = effort.figure or float
    most = master.model.most_worth()
    return Outcome(answer.columns, bound=figure(min(answer.bound, most)), ceiling=figure(most))
