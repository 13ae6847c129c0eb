"""Models solved by HiGHS, on one thread (Huangfu and Hall, 2018)."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.model import ENDLESS, Answer, Model
from twiza_planning.caravans.problem import Matrix

PROVEN = highspy.HighsModelStatus.kOptimal
STOPPED = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)
IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
# Rule 13 of HiGHS 1.15's presolve (parallel rows and columns) calls some feasible models infeasible.
PARALLEL_ROWS = 1 << 13
SECONDS_BETWEEN_REPORTS = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """The best columns were none whole, their reduced costs (what one more of each would lose), and their worth."""

    columns: Matrix
    reduced: Matrix
    worth: float


def maximise(model: Model, effort: Effort, *, start: Matrix | None = None, enough: float = ENDLESS) -> Answer:
    """
    Return the best solution found until the gap is reached, the time is over or the caller cancels.

    Parameters
    ----------
    model : Model
    effort : Effort
    start : array, optional
        A solution to begin from; columns that are not known are nan.
    enough : float, optional
        Worth at which the search may stop at once.

    Raises
    ------
    RuntimeError
        When HiGHS ends in a way that is neither an answer nor a stop.
    """
    if not model.worth:
        return model.answer_without_columns()
    highs = _prepared(model, effort)
    _listen(highs, effort, enough)
    if start is not None:
        known = np.flatnonzero(~np.isnan(start))
        highs.setSolution(len(known), known.astype(np.int32), start[known])
    answer = _run(highs)
    if answer.impossible:
        # Believed only when found without presolve too.
        highs.setOptionValue("presolve", "off")
        answer = _run(highs)
    return answer


def relax(model: Model, effort: Effort) -> Relaxation | None:
    """Return the relaxation's optimum, None when there is none or the time is too short to know."""
    highs = _prepared(model.without_whole_numbers(), effort)
    _listen(highs, effort, ENDLESS)
    highs.run()
    if highs.getModelStatus() != PROVEN:
        return None
    solution = highs.getSolution()
    return Relaxation(
        columns=np.array(solution.col_value),
        reduced=-np.array(solution.col_dual),
        worth=float(highs.getInfo().objective_function_value),
    )


def _prepared(model: Model, effort: Effort) -> highspy.Highs:
    highs = highspy.Highs()
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": effort.seed % 2**31,
        "mip_rel_gap": effort.gap,
        "presolve_rule_off": PARALLEL_ROWS,
        "time_limit": effort.watch.left,
    }
    for name, choice in options.items():
        if highs.setOptionValue(name, choice) != highspy.HighsStatus.kOk:
            raise RuntimeError(f"HiGHS refuses {name} = {choice}.")
    if highs.passModel(model.to_highs()) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refuses the model.")
    return highs


def _listen(highs: highspy.Highs, effort: Effort, enough: float) -> None:
    """Tell of progress now and then, and stop when there is no time or need to go on."""
    told = [effort.watch.elapsed]

    def hear(event: highspy.highs.HighsCallbackEvent) -> None:
        known = event.data_out
        if effort.watch.elapsed - told[0] >= SECONDS_BETWEEN_REPORTS:
            told[0] = effort.watch.elapsed
            effort.tell(_finite(known.mip_primal_bound), _finite(known.mip_dual_bound))
        if effort.watch.stopped or enough <= known.mip_primal_bound < ENDLESS:
            event.interrupt()

    def heed(event: highspy.highs.HighsCallbackEvent) -> None:
        if effort.watch.stopped:
            event.interrupt()

    highs.cbMipInterrupt += hear
    highs.cbSimplexInterrupt += heed


def _finite(number: float) -> float | None:
    return float(number) if abs(number) < ENDLESS else None


def _run(highs: highspy.Highs) -> Answer:
    highs.run()
    status = highs.getModelStatus()
    if status in IMPOSSIBLE:
        return Answer(None, -ENDLESS, impossible=True)
    if status != PROVEN and status not in STOPPED:
        raise RuntimeError(f"HiGHS ended with {highs.modelStatusToString(status)}.")
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Answer(
        columns=np.array(highs.getSolution().col_value) if found else None,
        bound=float(info.mip_dual_bound) if _has_whole_numbers(highs) else _bound_without(highs),
    )


def _has_whole_numbers(highs: highspy.Highs) -> bool:
    return any(kind == highspy.HighsVarType.kInteger for kind in highs.getLp().integrality_)


def _bound_without(highs: highspy.Highs) -> float:
    proven = highs.getModelStatus() == PROVEN
    return float(highs.getInfo().objective_function_value) if proven else ENDLESS
