"""Answers put together from parts seen before: who a site serves, in answers and in the bound, is one column."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.location.capacitated_dual import CapacitatedPoint, CapacitatedProblem
from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.highs import Program, minimise
from twiza_planning.location.problem import Flags

COLUMNS_MAX = 4_000
SITES_BY_OPEN = 2  # sites looked at in the bound, for each that is open
WHOLE = 1 - 1e-9
NODES = 300


class ColumnPool:
    """
    Sets of demand that one site can serve, each once.

    The best answer that they make is found by a program that covers everyone; whoever is covered twice is then served
    by the nearer.

    References
    ----------
    Baldacci, R., Hadjiconstantinou, E., Maniezzo, V. and Mingozzi, A. (2002). A new method for solving capacitated
    location problems based on a set partitioning approach. Computers & Operations Research 29, 365-386.
    """

    def __init__(self, problem: CapacitatedProblem) -> None:
        self.problem = problem
        self._sets: dict[tuple[int, bytes], Flags] = {}

    def add(self, site: int, served: Flags) -> None:
        """Keep one column."""
        self._sets.setdefault((site, np.packbits(served).tobytes()), served)

    def add_answer(self, open_sites: Ranks, serves: Ranks) -> None:
        """Keep the columns of an answer."""
        for site in open_sites.tolist():
            self.add(site, serves == site)

    def add_point(self, point: CapacitatedPoint) -> None:
        """Keep what the sites that earn most fill themselves with in the bound."""
        count = min(len(point.earned), SITES_BY_OPEN * max(1, len(point.chosen)))
        for site in np.argpartition(-point.earned, count - 1)[:count].tolist():
            served = point.share[site] >= WHOLE
            if served.any():
                self.add(site, served)

    def best_answer(
        self, multipliers: Vector, open_sites: Ranks, serves: Ranks, effort: Effort
    ) -> tuple[Ranks, Ranks] | None:
        """Return the open sites of the best answer that the columns make, and who serves; None when none is better."""
        problem, own = self.problem, [(site, serves == site) for site in open_sites.tolist()]
        kept = own + self._cheapest(multipliers, {(site, np.packbits(served).tobytes()) for site, served in own})
        sites = np.array([site for site, _served in kept], dtype=np.intp)
        covers = np.array([served for _site, served in kept])
        ways = np.where(covers, problem.costs[:, sites].T, 0.0).sum(axis=1)
        start = (np.arange(len(kept)) < len(own)).astype(np.float64)
        solved = minimise(self._program(sites, covers, ways), effort, start=start, nodes=NODES, gap=effort.gap / 2)
        if solved.columns is None or solved.cost >= float(ways @ start) * (1 - 1e-9):
            return None
        used = np.flatnonzero(solved.columns > 0.5)
        reached = np.where(covers[used].T, problem.costs[:, sites[used]], np.inf)
        return sites[used], sites[used[reached.argmin(axis=1)]]

    def _cheapest(self, multipliers: Vector, but: set[tuple[int, bytes]]) -> list[tuple[int, Flags]]:
        """Return the columns that cost least more than those whom they serve would pay."""
        keys = [key for key in self._sets if key not in but]
        if not keys:
            return []
        sites, covers = np.array([key[0] for key in keys]), np.array([self._sets[key] for key in keys])
        dear = np.where(covers, self.problem.costs[:, sites].T - multipliers[: covers.shape[1]], 0.0).sum(axis=1)
        return [(keys[place][0], covers[place]) for place in np.argsort(dear, kind="stable")[:COLUMNS_MAX]]

    def _program(self, sites: Ranks, covers: Flags, ways: Vector) -> Program:
        problem, columns, rows, count = self.problem, len(sites), covers.shape[1], len(self.problem.capacity)
        column, row = np.nonzero(covers)
        every = np.arange(columns)
        parts = [
            (row, column, np.ones(len(row))),
            (rows + sites, every, np.ones(columns)),
            (np.full(columns, rows + count), every, np.ones(columns)),
            (np.full(columns, rows + count + 1), every, problem.prices[sites]),
        ]
        at, entry, data = (np.concatenate(part) for part in zip(*parts, strict=True))
        least, most = (0, count) if problem.p is None else (problem.p, problem.p)
        used = np.isin(np.arange(count), sites)
        return Program(
            cost=ways,
            matrix=csr_array(coo_array((data, (at, entry)), shape=(rows + count + 2, columns))),
            lower=np.concatenate([np.ones(rows), problem.stays & used, [least, -np.inf]]),
            upper=np.concatenate([np.full(rows, np.inf), np.ones(count), [most, problem.budget]]),
            least=np.zeros(columns),
            most=np.ones(columns),
            is_whole=np.ones(columns, dtype=np.bool_),
        )
