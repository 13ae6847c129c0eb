"""Prove the best p-median by branching on sites, each branch bounded by its Lagrangian dual."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.median_dual import MEMORY, MedianDual
from twiza_planning.location.problem import Flags
from twiza_planning.location.volume import Volume

STEPS = 60  # of the dual in a branch
FIRST_STEP, SHORTEST_STEP = 0.5, 0.02
MEAN_MEMORY = 0.9
LINES, BRANCHES = 4, 20  # looked at on one line before all are put together again


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Sites that are open, sites that are closed, the bound, its multipliers, and how often each site was chosen."""

    stays: Flags
    closed: Flags
    bound: float
    multipliers: Vector
    usage: Vector


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """Branches to look at on one line, over the sites that are left, below a limit."""

    dual: MedianDual
    limit: float
    branches: Sequence[Branch]
    errand: Errand


@dataclass(frozen=True, slots=True, eq=False)
class LookedAt:
    """The branches of a share that are left to look at, and sites found on the way."""

    waiting: list[Branch]
    found: list[Ranks]


class MedianBranching:
    """
    Branch and bound over the sites that are left, on several lines wherever the executor works; as many on any.

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
        self.found: list[Ranks] = []
        root = Branch(dual.stays, np.zeros(dual.sites, dtype=np.bool_), -np.inf, multipliers, np.zeros(dual.sites))
        line = Line(dual, limit)
        line.add(root)
        self.waiting = line.waiting
        self.found += line.found

    @property
    def bound(self) -> float:
        """Proven bound on all that is left to look at; the limit when nothing is."""
        return min([self.limit, *(branch.bound for branch in self.waiting)])

    def run(self) -> bool:
        """Look at some branches on each line, the lowest bounds first; say whether none is left."""
        waiting = [branch for branch in self.waiting if branch.bound < self.limit]
        shares = [waiting[line::LINES] for line in range(min(LINES, len(waiting)))]
        tasks = [Share(self.dual, self.limit, share, Errand.of(self.effort)) for share in shares]
        done = self.effort.executor.run(look_at, tasks, wanted=self.effort.is_wanted)
        left = [done[line].waiting if line in done else share for line, share in enumerate(shares)]
        self.waiting = sorted((branch for branches in left for branch in branches), key=lambda branch: branch.bound)
        self.found += [sites for line in sorted(done) for sites in done[line].found]
        return not self.waiting


def look_at(share: Share) -> LookedAt:
    """Look at some branches of a share, the lowest bound first."""
    line, watch = Line(share.dual, share.limit), share.errand.begun().watch
    for branch in share.branches:
        line.keep(branch)
    while line.is_going_on and not watch.stopped:
        line.divide()
    return LookedAt(line.waiting, line.found)


class Line:
    """Branches that wait on one line, by their bounds, and sites found."""

    def __init__(self, dual: MedianDual, limit: float) -> None:
        self.dual, self.limit, self.looked_at = dual, limit, 0
        self.found: list[Ranks] = []
        self._waiting: list[tuple[float, int, Branch]] = []
        self._kept = 0

    @property
    def waiting(self) -> list[Branch]:
        """The branches left to look at, the lowest bound first."""
        return [branch for _bound, _order, branch in sorted(self._waiting, key=lambda waiting: waiting[:2])]

    @property
    def is_going_on(self) -> bool:
        """Whether there is more to look at before the lines are put together again."""
        return bool(self._waiting) and self.looked_at < BRANCHES

    def keep(self, branch: Branch) -> None:
        """Keep a branch that there may be something better in."""
        self._kept += 1
        heapq.heappush(self._waiting, (branch.bound, self._kept, branch))

    def divide(self) -> None:
        """Take the branch of the lowest bound, and look at it with one more site open, and closed."""
        _bound, _order, branch = heapq.heappop(self._waiting)
        site = self._site_to_branch_on(branch)
        open_it, close_it = branch.stays.copy(), branch.closed.copy()
        open_it[site], close_it[site] = True, True
        self.add(Branch(open_it, branch.closed, branch.bound, branch.multipliers, branch.usage))
        self.add(Branch(branch.stays, close_it, branch.bound, branch.multipliers, branch.usage))

    def add(self, branch: Branch) -> None:
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
        self.keep(bounded)

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
