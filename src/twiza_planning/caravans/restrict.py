"""
Large models in steps: the relaxation for the bound, a small model of its best columns for a solution.

Columns whose reduced cost rules them out of every solution better than the one at hand are then left out of the whole
model (reduced cost fixing: Dantzig, Fulkerson and Johnson, 1954). Of more than HiGHS can take in hand, the least
promising are left out too: a solution with any of them is worth no more than the relaxation less its reduced cost.
"""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.highs import Relaxation, maximise, relax
from twiza_planning.caravans.model import ENDLESS, Answer, Model
from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints

SMALL = 2_500
PROMISING_MIN = 1_000
PROMISING_PER_USED = 4
# Past this HiGHS does not look at the clock for minutes: 262,000 columns under a budget kept it 170 s in its probing.
MANY = 40_000
USED = 1e-9
HALF = 0.5


def maximise_in_steps(
    model: Model, choices: Ints, effort: Effort, *, start: Matrix | None = None, many: int = MANY
) -> Answer:
    """
    Return the best solution found and a bound; `choices` are the columns that a first attempt may leave out.

    A `start` may hold nan for columns that are not known; no more than `many` choices are weighed at once past the
    first attempts. Raises RuntimeError when HiGHS ends in a way that is neither an answer nor a stop.
    """
    if len(choices) <= SMALL:
        return maximise(model, effort, start=start)
    relaxed = relax(model, effort)
    if relaxed is None:
        return maximise(model, effort, start=start)
    effort.tell(None, relaxed.worth)
    enough = relaxed.worth - effort.gap * abs(relaxed.worth)
    left_out = _unpromising(relaxed, choices, start)
    found = maximise(model.without(left_out), effort, start=start, enough=enough)
    best = _better(model, found.columns, None if start is None or np.isnan(start).any() else start)
    if effort.watch.stopped or (best is not None and model.worth_of(best) >= enough):
        return Answer(best, relaxed.worth)
    left_out, missed = _hopeless(model, relaxed, choices, best, many)
    whole = maximise(model.without(left_out), effort, start=best)
    if whole.impossible:
        return whole if best is None and missed == -ENDLESS else Answer(best, relaxed.worth)
    best = _better(model, whole.columns, best)
    bound = max(whole.bound, missed, -ENDLESS if best is None else model.worth_of(best))
    return Answer(best, min(relaxed.worth, bound))


def _unpromising(relaxed: Relaxation, choices: Ints, start: Matrix | None) -> Ints:
    """Return the choices but those the relaxation or the start uses and the next best."""
    used = relaxed.columns[choices] > USED
    if start is not None:
        used |= start[choices] > USED
    order = np.argsort(np.where(used, -1.0, relaxed.reduced[choices]), kind="stable")
    return choices[order[max(PROMISING_MIN, PROMISING_PER_USED * int(used.sum())) :]]


def _hopeless(model: Model, relaxed: Relaxation, choices: Ints, best: Matrix | None, many: int) -> tuple[Ints, float]:
    """
    Return the choices to leave out, and the most that a solution with any of them is worth.

    It is minus endless when they are in no solution better than the best found.
    """
    least = np.where(relaxed.columns[choices] > USED, 0.0, relaxed.reduced[choices])
    if best is not None:
        least = np.where(best[choices] < HALF, least, 0.0)
    room = ENDLESS if best is None else relaxed.worth - model.worth_of(best)
    hopeless = least > room + USED
    order = np.argsort(least, kind="stable")
    if hopeless.sum() + many >= len(choices):
        return choices[hopeless], -ENDLESS
    missed = relaxed.worth - float(least[order[many]])
    return choices[order[many:]], missed


def _better(model: Model, one: Matrix | None, other: Matrix | None) -> Matrix | None:
    if one is None or other is None:
        return other if one is None else one
    return one if model.worth_of(one) >= model.worth_of(other) else other
