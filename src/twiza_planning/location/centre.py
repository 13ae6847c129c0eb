"""The p-centre: open p sites so that no one has far to go."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found
from twiza_planning.location.highs import Program, minimise
from twiza_planning.location.problem import Flags

CLOSE = 1e-6
ROWS_ADDED = 8  # at a time, those farthest from the sites of the last answer


class CentreSearch:
    """
    The least radius at which p sites cover everyone, between a radius that is too small and one that is enough.

    Whether p sites cover everyone within a radius is asked of a few demand points first; those that the answer leaves
    out are added until it covers all, or the few cannot be covered: then no more can.

    References
    ----------
    Minieka, E. (1970). The m-center problem. SIAM Review 12, 138-139.
    Chen, D. and Chen, R. (2009). New relaxation-based algorithms for the optimal solution of the continuous and
    discrete p-center problems. Computers & Operations Research 36, 1646-1655.
    """

    def __init__(self, ways: Matrix, p: int, stays: Flags, effort: Effort, start: Ranks | None) -> None:
        self.ways, self.p, self.stays, self.effort = ways, p, stays, effort
        self.best = spread(ways, p, stays) if start is None else start
        self.rows: list[int] = []
        self.too_small = -np.inf
        self.least = float(ways.min(axis=1).max())

    @property
    def value(self) -> float:
        """The greatest distance to the sites known."""
        return float(self.ways[:, self.best].min(axis=1).max())

    def solve(self) -> Found:
        """Return the best sites found until the gap is reached or the time is over."""
        radii = self.radii()
        low, high = 0, len(radii) - 1  # radii[high] is enough
        self.effort.learn("centre", value=self.value, bound=radii[0])
        while low < high and not self.effort.watch.stopped and not self.effort.is_close(radii[high], radii[low]):
            middle = (low + high) // 2
            answer = self.is_enough(radii[middle])
            if answer is None:
                break
            if answer:
                high = int(np.searchsorted(radii, self.value))
            else:
                low = middle + 1
            self.effort.learn("centre", value=radii[high], bound=radii[low])
        return Found(np.sort(self.best), self.value, min(self.value, float(radii[low])))

    def radii(self) -> Vector:
        """Return the distances that the least radius may be, rising; the last is enough."""
        some = self.ways[(self.ways >= self.least) & (self.ways <= self.value)]
        return np.unique(some)

    def is_enough(self, radius: float) -> bool | None:
        """Say whether p sites cover everyone within a radius (then they are the best); None when the time is over."""
        while not self.effort.watch.stopped:
            sites = self.cover(radius)
            if sites is None:
                return None
            if len(sites) > self.p:
                return False
            sites = self.filled(sites)
            way = self.ways[:, sites].min(axis=1)
            if way.max() < self.value:
                self.best = sites
            if way.max() <= radius:
                return True
            self.rows += farthest_apart(way, self.ways, radius)
        return None

    def cover(self, radius: float) -> Ranks | None:
        """
        Return sites that cover the demand points looked at, at most p; more than p when there are none.

        None when the time is over before that is known.
        """
        already = np.flatnonzero(self.stays)
        rows = [row for row in self.rows if not (self.ways[row, already] <= radius).any()]
        if not rows:
            return already
        near = self.ways[rows] <= radius
        # Of sites that cover the same of these points one is enough.
        _sets, sites = np.unique(np.packbits(near, axis=0), axis=1, return_index=True)
        room = self.p - len(already)
        solved = minimise(
            cover_program(near[:, sites]), self.effort, start=greedy_start(near[:, sites]), enough=room, hopeless=room
        )
        if solved.bound > room + CLOSE:
            return np.arange(self.p + 1)
        if solved.columns is None or solved.cost > room + 0.5:
            return None
        return np.concatenate([already, sites[solved.columns > 0.5]])

    def filled(self, sites: Ranks) -> Ranks:
        """Return p sites: more are opened where people have farthest to go."""
        chosen = [int(site) for site in sites]
        way = self.ways[:, sites].min(axis=1) if len(sites) else np.full(len(self.ways), np.inf)
        while len(chosen) < self.p:
            order = np.argsort(self.ways[int(way.argmax())], kind="stable")
            site = next(int(site) for site in order if site not in chosen)
            chosen.append(site)
            way = np.minimum(way, self.ways[:, site])
        return np.array(chosen, dtype=np.intp)


def spread(ways: Matrix, p: int, stays: Flags) -> Ranks:
    """
    Return p sites, each next the nearest to whoever has farthest to go.

    Gonzalez, T. F. (1985). Clustering to minimize the maximum intercluster distance. Theoretical Computer Science 38,
    293-306.
    """
    chosen = [int(site) for site in np.flatnonzero(stays)]
    if not chosen:
        chosen = [int(ways.max(axis=0).argmin())]
    way = ways[:, chosen].min(axis=1)
    while len(chosen) < p:
        order = np.argsort(ways[int(way.argmax())], kind="stable")
        site = next(int(site) for site in order if site not in chosen)
        chosen.append(site)
        way = np.minimum(way, ways[:, site])
    return np.array(chosen, dtype=np.intp)


def farthest_apart(way: Vector, ways: Matrix, radius: float) -> list[int]:
    """Return the points left out, the farthest first, none of them coverable by a site of another."""
    rows: list[int] = []
    near = np.zeros(ways.shape[1], dtype=np.bool_)
    for row in np.argsort(-way, kind="stable"):
        if way[row] <= radius or len(rows) >= ROWS_ADDED:
            break
        own = ways[row] <= radius
        if not (own & near).any():
            rows.append(int(row))
            near |= own
    return rows


def cover_program(near: Flags) -> Program:
    """Return the least number of sites that cover each row, as a program."""
    rows, sites = near.shape
    return Program(
        cost=np.ones(sites),
        matrix=csr_array(near.astype(np.float64)),
        lower=np.ones(rows),
        upper=np.full(rows, np.inf),
        least=np.zeros(sites),
        most=np.ones(sites),
        is_whole=np.ones(sites, dtype=np.bool_),
    )


def greedy_start(near: Flags) -> Vector:
    """Return columns that open sites until each row is covered, each time the site that covers most."""
    columns = np.zeros(near.shape[1])
    left = np.ones(near.shape[0], dtype=np.bool_)
    while left.any():
        site = int(near[left].sum(axis=0).argmax())
        columns[site] = 1.0
        left &= ~near[:, site]
    return columns
