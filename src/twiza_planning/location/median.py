"""The p-median: open p sites so that people have the least way in all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.found import Found
from twiza_planning.location.interchange import Interchange
from twiza_planning.location.median_branch import MedianBranching
from twiza_planning.location.median_dual import MedianDual
from twiza_planning.location.median_kicks import Kicks, kicked
from twiza_planning.location.problem import Flags

CLIMB_STEPS = 700
STEPS_BEFORE_TRIALS, STEPS_BETWEEN_TRIALS = 80, 20
SHORTEST_STEP = 1.5e-3
LINES, KICKS = 4, 6
ROUNDING = 1e-9
NEARLY = 0.999


@dataclass(frozen=True, slots=True, eq=False)
class MedianProblem:
    """
    Weight × distance, all finite, the weights alone, how many sites are to be open, and which stay open.

    `grain` is 1 where every cost is a whole number: then a better value is better by 1 at least; else 0.
    """

    costs: Matrix
    weights: Vector
    p: int
    stays: Flags
    grain: float


class MedianSearch:
    """The best sites known, and the proven bound, while both get closer."""

    def __init__(self, problem: MedianProblem, effort: Effort, start: Ranks | None) -> None:
        self.problem, self.effort = problem, effort
        self.random = np.random.default_rng(effort.seed)
        self.dual = MedianDual.over(problem.costs, scale_of(problem.weights), problem.p, problem.stays)
        self.climb = self.dual.start()
        self.bound = 0.0
        self._tried: set[bytes] = set()
        first = self.dual.at(self.climb.trial).chosen if start is None else start
        self.best = self._descended(first)

    def solve(self) -> Found:
        """Return the best sites found until the gap is reached or the time is over."""
        self.climb_dual()
        if not self.is_proven:
            self.kick()
        if not self.is_done:
            self.prove()
        return Found(np.sort(self.best.open), self.value, min(self.value, self.bound))

    @property
    def value(self) -> float:
        """The best value known."""
        return self.best.value

    @property
    def limit(self) -> float:
        """What an answer must be below to be better by as much as is asked for."""
        better = max(ROUNDING, self.effort.gap * NEARLY) * self.value
        return self.value - max(better, self.problem.grain * NEARLY)

    @property
    def slack(self) -> float:
        """How much above the dual's bound a better answer can be."""
        return self.limit - self.climb.bound

    @property
    def is_proven(self) -> bool:
        """Whether there is nothing better."""
        return self.bound >= self.value

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        return self.effort.watch.stopped or self.effort.is_close(self.value, self.bound)

    def climb_dual(self) -> None:
        """Raise the bound, trying now and then what it would open."""
        for step in range(CLIMB_STEPS):
            point = self.dual.at(self.climb.trial)
            if step >= STEPS_BEFORE_TRIALS and step % STEPS_BETWEEN_TRIALS == 0:
                self.attempt(point.chosen)
                self.dual.narrow(self.climb.best)
            self.climb.tell(point.bound, point.served, target=self.value)
            self.learn(self.climb.bound)
            if self.is_proven or self.is_done or self.climb.length < SHORTEST_STEP:
                return

    def learn(self, bound: float) -> None:
        """Take a proven bound; no value lies between two whole numbers."""
        if self.problem.grain:
            bound = float(np.ceil(bound - 1e-6))
        self.bound = max(self.bound, min(bound, self.value))
        if bound > self.value * (1 - 2 * ROUNDING):
            self.bound = self.value
        self.effort.learn_quietly("median", value=self.value, bound=self.bound)

    def attempt(self, sites: Ranks) -> None:
        """Descend from some sites, unless that was done before."""
        key = np.sort(sites).tobytes()
        if key in self._tried:
            return
        self._tried.add(key)
        self.take(self._descended(sites))

    def keep(self, sites: Ranks) -> None:
        """Keep sites that are better."""
        if float(self.problem.costs[:, sites].min(axis=1).sum()) < self.value * (1 - ROUNDING):
            self.take(Interchange(self.problem.costs, sites, self.problem.stays))

    def take(self, found: Interchange) -> None:
        """Keep an answer that is better."""
        if found.value < self.value * (1 - ROUNDING):
            self.best = found
            self.effort.learn("median", value=self.value, bound=self.bound)

    def _descended(self, sites: Ranks) -> Interchange:
        interchange = Interchange(self.problem.costs, sites, self.problem.stays)
        interchange.descend(self.effort.watch)
        return interchange

    def kick(self) -> None:
        """
        Search around the best sites, on several lines at once, until none finds better ones.

        What the dual says cannot be in a better answer is not opened, what must be is not closed.
        """
        for turn in count():
            before = self.value
            tasks = [self.kicks_of((self.effort.seed, turn, line)) for line in range(LINES)]
            done = self.effort.executor.run(kicked, tasks, wanted=self.effort.is_wanted)
            for _line, sites in sorted(done.items()):
                self.keep(sites)
            self.learn(self.climb.bound)
            if self.value >= before * (1 - ROUNDING) or self.is_proven or self.effort.watch.stopped:
                return

    def kicks_of(self, seed: tuple[int, ...]) -> Kicks:
        """Return what one line of the search around the best sites is."""
        closed, stays = self.settled()
        return Kicks(
            costs=self.problem.costs,
            stays=self.problem.stays,
            open=self.best.open,
            may_close=~stays,
            may_open=~closed,
            kicks=KICKS,
            enough=self.bound,
            seed=seed,
            errand=Errand.of(self.effort),
        )

    def settled(self) -> tuple[Flags, Flags]:
        """Return which sites are in no better answer, and which are in each, by their reduced costs."""
        return self.dual.settled(self.dual.at(self.climb.best), self.slack)

    def prove(self) -> None:
        """Branch on what the dual leaves open, which proves the best answer or finds it."""
        closed, stays = self.settled()
        left = np.flatnonzero(~closed)
        if len(left) < self.problem.p or stays.sum() > self.problem.p:
            self.learn(self.limit)
            return
        dual = MedianDual.over(self.problem.costs[:, left], self.dual.scale, self.problem.p, stays[left])
        branching = MedianBranching(dual, self.climb.best, self.limit, self.effort)
        is_over = False
        while not (is_over or self.is_done):
            is_over = branching.run()
            for sites in branching.found:
                self.attempt(left[sites])
            branching.found.clear()
            branching.limit = self.limit
            self.learn(max(self.climb.bound, branching.bound))


def scale_of(weights: Vector) -> Vector:
    """Return how far the multiplier of each demand moves: as its weight."""
    mean = float(weights.mean())
    scale: Vector = weights / mean if mean > 0 else np.ones(len(weights))
    return scale
