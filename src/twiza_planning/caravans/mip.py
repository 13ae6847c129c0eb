"""A mixed-integer linear model, and HiGHS to solve it on one thread (Huangfu and Hall, 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.watch import Watch

ENDLESS = highspy.kHighsInf
PROVEN = highspy.HighsModelStatus.kOptimal
STOPPED = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)
IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
# Rule 13 of HiGHS 1.15's presolve (parallel rows and columns) calls some feasible models infeasible.
PARALLEL_ROWS = 1 << 13
CLOCK_CHECKS_EVERY_SECONDS = 0.2

Numbers = Sequence[float] | npt.NDArray[np.float64]
Columns = Sequence[int] | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """
    What the solver found: a value for each column (None: nothing found), and a bound no solution can pass.

    `impossible` says that no solution exists.
    """

    columns: Matrix | None
    bound: float
    impossible: bool = False


class Model:
    """Columns with bounds and a worth to maximise, rows that hold sums of columns between limits."""

    def __init__(self) -> None:
        self.worth: list[float] = []
        self.upper: list[float] = []
        self.integer: list[bool] = []
        self._starts: list[int] = [0]
        self._columns: list[npt.NDArray[np.int64]] = []
        self._factors: list[Matrix] = []
        self._row_lower: list[float] = []
        self._row_upper: list[float] = []

    def add_column(self, *, worth: float = 0.0, upper: float = ENDLESS, integer: bool = False) -> int:
        """Add one column from 0 to `upper` and return its number."""
        self.worth.append(worth)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.worth) - 1

    def add_columns(self, count: int, *, upper: float, integer: bool) -> npt.NDArray[np.int64]:
        """Add columns without worth and return their numbers."""
        first = len(self.worth)
        self.worth.extend([0.0] * count)
        self.upper.extend([upper] * count)
        self.integer.extend([integer] * count)
        return np.arange(first, first + count)

    def add_row(self, columns: Columns, factors: Numbers, *, lower: float = -ENDLESS, upper: float = ENDLESS) -> int:
        """Add one row (`lower` <= sum of factor × column <= `upper`) and return its number; columns may repeat."""
        own, position = np.unique(np.asarray(columns, np.int64), return_inverse=True)
        sums = np.zeros(len(own))
        np.add.at(sums, position, np.asarray(factors, np.float64))
        self._columns.append(own)
        self._factors.append(sums)
        self._starts.append(self._starts[-1] + len(own))
        self._row_lower.append(lower)
        self._row_upper.append(upper)
        return len(self._row_upper) - 1

    def raise_limit(self, row: int, upper: float) -> None:
        """Change the upper limit of a row."""
        self._row_upper[row] = upper

    def most_worth(self) -> float:
        """Return a bound that needs no solving: every column that earns at its upper bound."""
        return sum(worth * upper for worth, upper in zip(self.worth, self.upper, strict=True) if worth > 0)

    def answer_without_columns(self) -> Answer:
        """Return the answer of a model that has nothing to choose."""
        sums_to_nothing = all(
            lower <= 0 <= upper for lower, upper in zip(self._row_lower, self._row_upper, strict=True)
        )
        return Answer(np.zeros(0), 0.0) if sums_to_nothing else Answer(None, -ENDLESS, impossible=True)

    def to_highs(self) -> highspy.HighsLp:
        """Return the model as HiGHS reads it."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.worth), len(self._row_lower)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array(self.worth)
        lp.col_lower_ = np.zeros(len(self.worth))
        lp.col_upper_ = np.array(self.upper)
        lp.row_lower_ = np.array(self._row_lower)
        lp.row_upper_ = np.array(self._row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self._starts)
        lp.a_matrix_.index_ = np.concatenate([np.zeros(0, np.int64), *self._columns])
        lp.a_matrix_.value_ = np.concatenate([np.zeros(0), *self._factors])
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.integer]
        return lp


def maximise(model: Model, *, watch: Watch, gap: float, seed: int, start: Matrix | None = None) -> Answer:
    """
    Return the best solution found until the gap is reached, the time is over or the caller cancels.

    Parameters
    ----------
    model : Model
    watch : Watch
        Says when to stop; is told of progress.
    gap : float
        Relative distance of value and bound at which to stop.
    seed : int
    start : array, optional
        A solution to begin from.

    Raises
    ------
    RuntimeError
        When HiGHS ends in a way that is neither an answer nor a stop.
    """
    if not model.worth:
        return model.answer_without_columns()
    highs = _prepare(model, watch=watch, gap=gap, seed=seed)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start
        highs.setSolution(solution)
    highs.run()
    answer = _read_answer(highs)
    if answer.impossible:
        # Believed only when found without presolve too.
        highs.setOptionValue("presolve", "off")
        highs.run()
        answer = _read_answer(highs)
    return answer


def _prepare(model: Model, *, watch: Watch, gap: float, seed: int) -> highspy.Highs:
    highs = highspy.Highs()
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed % 2**31,
        "mip_rel_gap": gap,
        "presolve_rule_off": PARALLEL_ROWS,
        "time_limit": watch.left,
    }
    for name, choice in options.items():
        if highs.setOptionValue(name, choice) != highspy.HighsStatus.kOk:
            raise RuntimeError(f"HiGHS refuses {name} = {choice}.")
    if highs.passModel(model.to_highs()) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refuses the model.")
    _listen(highs, watch)
    return highs


def _listen(highs: highspy.Highs, watch: Watch) -> None:
    """Tell the watch of progress now and then, and stop when it says so."""
    heard = [0.0]

    def hear(event: highspy.highs.HighsCallbackEvent) -> None:
        if watch.elapsed - heard[0] >= CLOCK_CHECKS_EVERY_SECONDS:
            heard[0] = watch.elapsed
            known = event.data_out
            watch.report("plan", value=_finite(known.mip_primal_bound), bound=_finite(known.mip_dual_bound))
        if watch.stopped:
            event.interrupt()

    highs.cbMipInterrupt += hear


def _finite(number: float) -> float | None:
    return float(number) if abs(number) < ENDLESS else None


def _read_answer(highs: highspy.Highs) -> Answer:
    status = highs.getModelStatus()
    if status in IMPOSSIBLE:
        return Answer(None, -ENDLESS, impossible=True)
    if status != PROVEN and status not in STOPPED:
        raise RuntimeError(f"HiGHS ended with {highs.modelStatusToString(status)}.")
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    columns = np.array(highs.getSolution().col_value) if found else None
    return Answer(columns, _proven_bound(highs, status, columns))


def _proven_bound(highs: highspy.Highs, status: highspy.HighsModelStatus, columns: Matrix | None) -> float:
    info = highs.getInfo()
    if any(kind == highspy.HighsVarType.kInteger for kind in highs.getLp().integrality_):
        return float(info.mip_dual_bound)
    return float(info.objective_function_value) if status == PROVEN and columns is not None else ENDLESS
