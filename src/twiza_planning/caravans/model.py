"""A mixed-integer linear model in the making."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Matrix

ENDLESS = highspy.kHighsInf

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

    def close(self, columns: npt.NDArray[np.int64]) -> None:
        """Hold some columns at 0."""
        for column in columns.tolist():
            self.upper[column] = 0.0

    def worth_of(self, columns: Matrix) -> float:
        """Return what a solution earns."""
        return float(np.array(self.worth) @ columns)

    def without(self, columns: npt.NDArray[np.int64]) -> Model:
        """Return the model with some columns held at 0."""
        part = copy(self)
        part.upper = list(self.upper)
        part.close(columns)
        return part

    def without_whole_numbers(self) -> Model:
        """Return the model with every column free to be a fraction."""
        part = copy(self)
        part.integer = [False] * len(self.integer)
        return part

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
