"""One part of a country in maximal covering, at a price a site."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from twiza_planning.location.cover_tabu import CoverTabu
from twiza_planning.location.coverage import Coverage
from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.highs import Program, minimise, relax
from twiza_planning.location.problem import Flags

WHOLE = 1e-6


class CoverPart:
    """
    A part of a country at a price a site: the best sites known, and a bound on weight covered less price.

    `columns` are the sites' places in the whole; `is_settled` says that there is nothing better.
    """

    def __init__(self, coverage: Coverage, row_prices: Vector, price: float, is_open: Flags, columns: Ranks) -> None:
        self.coverage, self.price, self.is_open, self.columns = coverage, price, is_open, columns
        earned = coverage.rows_of @ row_prices
        # The Lagrangian bound of the part, until something closer is known.
        self.bound = float((coverage.weights - row_prices).sum() + np.maximum(earned - price, 0.0).sum())
        self.is_settled = False
        self._program = cover_program(coverage, price)

    @property
    def slack(self) -> float:
        """How far the bound is from what the best sites known are worth."""
        return self.bound - float(self.coverage.weights.sum()) + self._cost_of(self.is_open)

    def relax(self, effort: Effort) -> None:
        """Bound by the program without whole numbers; where they come whole all the same, there is nothing better."""
        relaxed = relax(self._program, effort)
        if relaxed.columns is None:
            return
        self._take_bound(relaxed.bound)
        sites = relaxed.columns[: len(self.columns)]
        if bool(np.all(np.minimum(sites, 1 - sites) < WHOLE)):
            self.is_open, self.is_settled = sites > 0.5, True

    def search(self, exchanges: int, effort: Effort, random: np.random.Generator) -> None:
        """Look for better sites by exchanges."""
        found = CoverTabu(self.coverage, self.is_open, self.price).search(exchanges, effort, random)
        if self._cost_of(found) < self._cost_of(self.is_open):
            self.is_open = found

    def solve(self, effort: Effort, nodes: int | None, *, spare: float) -> None:
        """
        Look for better sites and a closer bound, with so many branches at most.

        It is enough when the bound is closer by `spare`.
        """
        start = columns_of(self.coverage, self.is_open)
        hopeless = float(self.coverage.weights.sum()) - self.bound + max(0.0, spare)
        solved = minimise(self._program, effort, start=start, nodes=nodes, gap=effort.gap / 4, hopeless=hopeless)
        if solved.columns is not None and solved.cost < float(self._program.cost @ start):
            self.is_open = solved.columns[: len(self.columns)] > 0.5
        self._take_bound(solved.bound)
        self.is_settled = solved.is_proven

    def _take_bound(self, least_cost: float) -> None:
        self.bound = min(self.bound, float(self.coverage.weights.sum()) - least_cost)

    def _cost_of(self, is_open: Flags) -> float:
        return float(self._program.cost @ columns_of(self.coverage, is_open))


def cover_program(part: Coverage, price: float) -> Program:
    """
    Return the program that leaves least weight uncovered: a site costs its price.

    Columns are the sites, then, by row, whether it is not covered (Church, R. and ReVelle, C. (1974). The maximal
    covering location problem. Papers in Regional Science 32, 101-118).
    """
    rows, sites = part.shape
    return Program(
        cost=np.concatenate([np.full(sites, price), part.weights]),
        matrix=csr_array(hstack([part.sites_of, eye_array(rows)])),
        lower=np.ones(rows),
        upper=np.full(rows, np.inf),
        least=np.zeros(sites + rows),
        most=np.ones(sites + rows),
        is_whole=np.arange(sites + rows) < sites,
    )


def columns_of(part: Coverage, is_open: Flags) -> Vector:
    """Return the columns of the program that say which sites are open."""
    uncovered = part.sites_of @ is_open.astype(np.float64) == 0
    return np.concatenate([is_open, uncovered]).astype(np.float64)
