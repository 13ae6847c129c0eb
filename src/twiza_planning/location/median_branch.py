"""Prove the best p-median by branching on sites, each branch bounded by its Lagrangian dual."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.median_dual import MEMORY, MedianDual
from twiza_planning.location.problem import Flags
from twiza_planning.location.volume import Volume

STEPS = 60  # of the dual in a branch
FIRST_STEP, SHORTEST_STEP = 0.5, 0.02
MEAN_MEMORY = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Sites that are open, sites that are closed, the bound, its multipliers, and how often each site was chosen."""

    stays: Flags
    closed: Flags
    bound: float
    multipliers: Vector
    usage: Vector


class MedianBranching:
    """
    Branch and bound over the sites that are left, the lowest bound first.

    Beasley, J. E. (1985). A note on solving large p-median problems. European Journal of Operational Research 21,
    270-273.

    Parameters
    ----------
    dual : MedianDual
        The dual over the sites left.
    multipliers : array
        Its best multipliers.
    limit : float
        What a branch must be below to be of interest.
    effort : Effort
    """

    def __init__(self, dual: MedianDual, multipliers: Vector, limit: float, effort: Effort) -> None:
        self.dual, self.limit, self.effort = dual, limit, effort
        self.looked_at = 0
        self.found: list[Ranks] = []
        closed = np.zeros(dual.sites, dtype=np.bool_)
        root = Branch(dual.stays, closed, -np.inf, multipliers, np.zeros(dual.sites))
        self._waiting: list[tuple[float, int, Branch]] = []
        self._add(root)

    @property
    def bound(self) -> float:
        """Proven bound on all that is left to look at; the limit when nothing is."""
        return min(self.limit, self._waiting[0][0]) if self._waiting else self.limit

    def run(self, branches: int) -> bool:
        """Look at so many branches at most; say whether none is left."""
        last = self.looked_at + branches
        while self._waiting and self.looked_at < last and not self.effort.watch.stopped:
            _bound, _order, branch = heapq.heappop(self._waiting)
            site = self._site_to_branch_on(branch)
            open_it, close_it = branch.stays.copy(), branch.closed.copy()
            open_it[site], close_it[site] = True, True
            before = branch.bound
            self._add(Branch(open_it, branch.closed, before, branch.multipliers, branch.usage))
            self._add(Branch(branch.stays, close_it, before, branch.multipliers, branch.usage))
        return not self._waiting

    def _add(self, branch: Branch) -> None:
        """Bound a branch, and keep it when there may be something better in it."""
        self.looked_at += 1
        if branch.stays.sum() > self.dual.p or (~branch.closed).sum() < self.dual.p:
            return
        bounded = self._bounded(branch)
        if bounded is None:
            return
        if bounded.stays.sum() == self.dual.p or (~bounded.closed).sum() == self.dual.p:
            decided = bounded.stays if bounded.stays.sum() == self.dual.p else ~bounded.closed
            self.found.append(np.flatnonzero(decided))
            return
        heapq.heappush(self._waiting, (bounded.bound, self.looked_at, bounded))

    def _bounded(self, branch: Branch) -> Branch | None:
        """Return a branch with its bound and what follows for other sites, None when nothing better is in it."""
        dual, lowest = self.dual, np.zeros(len(branch.multipliers))
        climb = Volume(branch.multipliers, lowest=lowest, highest=dual.highest, scale=dual.scale, memory=MEMORY)
        climb.length = FIRST_STEP
        usage, best = branch.usage, None
        for _step in range(STEPS):
            point = dual.at(climb.trial, branch.stays, branch.closed)
            if point.bound >= self.limit:
                return None
            chosen = np.zeros(dual.sites)
            chosen[point.chosen] = 1.0
            usage = MEAN_MEMORY * usage + (1 - MEAN_MEMORY) * chosen
            if point.bound > climb.bound:
                best = point
            climb.tell(point.bound, point.served, target=self.limit)
            if climb.length < SHORTEST_STEP:
                break
        assert best is not None  # noqa: S101 -- the first step is one
        closed, stays = dual.settled(best, self.limit - climb.bound, branch.stays, branch.closed)
        if stays.sum() > dual.p or (~closed).sum() < dual.p:
            return None
        return Branch(stays, closed, max(branch.bound, climb.bound), climb.best, usage)

    def _site_to_branch_on(self, branch: Branch) -> int:
        """Return the site that is neither open nor closed and chosen about half of the time."""
        free = ~branch.stays & ~branch.closed
        doubt = np.where(free, np.minimum(branch.usage, 1.0 - branch.usage), -1.0)
        return int(doubt.argmax())
