"""Solve the master model: the least shortfall under the floor first, then the greatest value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.change import price_of_change
from twiza_planning.caravans.floor import add_shortfalls
from twiza_planning.caravans.master import Master
from twiza_planning.caravans.mip import ENDLESS, Answer, maximise
from twiza_planning.caravans.objective import Objective
from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints
from twiza_planning.caravans.watch import Watch

# In the model, where all need together is 1,000.
SHORTFALL_TOLERANCES = (1e-6, 1e-5, 1e-4)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """
    A solution of the master model (None: none found in time) and what none can pass: `bound` on value less changes.

    `bound` holds for plans with no more shortfall than the solution's, `ceiling` for all plans; `floor_proven` says
    that no plan has a smaller sum of shortfalls.
    """

    columns: Matrix | None
    bound: float
    floor_proven: bool
    ceiling: float


def solve_master(master: Master, objective: Objective, *, watch: Watch, gap: float, seed: int) -> Outcome | None:
    """
    Return the best solution found and its bound, None when no solution exists at all.
    """
    if master.problem.area_floor is not None:
        return _solve_in_two(master, objective, watch=watch, gap=gap, seed=seed)
    answer = maximise(master.model, watch=watch, gap=gap, seed=seed)
    if answer.impossible:
        return None
    return _outcome(master, objective, answer, floor_proven=True)


def _solve_in_two(master: Master, objective: Objective, *, watch: Watch, gap: float, seed: int) -> Outcome | None:
    """Find the least shortfall, then the greatest value that needs no more."""
    shortfalls = add_shortfalls(master, objective)
    floor = _least_shortfall(master, shortfalls, watch=watch, seed=seed)
    if floor.impossible:
        return None
    start = floor.columns
    if start is None:
        return _outcome(master, objective, Answer(None, ENDLESS), floor_proven=False)
    least = float(start[shortfalls].sum())
    row = master.model.add_row(shortfalls, np.ones(len(shortfalls)))
    for tolerance in SHORTFALL_TOLERANCES:
        master.model.raise_limit(row, least + tolerance)
        answer = maximise(master.model, watch=watch, gap=gap, seed=seed, start=start)
        # Rounding may leave no room at all for what was just found: then a little more is allowed.
        if not answer.impossible and answer.bound < ENDLESS:
            break
    found = Answer(start if answer.columns is None else answer.columns, answer.bound)
    return _outcome(master, objective, found, floor_proven=least <= SHORTFALL_TOLERANCES[-1] - floor.bound)


def _least_shortfall(master: Master, shortfalls: Ints, *, watch: Watch, seed: int) -> Answer:
    worth = master.model.worth
    master.model.worth = [0.0] * len(worth)
    for column in shortfalls:
        master.model.worth[column] = -1.0
    answer = maximise(master.model, watch=watch, gap=0.0, seed=seed)
    master.model.worth = worth
    return answer


def _outcome(master: Master, objective: Objective, answer: Answer, *, floor_proven: bool) -> Outcome:
    """Return an answer of the model in the problem's own figures."""
    everything = master.model.most_worth()
    locked = objective.base - price_of_change(master.problem, master.problem.locks)
    ceiling = locked + everything / objective.scale
    bound = locked + min(answer.bound, everything) / objective.scale
    return Outcome(answer.columns, bound, floor_proven, ceiling)
