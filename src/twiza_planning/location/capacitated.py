"""The capacitated p-median: open p sites that can serve so much each, every demand served by one."""

from __future__ import annotations

import numpy as np

from twiza_planning.location.capacitated_assign import assign, recentred
from twiza_planning.location.capacitated_columns import ColumnPool
from twiza_planning.location.capacitated_dual import CapacitatedDual, CapacitatedPoint, CapacitatedProblem
from twiza_planning.location.capacitated_model import AssignmentModel
from twiza_planning.location.capacitated_region import better_by_region
from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found, Impossible
from twiza_planning.location.highs import minimise
from twiza_planning.location.problem import Flags
from twiza_planning.location.savings import Choice

CLIMB_STEPS = 500
STEPS_BETWEEN_TRIALS = 20
SHORTEST_STEP = 1e-3
STEPS_BEFORE_COLUMNS = 100
TURNS = 10
ROUNDING = 1e-9
NOT_KNOWN = "No way to serve everyone within the capacities was found in the time; there may be one."
NO_WAY_WITHIN_BUDGET = "No sites within the budget, {budget:g}, can serve everyone within their capacities."
NO_WAY = "No {p} sites can serve everyone within their capacities, each demand by one site that it can reach."


class CapacitatedSearch:
    """The best answer known, if any, and the proven bound, while both get closer."""

    def __init__(self, problem: CapacitatedProblem, effort: Effort, start: Ranks | None) -> None:
        self.problem, self.effort = problem, effort
        self.dual = CapacitatedDual(problem)
        self.climb = self.dual.start()
        self.pool = ColumnPool(problem)
        self.bound, self.value = 0.0, np.inf
        self.open: Ranks | None = None
        self.serves: Ranks | None = None
        self._tried: set[bytes] = set()
        for sites in (start, self.cheapest()):
            if sites is not None:
                self.attempt(sites)

    def solve(self) -> Found | Impossible:
        """Return the best answer found until the gap is reached or the time is over."""
        self.climb_dual()
        self.improve()
        if not (self.open is not None and self.is_done):
            outcome = self.prove()
            if self.open is None:
                return Impossible((self.no_way if outcome else NOT_KNOWN,))
        assert self.open is not None  # noqa: S101 -- returned above
        return Found(np.sort(self.open), self.value, min(self.bound, self.value), self.serves)

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        if self.open is None:
            return self.effort.watch.stopped
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
            if step >= STEPS_BEFORE_COLUMNS:
                self.pool.add_point(point)
            self.climb.tell(point.bound, point.served, target=target)
            self.learn(self.climb.bound)
            if self.is_done or self.climb.length < SHORTEST_STEP:
                return

    @property
    def no_way(self) -> str:
        """Say that there is certainly no answer."""
        if np.isfinite(self.problem.budget):
            return NO_WAY_WITHIN_BUDGET.format(budget=self.problem.budget)
        return NO_WAY.format(p=self.problem.p)

    def cheapest(self) -> Ranks | None:
        """Return the sites that cost least and hold most, as a last resort under a budget."""
        if not np.isfinite(self.problem.budget):
            return None
        worth = self.problem.capacity.clip(max=float(self.problem.loads.sum())) + np.where(
            self.problem.stays, np.inf, 0
        )
        return Choice(self.problem.prices, self.problem.budget, self.problem.p).first(worth)

    def improve(self) -> None:
        """Put answers together from parts of those seen, and better regions of them, by turns, while that gains."""
        for _turn in range(TURNS):
            if self.open is None or self.serves is None or self.is_done:
                return
            before = self.value
            better = self.pool.best_answer(self.climb.best, self.open, self.serves, self.effort)
            if better is not None:
                self.keep(*better)
            self.learn(self.climb.bound)
            self.improve_regions(self.open, self.serves)
            if self.value >= before * (1 - ROUNDING):
                return

    def improve_regions(self, open_sites: Ranks, serves: Ranks) -> None:
        """Better a few neighbouring sites at a time, each time by a program."""
        for better_sites, better_serves in better_by_region(self.problem, open_sites, serves, self.effort):
            self.keep(better_sites, better_serves)
            self.learn(self.climb.bound)
            if self.is_done:
                return

    def attempt(self, sites: Ranks) -> None:
        """Assign demand to some sites, unless that was done before, and keep what is better."""
        key = np.sort(sites).tobytes()
        if key in self._tried or not self.problem.allows(sites):
            return
        self._tried.add(key)
        serves = assign(self.problem, sites, self.effort)
        if serves is not None:
            self.keep(sites, sites[serves])
            self.attempt(recentred(self.problem, sites, sites[serves]))

    def keep(self, sites: Ranks, serves: Ranks) -> None:
        """Keep an answer that is better."""
        self.pool.add_answer(sites, serves)
        value = float(self.problem.costs[np.arange(len(serves)), serves].sum())
        if value < self.value:
            self.open, self.serves, self.value = sites, serves, value

    def prove(self) -> bool:
        """Solve what the dual leaves open as a program; say whether it is certain that nothing is better."""
        point = self.dual.at(self.climb.best)
        slack = self.value * (1 + ROUNDING) - self.climb.bound if np.isfinite(self.value) else np.inf
        sites, pairs = self.left(point, slack)
        if len(sites) < (self.problem.p or 1):
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
        worst = 0.0 if self.problem.p is None else inside.min() if len(inside) else np.inf
        lost = np.where(is_chosen, 0.0, worst - point.earned)
        sites = np.flatnonzero(lost <= slack)
        dear = self.problem.costs[:, sites] - self.climb.best[: len(self.problem.loads), None]
        pairs = np.isfinite(dear) & (np.maximum(dear, 0.0) + lost[sites] <= slack)
        pairs &= self.problem.loads[:, None] <= self.problem.capacity[sites] * (1 + ROUNDING)
        return sites, pairs


def costs_of(ways: Matrix, weights: Vector) -> Matrix:
    """Return weight × distance, infinite where there is no way whatever the weight."""
    return np.where(np.isfinite(ways), np.where(np.isfinite(ways), ways, 0.0) * weights[:, None], np.inf)
