"""The p-median of so many demand points and sites that a table of them all would not fit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from twiza_planning.executors import Executor
from twiza_planning.location.answer import gap_of
from twiza_planning.location.distances import Distances, Matrix, Ranks, Vector, blocks
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found, Impossible, impossible_for
from twiza_planning.location.median import scale_of
from twiza_planning.location.median_dual import FEWEST_NEAR, MedianDual, nearest_in_order, sites_kept
from twiza_planning.location.problem import LocationProblem
from twiza_planning.location.savings import Choice, Savings, kept_sites
from twiza_planning.location.savings_tabu import search_savings

CLIMB_STEPS = 700
STEPS_BETWEEN_TRIALS, STEPS_BEFORE_NARROWING = 10, 40
SHORTEST_STEP = 1.5e-3
SHARE_OF_BOUND, SHARE_OF_END = 0.5, 0.1  # of the time
EXCHANGES_AT_ONCE, EXCHANGES = 20, 2_000
NEAR_CELLS_MAX = 6_000_000  # demand × near sites
SLICES = 8  # of demand, each looked at on its own
FAR = 2.0  # times the farthest that is known, where there is no way
NOT_KNOWN = "No {p} sites from which everyone has a way were found in the time; there may be some."


@dataclass(frozen=True, slots=True, eq=False)
class NearTask:
    """The distances of a slice of demand, and how many of the nearest sites are kept."""

    distances: Distances
    kept: int


def solve_wide_median(problem: LocationProblem, effort: Effort, start: Ranks | None) -> Found | Impossible:
    """
    Return the sites with the least way in all, looking only at the sites near each demand.

    Someone with none of them open is counted as served by the first left out, which is never too much: so the bound
    stays valid, and the value is taken from the distances themselves in the end.
    """
    assert problem.p is not None  # noqa: S101 -- wide problems under a budget go elsewhere
    demand, sites = problem.distances.shape
    kept = min(sites_kept((demand, sites), problem.p), max(FEWEST_NEAR, NEAR_CELLS_MAX // demand))
    near, ways = nearest_sites(problem.distances, kept, effort.executor)
    if (alone := np.flatnonzero(~np.isfinite(ways[:, 0]))).size:
        return impossible_for(alone.tolist(), lambda row: f"Demand {problem.demand[row]} has no way to any site.")
    farthest = np.where(np.isfinite(ways), ways, 0.0).max(axis=1)
    costs = np.where(np.isfinite(ways), ways, FAR * farthest[:, None]) * problem.weights[:, None]
    search = WideMedian(problem, near, costs, effort)
    effort.watch.keep_at_least(SHARE_OF_END * effort.watch.left)
    with effort.watch.sharing(SHARE_OF_BOUND):
        search.climb_dual(start)
    search.exchange()
    distance = nearest_distance(problem.distances, search.best)
    if not np.isfinite(distance).all():
        return Impossible((NOT_KNOWN.format(p=problem.p),))
    value = float(problem.weights @ distance)
    return Found(np.sort(search.best), value, min(value, search.bound))


class WideMedian:
    """The best sites known by the costs of near sites, and the proven bound."""

    def __init__(self, problem: LocationProblem, near: Ranks, costs: Matrix, effort: Effort) -> None:
        assert problem.p is not None  # noqa: S101 -- asked before
        self.effort, self.p, self.stays = effort, problem.p, problem.is_open
        sites = len(problem.sites)
        self.dual = MedianDual(
            near, costs, sites=sites, scale=scale_of(problem.weights), p=problem.p, stays=self.stays
        )
        self.savings, self.worst = savings_of_near(near, costs, sites)
        self.best: Ranks = np.zeros(0, dtype=np.intp)
        self.value, self.bound = np.inf, 0.0

    def climb_dual(self, start: Ranks | None) -> None:
        """Raise the bound, looking now and then at what it would open."""
        climb = self.dual.start()
        if start is not None:
            self.keep(start)
        for step in range(CLIMB_STEPS):
            point = self.dual.at(climb.trial)
            if step % STEPS_BETWEEN_TRIALS == 0:
                self.keep(point.chosen)
            if step >= STEPS_BEFORE_NARROWING and step % STEPS_BETWEEN_TRIALS == 0:
                self.dual.narrow(climb.best)
            climb.tell(point.bound, point.served, target=self.value)
            self.bound = max(self.bound, climb.bound)
            self.tell()
            if self.is_done or climb.length < SHORTEST_STEP:
                return

    def exchange(self) -> None:
        """Exchange sites, the best exchange each time."""
        random = np.random.default_rng(self.effort.seed)
        already, others = np.flatnonzero(self.stays), np.flatnonzero(~self.stays)
        more, _base = self.savings.without(already)
        inner = kept_sites(more, ~self.stays)
        choice = Choice(np.zeros(len(others)), 0.0, self.p - len(already))
        for _turn in range(EXCHANGES // EXCHANGES_AT_ONCE):
            if self.is_done:
                return
            before = self.value
            chosen = np.flatnonzero(np.isin(others, self.best))
            found = search_savings(inner, choice, chosen, EXCHANGES_AT_ONCE, self.effort, random)
            self.keep(np.concatenate([already, others[found]]))
            self.tell()
            if self.value >= before:
                return

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        return self.effort.watch.stopped or gap_of(self.value, self.bound) <= self.effort.gap

    def keep(self, sites: Ranks) -> None:
        """Keep sites that cost less."""
        value = self.worst - self.savings.of(sites)
        if value < self.value:
            self.best, self.value = sites, value

    def tell(self) -> None:
        """Tell the caller."""
        self.effort.learn_quietly("median", value=self.value, bound=self.bound)


def nearest_sites(distances: Distances, kept: int, executor: Executor) -> tuple[Ranks, Matrix]:
    """Return, by demand, the nearest sites in their order, and how far they are."""
    ends = np.linspace(0, distances.shape[0], SLICES + 1).astype(int)
    slices = [NearTask(distances.rows(first, last), kept) for first, last in pairwise(ends.tolist()) if first < last]
    done = executor.run(nearest_in_slice, slices, wanted=lambda _done: True)
    found = [done[rank] for rank in range(len(slices))]
    return np.concatenate([near for near, _ways in found]), np.concatenate([ways for _near, ways in found])


def nearest_in_slice(task: NearTask) -> tuple[Ranks, Matrix]:
    """Return the nearest sites of some demand, and how far they are."""
    demand, sites = task.distances.shape
    near, ways = np.empty((demand, task.kept), dtype=np.intp), np.empty((demand, task.kept))
    every = np.arange(sites)
    for first, last in blocks(demand, sites):
        block = task.distances.block(first, last, every)
        near[first:last], ways[first:last] = nearest_in_order(block, task.kept)
    return near, ways


def savings_of_near(near: Ranks, costs: Matrix, sites: int) -> tuple[Savings, float]:
    """Return what near sites save compared with the first left out, and what that would cost in all."""
    worst = costs[:, -1]
    saved = worst[:, None] - costs
    row, place = np.nonzero(saved > 0)
    return Savings(row, near[row, place], saved[row, place], (len(costs), sites)), float(worst.sum())


def nearest_distance(distances: Distances, sites: Ranks) -> Vector:
    """Return how far each demand is from the nearest of some sites."""
    way = np.empty(distances.shape[0])
    for first, last in blocks(distances.shape[0], len(sites)):
        way[first:last] = distances.block(first, last, sites).min(axis=1)
    return way
