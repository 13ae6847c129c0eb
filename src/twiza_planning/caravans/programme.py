"""A linear program that is solved again and again with other limits, each time from its last answer."""

from __future__ import annotations

import highspy
import numpy as np

from twiza_planning.caravans.model import ENDLESS, Model
from twiza_planning.caravans.problem import Matrix


class Programme:
    """A model without whole numbers, kept in HiGHS."""

    def __init__(self, model: Model) -> None:
        self._columns = len(model.worth)
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        if (
            self._columns
            and self._highs.passModel(model.without_whole_numbers().to_highs()) == highspy.HighsStatus.kError
        ):
            raise RuntimeError("HiGHS refuses the model.")

    def add_column(self, *, upper: float, rows: list[int], factors: list[float], worth: float = 0.0) -> None:
        """Add a column from 0 to `upper`."""
        self._columns += 1
        self._highs.addCol(worth, 0.0, upper, len(rows), np.array(rows, np.int32), np.array(factors))

    def solve_within(self, seconds: float) -> bool:
        """Find the best columns in some seconds, and return whether there was time."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        self._highs.run()
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def worth(self) -> float:
        """What the best columns earn."""
        return float(self._highs.getInfo().objective_function_value)

    @property
    def prices(self) -> Matrix:
        """What one more of each row's limit would earn."""
        return np.array(self._highs.getSolution().row_dual)

    @property
    def rows(self) -> int:
        """How many rows the model has."""
        return int(self._highs.getNumRow())

    def limit(self, row: int, upper: float) -> None:
        """Change the upper limit of a row that has no lower one."""
        self._highs.changeRowBounds(row, -ENDLESS, upper)

    def best_columns(self) -> Matrix:
        """Return the best columns. Raises RuntimeError when HiGHS finds no optimum."""
        self.maximum()
        return np.array(self._highs.getSolution().col_value) if self._columns else np.zeros(0)

    def maximum(self) -> float:
        """Return the greatest worth. Raises RuntimeError when HiGHS finds no optimum."""
        if not self._columns:
            return 0.0
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS ended with {self._highs.modelStatusToString(status)}.")
        return self.worth
