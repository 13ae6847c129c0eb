"""What open sites save, by row the most that one of them does: p-median and maximal covering alike, under a budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.problem import Flags

SLACK = 1e-9  # relative


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Which sites may be opened together: their costs within a limit, and as many as `count`, where it is given."""

    costs: Vector
    limit: float
    count: int | None

    @property
    def most(self) -> float:
        """The limit, with what rounding may add."""
        return self.limit * (1 + SLACK) + SLACK

    def allows(self, sites: Ranks) -> bool:
        """Say whether some sites may be opened together."""
        return float(self.costs[sites].sum()) <= self.most and self.count in (None, len(sites))

    def first(self, worth: Vector) -> Ranks | None:
        """Return sites to begin from: the cheapest, or those worth most for their cost; None when none may be."""
        if self.count is not None:
            cheapest = np.lexsort((-worth, self.costs))[: self.count]
            return cheapest if len(cheapest) == self.count and self.allows(cheapest) else None
        order = np.argsort(-worth / np.maximum(self.costs, SLACK), kind="stable")
        chosen, left = [], self.most
        for site in order.tolist():
            if self.costs[site] <= left:
                chosen.append(site)
                left -= self.costs[site]
        return np.array(chosen, dtype=np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class Savings:
    """Savings above 0, entry by entry: what a site saves a row when no other does. `shape` counts rows and sites."""

    row: Ranks
    site: Ranks
    saving: Vector
    shape: tuple[int, int]

    def of(self, sites: Ranks) -> float:
        """Return what some open sites save."""
        return float(self.by_row(sites).sum())

    def by_row(self, sites: Ranks) -> Vector:
        """Return by row the most that one of some sites saves."""
        is_open = np.zeros(self.shape[1], dtype=np.bool_)
        is_open[sites] = True
        kept = is_open[self.site]
        best = np.zeros(self.shape[0])
        np.maximum.at(best, self.row[kept], self.saving[kept])
        return best

    def best_two(self, slot_of: Ranks) -> tuple[Vector, Vector, Ranks]:
        """Return by row the most and the second most that open sites save, and the slot of the first; -1 for none."""
        kept = np.flatnonzero(slot_of[self.site] >= 0)
        row, saving, slot = self.row[kept], self.saving[kept], slot_of[self.site[kept]]
        order = np.lexsort((-saving, row))
        row, saving, slot = row[order], saving[order], slot[order]
        is_first = np.diff(row, prepend=-1) > 0
        best, second = np.zeros(self.shape[0]), np.zeros(self.shape[0])
        owner = np.full(self.shape[0], -1, dtype=np.intp)
        best[row[is_first]], owner[row[is_first]] = saving[is_first], slot[is_first]
        is_second = np.flatnonzero(is_first)[np.diff(np.append(np.flatnonzero(is_first), len(row))) > 1] + 1
        second[row[is_second]] = saving[is_second]
        return best, second, owner

    def earned(self, prices: Vector) -> Vector:
        """Return what each site earns when rows keep their prices."""
        left = np.maximum(self.saving - prices[self.row], 0.0)
        return np.asarray(np.bincount(self.site, left, minlength=self.shape[1]), dtype=np.float64)

    def without(self, sites: Ranks) -> tuple[Savings, float]:
        """Return what is saved beyond what some sites save, and what they save."""
        base = self.by_row(sites)
        more = self.saving - base[self.row]
        kept = more > 0
        return Savings(self.row[kept], self.site[kept], more[kept], self.shape), float(base.sum())


def savings_of_cover(sites_of: csr_array, weights: Vector) -> Savings:
    """Return what covering saves: each row its weight."""
    entries = coo_array(sites_of)
    kept = weights[entries.row] > 0
    row = np.asarray(entries.row[kept], dtype=np.intp)
    return Savings(row, np.asarray(entries.col[kept], dtype=np.intp), weights[row], (len(weights), sites_of.shape[1]))


def savings_of_ways(costs: Matrix) -> tuple[Savings, float]:
    """Return what sites save compared with the worst of each row, and the cost of those in all."""
    worst = costs.max(axis=1)
    saved = worst[:, None] - costs
    row, site = np.nonzero(saved > 0)
    return Savings(row, site, saved[row, site], (costs.shape[0], costs.shape[1])), float(worst.sum())


def kept_sites(savings: Savings, sites: Flags) -> Savings:
    """Return the savings of some sites, which are numbered anew."""
    rank = np.cumsum(sites) - 1
    kept = sites[savings.site]
    shape = (savings.shape[0], int(sites.sum()))
    return Savings(savings.row[kept], rank[savings.site[kept]], savings.saving[kept], shape)
