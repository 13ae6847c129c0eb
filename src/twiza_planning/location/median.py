"""The p-median: open p sites so that people have the least way in all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found
from twiza_planning.location.interchange import Interchange
from twiza_planning.location.median_branch import MedianBranching
from twiza_planning.location.median_dual import MedianDual
from twiza_planning.location.problem import Flags

CLIMB_STEPS = 700
STEPS_BEFORE_TRIALS, STEPS_BETWEEN_TRIALS = 80, 20
SHORTEST_STEP = 1.5e-3
KICKS = 24
BRANCHES_BETWEEN_REPORTS = 20
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
        self.keep(self._descended(sites))

    def keep(self, found: Interchange) -> None:
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
        Exchange a few sites at random and descend again, the more of them the longer nothing better came.

        Hansen, P. and Mladenovic, N. (1997). Variable neighborhood search for the p-median. Location Science 5,
        207-226. What the dual says cannot be in a better answer is not opened, what must be is not closed.
        """
        exchanges, kicks = 1, 0
        while kicks < KICKS and not self.effort.watch.stopped:
            open_now, closed_now = self.exchangeable()
            most = min(len(open_now), len(closed_now))
            if most == 0:
                return
            twin = self.best.copy()
            count = min(exchanges, most)
            slots = self.random.choice(open_now, count, replace=False)
            sites = self.random.choice(closed_now, count, replace=False)
            for slot, site in zip(slots, sites, strict=True):
                twin.exchange(int(slot), int(site))
            twin.descend(self.effort.watch)
            better = twin.value < self.value * (1 - ROUNDING)
            self.keep(twin)
            exchanges, kicks = (1, 0) if better else (1 + exchanges % 6, kicks + 1)
            self.learn(self.climb.bound)
            if self.is_proven:
                return

    def exchangeable(self) -> tuple[Ranks, Ranks]:
        """Return the places in `open` that may be given up, and the sites that may be opened instead."""
        closed, stays = self.settled()
        return (
            np.flatnonzero(~stays[self.best.open]),
            np.flatnonzero(~closed & ~self.best.is_open),
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
            is_over = branching.run(BRANCHES_BETWEEN_REPORTS)
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
