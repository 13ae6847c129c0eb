"""Who is served by which site of those left, as a program."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.location.capacitated_dual import CapacitatedProblem
from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.highs import Program
from twiza_planning.location.problem import Flags

LINKS_MAX = 200_000  # rows "served only by an open site" one by one; past it by site


class AssignmentModel:
    """Columns: whether each site left is open, then whether it serves each demand left to it."""

    def __init__(self, problem: CapacitatedProblem, sites: Ranks, pairs: Flags) -> None:
        self._problem, self._sites, self._pairs = problem, sites, pairs
        self._row, self._place = np.nonzero(pairs)
        self.program = self._build()

    def _build(self) -> Program:
        problem, sites, row, place = self._problem, len(self._sites), self._row, self._place
        demand, served = len(problem.loads), len(row)
        capacity = np.minimum(problem.capacity[self._sites], problem.loads.sum())
        column = sites + np.arange(served)
        every = np.arange(sites)
        parts = [
            (row, column, np.ones(served)),
            (demand + place, column, problem.loads[row]),
            (demand + every, every, -capacity),
            (np.full(sites, demand + sites), every, np.ones(sites)),
            (np.full(sites, demand + sites + 1), every, problem.prices[self._sites]),
        ]
        links = served if served <= LINKS_MAX else 0
        link = demand + sites + 2 + np.arange(links)
        parts += [(link, column[:links], np.ones(links)), (link, place[:links], -np.ones(links))]
        rows, columns, data = (np.concatenate(part) for part in zip(*parts, strict=True))
        shape = (demand + sites + 2 + links, sites + served)
        least, most = (0, sites) if problem.p is None else (problem.p, problem.p)
        below = np.full(sites + links, -np.inf)
        return Program(
            cost=np.concatenate([np.zeros(sites), problem.costs[row, self._sites[place]]]),
            matrix=csr_array(coo_array((data, (rows, columns)), shape=shape)),
            lower=np.concatenate([np.ones(demand), below[:sites], [least, -np.inf], below[sites:]]),
            upper=np.concatenate([np.ones(demand), np.zeros(sites), [most, problem.budget], np.zeros(links)]),
            least=np.concatenate([problem.stays[self._sites], np.zeros(served)]).astype(np.float64),
            most=np.ones(sites + served),
            is_whole=np.ones(sites + served, dtype=np.bool_),
        )

    def columns_of(self, open_sites: Ranks, serves: Ranks) -> Vector | None:
        """Return the columns of an answer, None when it holds a pair that is not left."""
        is_open = np.isin(self._sites, open_sites)
        used = serves[self._row] == self._sites[self._place]
        if used.sum() < len(serves) or is_open.sum() < len(open_sites):
            return None
        return np.concatenate([is_open, used]).astype(np.float64)

    def answer_in(self, columns: Vector) -> tuple[Ranks, Ranks]:
        """Return the open sites of a solution, and the site that serves each demand."""
        count = len(self._sites)
        served = np.flatnonzero(columns[count:] > 0.5)
        serves = np.zeros(len(self._problem.loads), dtype=np.intp)
        serves[self._row[served]] = self._sites[self._place[served]]
        return self._sites[columns[:count] > 0.5], serves
