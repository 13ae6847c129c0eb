"""Programs solved by HiGHS, on one thread (Huangfu and Hall, 2018)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy.sparse import csr_array

from twiza_planning.location.distances import Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.problem import Flags

ENDLESS = np.inf
CLOSE = 1e-6
PROVEN = highspy.HighsModelStatus.kOptimal
STOPPED = (
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kObjectiveBound,
    highspy.HighsModelStatus.kObjectiveTarget,
)
IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
# Rule 13 of HiGHS 1.15's presolve (parallel rows and columns) calls some feasible models infeasible.
PARALLEL_ROWS = 1 << 13


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Minimise cost · x where lower ≤ matrix · x ≤ upper and least ≤ x ≤ most; some x whole numbers."""

    cost: Vector
    matrix: csr_array
    lower: Vector
    upper: Vector
    least: Vector
    most: Vector
    is_whole: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """
    The best columns found (None when none were), and a proven lower bound on the cost.

    `is_impossible` says that there are no columns within the limits; `duals` are those of the rows, of a program
    without whole numbers only.
    """

    columns: Vector | None
    cost: float
    bound: float
    is_proven: bool = False
    is_impossible: bool = False
    duals: Vector | None = None


def minimise(
    program: Program,
    effort: Effort,
    *,
    start: Vector | None = None,
    nodes: int | None = None,
    gap: float = 0.0,
    enough: float = -ENDLESS,
    hopeless: float = ENDLESS,
) -> Solved:
    """
    Return the best columns found until the gap is reached, the nodes are used or the time is over.

    Parameters
    ----------
    program : Program
    effort : Effort
        The time left, the caller who may cancel, and the seed.
    start : array, optional
        Columns to begin from, all known.
    nodes : int, optional
        The most branches looked at; unlike time it ends at the same answer on any machine.
    gap : float
        Relative gap at which to stop.
    enough : float
        Cost at which the search may stop at once.
    hopeless : float
        Cost that, when it is proven that there is none so small, ends the search.

    Raises
    ------
    RuntimeError
        When HiGHS ends in a way that is neither an answer nor a stop.
    """
    if effort.watch.stopped:
        return Solved(start, float(program.cost @ start) if start is not None else ENDLESS, -ENDLESS)
    highs = _prepared(program, effort)
    _set(highs, mip_rel_gap=gap, mip_abs_gap=0.0 if gap == 0 else 1e-6)
    if nodes is not None:
        _set(highs, mip_max_nodes=nodes)
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    _listen(highs, effort)

    def heed(event: highspy.highs.HighsCallbackEvent) -> None:
        if event.data_out.mip_primal_bound <= enough or event.data_out.mip_dual_bound > hopeless + CLOSE:
            event.interrupt()

    if np.isfinite(enough) or np.isfinite(hopeless):
        highs.cbMipInterrupt += heed
    solved = _run(highs, program)
    if solved.is_impossible:
        # Believed only when found without presolve too.
        _set(highs, presolve="off", time_limit=effort.watch.left)
        solved = _run(highs, program)
    return solved


def relax(program: Program, effort: Effort) -> Solved:
    """Return the optimum without whole numbers; its bound is endless where the time was too short to know."""
    if effort.watch.stopped:
        return Solved(None, ENDLESS, -ENDLESS)
    loose = replace(program, is_whole=np.zeros(len(program.cost), dtype=np.bool_))
    highs = _prepared(loose, effort)
    _listen(highs, effort)
    return _run(highs, loose)


def _prepared(program: Program, effort: Effort) -> highspy.Highs:
    highs = highspy.Highs()
    _set(
        highs,
        output_flag=False,
        threads=1,
        random_seed=effort.seed % 2**31,
        presolve_rule_off=PARALLEL_ROWS,
        time_limit=effort.watch.left,
    )
    if highs.passModel(_as_lp(program)) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refuses the model.")
    return highs


def _set(highs: highspy.Highs, **options: bool | int | float | str) -> None:
    for name, choice in options.items():
        if highs.setOptionValue(name, choice) != highspy.HighsStatus.kOk:
            raise RuntimeError(f"HiGHS refuses {name} = {choice}.")


def _as_lp(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = program.matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.least, program.most
    lp.row_lower_, lp.row_upper_ = program.lower, program.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = program.matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = program.matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = program.matrix.data.astype(np.float64)
    if program.is_whole.any():
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        lp.integrality_ = [kinds[bool(whole)] for whole in program.is_whole]
    return lp


def _listen(highs: highspy.Highs, effort: Effort) -> None:
    """Stop when there is no time to go on, or the caller cancels."""

    def heed(event: highspy.highs.HighsCallbackEvent) -> None:
        effort.tell()
        if effort.watch.stopped:
            event.interrupt()

    highs.cbMipInterrupt += heed
    highs.cbSimplexInterrupt += heed


def _run(highs: highspy.Highs, program: Program) -> Solved:
    highs.run()
    status = highs.getModelStatus()
    if status in IMPOSSIBLE:
        return Solved(None, ENDLESS, ENDLESS, is_impossible=True)
    if status != PROVEN and status not in STOPPED:
        raise RuntimeError(f"HiGHS ended with {highs.modelStatusToString(status)}.")
    info, solution = highs.getInfo(), highs.getSolution()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    is_mixed = bool(program.is_whole.any())
    columns = np.array(solution.col_value) if found else None
    cost = float(program.cost @ columns) if columns is not None else ENDLESS
    if is_mixed:
        return Solved(columns, cost, float(info.mip_dual_bound), is_proven=status == PROVEN)
    if status != PROVEN:
        return Solved(None, ENDLESS, -ENDLESS)
    return Solved(columns, cost, float(info.objective_function_value), True, duals=np.array(solution.row_dual))
