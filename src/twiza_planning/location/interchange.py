"""Better sites by exchanging one for another: local search for the p-median."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.watch import Watch
from twiza_planning.location.distances import Matrix, Ranks
from twiza_planning.location.problem import Flags

TINY = 1e-9  # relative gain that is only rounding
ROWS_AT_ONCE = 4_000_000  # cells


class Interchange:
    """
    p open sites, with what each exchange of an open site for a closed one would gain.

    Kept up to date as sites are exchanged: only the demand whose nearest or second nearest open site changes is
    looked at again, which makes an exchange cheap when there are many sites.

    Parameters
    ----------
    costs : array
        Weight × distance, a row a demand, a column a site, all finite.
    open_sites : array
        Sites to begin from.
    stays : array of bool
        By site: whether it must stay open.

    References
    ----------
    Whitaker, R. A. (1983). A fast algorithm for the greedy interchange for large-scale clustering and median location
    problems. INFOR 21, 95-108.
    Resende, M. G. C. and Werneck, R. F. (2007). A fast swap-based local search procedure for location problems.
    Annals of Operations Research 150, 205-230.
    """

    def __init__(self, costs: Matrix, open_sites: Ranks, stays: Flags) -> None:
        demand, sites = costs.shape
        self.costs, self.stays = costs, stays
        self.open = np.array(open_sites, dtype=np.intp)
        self.is_open = np.zeros(sites, dtype=np.bool_)
        self.is_open[self.open] = True
        # By demand: the cost of its nearest and second nearest open site, and their places in `open`.
        self.first, self.second = np.zeros(demand), np.zeros(demand)
        self.first_slot = np.zeros(demand, dtype=np.intp)
        self.second_slot = np.zeros(demand, dtype=np.intp)
        # What opening each site gains, what closing each open site loses, and what is too much in their difference.
        self.gain, self.loss = np.zeros(sites), np.zeros(len(self.open))
        self.shared = np.zeros((len(self.open), sites))
        self._find_nearest(np.arange(demand))
        self._count(np.arange(demand), 1.0)

    @property
    def value(self) -> float:
        """Σ weight × distance to the nearest open site."""
        return float(self.first.sum())

    def copy(self) -> Interchange:
        """Return another with the same open sites."""
        twin = object.__new__(Interchange)
        twin.costs, twin.stays = self.costs, self.stays
        for name in ("open", "is_open", "first", "second", "first_slot", "second_slot", "gain", "loss", "shared"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def descend(self, watch: Watch) -> None:
        """Exchange sites, the best exchange each time, until none gains or the time is over."""
        while not watch.stopped:
            slot, site, gain = self.best_exchange()
            if gain <= TINY * max(1.0, self.value):
                return
            self.exchange(slot, site)

    def best_exchange(self) -> tuple[int, int, float]:
        """Return the place in `open` to give up, the site to open instead, and what that gains."""
        profit = self.shared + self.gain
        profit -= np.where(self.stays[self.open], np.inf, self.loss)[:, None]
        profit[:, self.is_open] = -np.inf
        slot, site = divmod(int(profit.argmax()), len(self.gain))
        return slot, site, float(profit[slot, site])

    def exchange(self, slot: int, site: int) -> None:
        """Open a site in place of the one at a place in `open`."""
        costs = self.costs[:, site]
        touched = np.flatnonzero((self.first_slot == slot) | (self.second_slot == slot) | (costs < self.second))
        self._count(touched, -1.0)
        self.shared[slot], self.loss[slot] = 0.0, 0.0  # what rounding left
        self.is_open[self.open[slot]], self.is_open[site] = False, True
        self.open[slot] = site
        self._find_nearest(touched)
        self._count(touched, 1.0)

    def _find_nearest(self, rows: Ranks) -> None:
        costs = self.costs[np.ix_(rows, self.open)]
        every = np.arange(len(rows))
        slot = costs.argmin(axis=1)
        self.first_slot[rows], self.first[rows] = slot, costs[every, slot]
        costs[every, slot] = np.inf
        slot = costs.argmin(axis=1)
        alone = len(self.open) == 1
        self.second_slot[rows] = -1 if alone else slot
        self.second[rows] = np.inf if alone else costs[every, slot]

    def _count(self, rows: Ranks, sign: float) -> None:
        """Add (or take away) what some rows say of gains and losses."""
        step = max(1, ROWS_AT_ONCE // self.costs.shape[1])
        rows = rows[np.argsort(self.first_slot[rows], kind="stable")]
        for begin in range(0, len(rows), step):
            self._count_few(rows[begin : begin + step], sign)

    def _count_few(self, rows: Ranks, sign: float) -> None:
        slots, first = self.first_slot[rows], self.first[rows]
        # With one site open, closing it loses all: what exchanges gain is then told by `shared` alone.
        second = self.second[rows] if len(self.open) > 1 else np.full(len(rows), self.costs[rows].max(axis=1))
        self.loss += sign * np.bincount(slots, second - first, minlength=len(self.open))
        costs = self.costs[rows]
        gain = np.maximum(first[:, None] - costs, 0.0)
        self.gain += sign * gain.sum(axis=0)
        np.subtract(second[:, None], costs, out=costs)
        np.maximum(costs, 0.0, out=costs)
        costs -= gain
        starts = np.flatnonzero(np.diff(slots, prepend=-1))
        self.shared[slots[starts]] += sign * np.add.reduceat(costs, starts, axis=0) if len(starts) else 0.0
