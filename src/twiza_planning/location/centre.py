"""The p-centre: open p sites so that no one has far to go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from twiza_planning.executors import Here
from twiza_planning.location.centre_radius import Question, Reply, ask, filled
from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.found import Found
from twiza_planning.location.problem import Flags

Replies = Callable[[int], Reply | None]


class CentreSearch:
    """
    The least radius at which p sites cover everyone, between a radius that is too small and one that is enough.

    It is halved twice at a time: the radius in the middle and those in the middle of both halves may be asked about at
    once. Where the work is done here only those of use are asked; what is learned is the same.

    References
    ----------
    Minieka, E. (1970). The m-center problem. SIAM Review 12, 138-139.
    Chen, D. and Chen, R. (2009). New relaxation-based algorithms for the optimal solution of the continuous and
    discrete p-center problems. Computers & Operations Research 36, 1646-1655.
    """

    def __init__(self, ways: Matrix, p: int, stays: Flags, effort: Effort, start: Ranks | None) -> None:
        self.ways, self.p, self.stays, self.effort = ways, p, stays, effort
        self.best = spread(ways, p, stays) if start is None else start
        self.rows: tuple[int, ...] = ()
        self.radii = self.possible_radii()
        self.low, self.high = 0, len(self.radii) - 1  # radii[high] is enough

    @property
    def value(self) -> float:
        """The greatest distance to the sites known."""
        return float(self.ways[:, self.best].min(axis=1).max())

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        is_close = self.effort.is_close(self.radii[self.high], self.radii[self.low])
        return self.low >= self.high or is_close or self.effort.watch.stopped

    def solve(self) -> Found:
        """Return the best sites found until the gap is reached or the time is over."""
        self.learn()
        while not self.is_done and self.halve_twice():
            pass
        return Found(np.sort(self.best), self.value, min(self.value, float(self.radii[self.low])))

    def possible_radii(self) -> Vector:
        """Return the distances that the least radius may be, rising; the last is enough."""
        least, most = self.ways.min(axis=1).max(), self.value
        return np.unique(self.ways[(self.ways >= least) & (self.ways <= most)])

    def halve_twice(self) -> bool:
        """Halve what lies between the radii; say whether the time allowed it."""
        middle = (self.low + self.high) // 2
        lower, upper = (self.low + middle) // 2, (middle + 1 + self.high) // 2
        replies = self.replies((middle, lower, upper), self.rows)
        if not self.take(middle, replies):
            return False
        quarter = lower if self.high <= middle else upper
        if self.is_done or not self.low <= quarter < self.high:
            return True
        return self.take(quarter, replies)

    def replies(self, ranks: Sequence[int], rows: tuple[int, ...]) -> Replies:
        """Return what is replied about each of some radii: asked when it is wanted if here, all at once elsewhere."""
        effort = self.effort
        if isinstance(effort.executor, Here):
            return cache(lambda rank: ask(self.question(rank, rows)))
        questions = {rank: self.question(rank, rows) for rank in ranks}
        done = effort.executor.run(ask, list(questions.values()), wanted=effort.is_wanted)
        return {rank: done[place] for place, rank in enumerate(questions) if place in done}.get

    def question(self, rank: int, rows: tuple[int, ...]) -> Question:
        """Return the question whether a radius is enough."""
        return Question(self.ways, self.p, self.stays, float(self.radii[rank]), rows, Errand.of(self.effort))

    def take(self, rank: int, replies: Replies) -> bool:
        """Learn from the reply about a radius; say whether there is one."""
        reply = replies(rank)
        if reply is None:
            return False
        self.rows = tuple(dict.fromkeys([*self.rows, *reply.rows]))
        if reply.sites is not None and self.ways[:, reply.sites].min(axis=1).max() < self.value:
            self.best = reply.sites
        if reply.is_enough:
            self.high = int(np.searchsorted(self.radii, self.value))
        elif reply.is_enough is False:
            self.low = rank + 1
        self.learn()
        return reply.is_enough is not None

    def learn(self) -> None:
        """Tell the caller of the radii."""
        self.effort.learn("centre", value=float(self.radii[self.high]), bound=float(self.radii[self.low]))


def spread(ways: Matrix, p: int, stays: Flags) -> Ranks:
    """
    Return p sites, each next the nearest to whoever has farthest to go.

    Gonzalez, T. F. (1985). Clustering to minimize the maximum intercluster distance. Theoretical Computer Science 38,
    293-306.
    """
    already = np.flatnonzero(stays)
    return filled(already if len(already) else np.array([ways.max(axis=0).argmin()]), ways, p)
