"""
What routes are worth under capacity: the best serving of the needs by the consultations they offer.

A linear programme in served(locality, specialty, stop), solved by HiGHS: first the least sum of shortfalls under the
area floor, if there is one, then the greatest value at that. It is laid out once over all stops; routes only move its
limits, so that the next answer starts from the one before.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.caravan_checks.reach import Needs, Offer, largest_shares
from twiza_planning.caravans.problem import CaravanProblem, Matrix

KEPT = 1e-9  # by how much the second programme may exceed the least shortfall, relative above 1
PRECISION = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Least and greatest met by locality and specialty, greatest by specialty and stop, least and greatest by area."""

    least_met: Matrix
    most_met: Matrix
    room: Matrix
    least_area: Matrix
    most_area: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """A serving: its value, its sum of shortfalls, and what is met by locality and specialty."""

    value: float
    shortfall: float
    met: Matrix


class ServingProgramme:
    """
    The serving programme of a problem.

    Columns are served (one a pair and specialty), then met by area, then shortfall by area. Rows are met by cell
    (locality and specialty), consultations by specialty and stop, area sums, floors, and the sum of shortfalls.
    """

    def __init__(self, problem: CaravanProblem, needs: Needs) -> None:
        self.problem, self.needs = problem, needs
        pairs, kinds, areas = len(needs.pair_stop), len(problem.specialties), len(needs.areas)
        self.locality = np.tile(needs.pair_locality, kinds)
        self.specialty = np.repeat(np.arange(kinds), pairs)
        self.stop = np.tile(needs.pair_stop, kinds)
        self.cell = self.locality * kinds + self.specialty
        self.served = pairs * kinds
        self.columns = self.served + 2 * areas
        area_need = np.bincount(needs.area_of, needs.need.sum(axis=1), areas)
        self.floor = area_need * [problem.floor_of(area) for area in needs.areas]
        no_one, each = np.zeros(self.served), np.zeros(areas)
        # One solver a goal: when only limits move, it starts from its last answer.
        self.shortfall = load_solver(self.matrix(), np.concatenate([no_one, each, np.ones(areas)]))
        self.value = load_solver(self.matrix(), np.concatenate([-needs.equity[self.locality], each, each]))

    def matrix(self) -> csr_array:
        """Return the programme's coefficients."""
        areas, cells = len(self.needs.areas), self.needs.need.size
        offers = len(self.problem.specialties) * len(self.problem.stops)
        column, each = np.arange(self.served), np.arange(areas)
        met, short = self.served + each, self.served + areas + each
        first = np.cumsum([0, cells, offers, areas, areas])
        parts = [
            (self.cell, column, 1.0),
            (first[1] + self.specialty * len(self.problem.stops) + self.stop, column, 1.0),
            (first[2] + self.needs.area_of[self.locality], column, 1.0),
            (first[2] + each, met, -1.0),
            (first[3] + each, met, 1.0),
            (first[3] + each, short, 1.0),
            (np.full(areas, first[4]), short, 1.0),
        ]
        rows = np.concatenate([row for row, _, _ in parts])
        columns = np.concatenate([place for _, place, _ in parts])
        values = np.concatenate([np.full(len(row), value) for row, _, value in parts])
        return csr_array(coo_array((values, (rows, columns)), shape=(first[4] + 1, self.columns)))

    def limits_of(self, offer: Offer) -> Limits:
        """Return what an offer allows to be served."""
        return Limits(
            # Without a lower limit, which nobody needs, a basis stays good for the next limits.
            least_met=np.full_like(self.needs.need, -np.inf),
            most_met=self.needs.need * largest_shares(self.problem, self.needs, offer),
            room=offer.room,
            least_area=np.zeros(len(self.needs.areas)),
            most_area=np.full(len(self.needs.areas), np.inf),
        )

    def best(self, limits: Limits) -> Served | None:
        """Return the serving of least shortfall, and of greatest value at that; None when the limits allow none."""
        least = 0.0
        if self.problem.has_floor:
            if (answer := self.solve(self.shortfall, limits, np.inf)) is None:
                return None
            least = float(answer[self.served + len(self.floor) :].sum())
        answer = self.solve(self.value, limits, least + KEPT * max(1.0, least))
        return None if answer is None else self.served_by(answer, least)

    def solve(self, solver: highspy.Highs, limits: Limits, shortfall_max: float) -> Matrix | None:
        """Return the columns of least cost, None when there are none."""
        if self.columns == 0:
            return np.zeros(0)  # HiGHS calls this an empty model, not an optimum
        areas, met = len(self.floor), np.arange(len(self.floor), dtype=np.int32) + self.served
        room, sums = limits.room.ravel(), np.zeros(areas)
        least = np.concatenate([limits.least_met.ravel(), np.full(room.size, -np.inf), sums, self.floor, [-np.inf]])
        most = np.concatenate([limits.most_met.ravel(), room, sums, np.full(areas, np.inf), [shortfall_max]])
        rows = np.arange(len(most), dtype=np.int32)
        solver.changeRowsBounds(len(rows), rows, least, most)  # type: ignore[attr-defined]  # its stub forgets it
        solver.changeColsBounds(areas, met, limits.least_area, limits.most_area)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(solver.getSolution().col_value)
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        raise RuntimeError(f"HiGHS ended the serving programme with {status}.")

    def served_by(self, answer: Matrix, shortfall: float) -> Served:
        """Return the serving that columns say."""
        by_cell = np.bincount(self.cell, answer[: self.served], self.needs.need.size).astype(np.float64)
        met = by_cell.reshape(self.needs.need.shape)
        return Served(float(self.needs.equity @ met.sum(axis=1)), shortfall, met)


def load_solver(matrix: csr_array, cost: Matrix) -> highspy.Highs:
    """Return HiGHS loaded with a programme whose limits are still to be said."""
    rows, columns = matrix.shape
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = columns, rows
    programme.col_cost_, programme.col_lower_ = cost, np.zeros(columns)
    programme.col_upper_ = np.full(columns, np.inf)
    programme.row_lower_ = programme.row_upper_ = np.zeros(rows)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = matrix.indptr, matrix.indices
    programme.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("primal_feasibility_tolerance", PRECISION)
    solver.setOptionValue("dual_feasibility_tolerance", PRECISION)
    solver.passModel(programme)
    return solver
