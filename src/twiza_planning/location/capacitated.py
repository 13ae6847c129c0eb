"""The capacitated p-median: open p sites that can serve so much each, every demand served by one."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.location.capacitated_assign import assign
from twiza_planning.location.capacitated_dual import CapacitatedDual, CapacitatedPoint, CapacitatedProblem
from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found, Impossible
from twiza_planning.location.highs import Program, minimise
from twiza_planning.location.problem import Flags

CLIMB_STEPS = 500
STEPS_BETWEEN_TRIALS = 20
SHORTEST_STEP = 1e-3
ROUNDING = 1e-9
LINKS_MAX = 200_000  # rows "served only by an open site" one by one; past it by site
NOT_KNOWN = "No way to serve everyone within the capacities was found in the time; there may be one."
NO_WAY = "No {p} sites can serve everyone within their capacities, each demand by one site that it can reach."


class CapacitatedSearch:
    """The best answer known, if any, and the proven bound, while both get closer."""

    def __init__(self, problem: CapacitatedProblem, effort: Effort, start: Ranks | None) -> None:
        self.problem, self.effort = problem, effort
        self.dual = CapacitatedDual(problem)
        self.climb = self.dual.start()
        self.bound, self.value = 0.0, np.inf
        self.open: Ranks | None = None
        self.serves: Ranks | None = None
        self._tried: set[bytes] = set()
        if start is not None:
            self.attempt(start)

    def solve(self) -> Found | Impossible:
        """Return the best answer found until the gap is reached or the time is over."""
        self.climb_dual()
        if not (self.open is not None and self.is_done):
            outcome = self.prove()
            if self.open is None:
                return Impossible((NO_WAY.format(p=self.problem.p) if outcome else NOT_KNOWN,))
        assert self.open is not None  # noqa: S101 -- returned above
        return Found(np.sort(self.open), self.value, min(self.bound, self.value), self.serves)

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        return self.effort.watch.stopped or self.effort.is_close(self.value, self.bound)

    def learn(self, bound: float) -> None:
        """Take a proven bound, and tell the caller now and then."""
        self.bound = max(self.bound, min(bound, self.value))
        if np.isfinite(self.value):
            self.effort.learn_quietly("capacitated", value=self.value, bound=self.bound)

    def climb_dual(self) -> None:
        """Raise the bound, trying now and then what it would open."""
        for step in range(CLIMB_STEPS):
            point = self.dual.at(self.climb.trial)
            if step % STEPS_BETWEEN_TRIALS == 0:
                self.attempt(point.chosen)
            target = self.value if np.isfinite(self.value) else abs(point.bound) * 1.2 + 1.0
            self.climb.tell(point.bound, point.served, target=target)
            self.learn(self.climb.bound)
            if self.is_done or self.climb.length < SHORTEST_STEP:
                return

    def attempt(self, sites: Ranks) -> None:
        """Assign demand to some sites, unless that was done before, and keep what is better."""
        key = np.sort(sites).tobytes()
        if key in self._tried:
            return
        self._tried.add(key)
        serves = assign(self.problem, sites, self.effort)
        if serves is not None:
            self.keep(sites, sites[serves])

    def keep(self, sites: Ranks, serves: Ranks) -> None:
        """Keep an answer that is better."""
        value = float(self.problem.costs[np.arange(len(serves)), serves].sum())
        if value < self.value:
            self.open, self.serves, self.value = sites, serves, value

    def prove(self) -> bool:
        """Solve what the dual leaves open as a program; say whether it is certain that nothing is better."""
        point = self.dual.at(self.climb.best)
        slack = self.value * (1 + ROUNDING) - self.climb.bound if np.isfinite(self.value) else np.inf
        sites, pairs = self.left(point, slack)
        if len(sites) < self.problem.p:
            self.learn(self.value)
            return True
        model = AssignmentModel(self.problem, sites, pairs)
        start = None if self.open is None or self.serves is None else model.columns_of(self.open, self.serves)
        solved = minimise(model.program, self.effort, start=start, gap=self.effort.gap)
        if solved.columns is not None:
            self.keep(*model.answer_in(solved.columns))
        exact = solved.is_impossible or (solved.is_proven and self.effort.gap == 0)
        self.learn(self.value if exact else solved.bound)
        return exact

    def left(self, point: CapacitatedPoint, slack: float) -> tuple[Ranks, Flags]:
        """Return the sites that may be open in a better answer, and which pairs may be in it."""
        is_chosen = np.zeros(len(point.earned), dtype=np.bool_)
        is_chosen[point.chosen] = True
        inside = point.earned[is_chosen & ~self.problem.stays]
        lost = np.where(is_chosen, 0.0, (inside.min() if len(inside) else np.inf) - point.earned)
        sites = np.flatnonzero(lost <= slack)
        dear = self.problem.costs[:, sites] - self.climb.best[:, None]
        pairs = np.isfinite(dear) & (np.maximum(dear, 0.0) + lost[sites] <= slack)
        pairs &= self.problem.loads[:, None] <= self.problem.capacity[sites] * (1 + ROUNDING)
        return sites, pairs


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
        ]
        links = served if served <= LINKS_MAX else 0
        link = demand + sites + 1 + np.arange(links)
        parts += [(link, column[:links], np.ones(links)), (link, place[:links], -np.ones(links))]
        rows, columns, data = (np.concatenate(part) for part in zip(*parts, strict=True))
        shape = (demand + sites + 1 + links, sites + served)
        below = np.full(sites + links, -np.inf)
        return Program(
            cost=np.concatenate([np.zeros(sites), problem.costs[row, self._sites[place]]]),
            matrix=csr_array(coo_array((data, (rows, columns)), shape=shape)),
            lower=np.concatenate([np.ones(demand), below[:sites], [problem.p], below[sites:]]),
            upper=np.concatenate([np.ones(demand), np.zeros(sites), [problem.p], np.zeros(links)]),
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


def costs_of(ways: Matrix, weights: Vector) -> Matrix:
    """Return weight × distance, infinite where there is no way whatever the weight."""
    return np.where(np.isfinite(ways), np.where(np.isfinite(ways), ways, 0.0) * weights[:, None], np.inf)
