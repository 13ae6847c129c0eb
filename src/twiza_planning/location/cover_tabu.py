"""Better sites by the best exchange of all, also for the worse: tabu search for maximal covering."""

from __future__ import annotations

import numpy as np

from twiza_planning.location.cover_exchange import entries_of
from twiza_planning.location.coverage import Coverage
from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.problem import Flags

RESTS = (7, 20), (10, 30)  # exchanges (from, below) that a site stays as it was made, by turns
TURN = 500  # exchanges
TINY = 1e-12


class CoverTabu:
    """
    Open sites, each in a slot of its own, with what each exchange would gain, kept up to date.

    An exchange closes the site of one slot and opens one site. Where a site has a price, there is one more slot and
    one more site, of nothing: exchanging with them opens or closes a site alone, for its price.

    Parameters
    ----------
    coverage : Coverage
    open_sites : array of bool
        By column: whether it is open to begin with.
    price : float, optional
        What a site costs; without it as many sites stay open as there are.

    References
    ----------
    Glover, F. (1989). Tabu search, part I. ORSA Journal on Computing 1, 190-206.
    """

    def __init__(self, coverage: Coverage, open_sites: Flags, price: float | None) -> None:
        rows, sites = coverage.shape
        self.coverage, self.price = coverage, price
        self.times = np.zeros(rows, dtype=np.intp)  # how many open sites cover each row
        self.slots = np.zeros(rows, dtype=np.intp)  # the sum of their slots: with one of them, its slot
        self.gain: Vector = np.append(coverage.rows_of @ coverage.weights, 0.0 if price is None else price)
        chosen = np.flatnonzero(open_sites)
        self.site_in: Ranks = np.full(len(chosen) + 1, sites, dtype=np.intp)
        # By slot and site: the weight that the slot's site alone covers, and the site covers too.
        self.shared: Matrix = np.zeros((len(chosen) + 1, sites + 1))
        self.value = 0.0
        for slot, site in enumerate(chosen, start=1):
            self._open(slot, int(site))

    @property
    def nothing(self) -> int:
        """The site that stands for none."""
        return len(self.gain) - 1

    @property
    def is_open(self) -> Flags:
        """By column: whether it is open."""
        flags = np.zeros(len(self.gain), dtype=np.bool_)
        flags[self.site_in] = True
        return flags[:-1]

    def search(self, exchanges: int, effort: Effort, random: np.random.Generator) -> Flags:
        """Exchange so many times, not undoing the latest; return the best open sites seen."""
        best, best_value = self.is_open, self.value
        rest = np.zeros(len(self.gain), dtype=np.intp)
        for now in range(exchanges):
            if now % 16 == 0 and effort.watch.stopped:
                break
            slot, site, gain = self._best_exchange(rest > now)
            if not np.isfinite(gain):
                break
            for moved in (int(self.site_in[slot]), site):
                rest[moved] = 0 if moved == self.nothing else now + random.integers(*RESTS[now // TURN % len(RESTS)])
            self._exchange(slot, site)
            if self.value > best_value + TINY * abs(best_value):
                best, best_value = self.is_open, self.value
        return best

    def _best_exchange(self, rests: Flags) -> tuple[int, int, float]:
        """Return the slot to empty, the site to open, and what that gains."""
        gain = np.where(rests, -np.inf, self.gain)
        gain[self.site_in] = -np.inf
        loss = self.shared[np.arange(len(self.site_in)), self.site_in]
        loss[rests[self.site_in] | (self.site_in == self.nothing)] = np.inf
        if self.price is not None:
            gain[-1] = self.price
            loss[0] = self.price
        profit = self.shared + gain
        profit -= loss[:, None]
        if self.price is not None:
            profit[0, -1] = -np.inf
        slot, site = divmod(int(profit.argmax()), len(gain))
        return slot, site, float(profit[slot, site])

    def _exchange(self, slot: int, site: int) -> None:
        if slot > 0:
            self._close(slot)
        if site != self.nothing:
            self._open(slot if slot > 0 else self._free_slot(), site)

    def _free_slot(self) -> int:
        free = np.flatnonzero(self.site_in[1:] == self.nothing)
        if len(free):
            return int(free[0]) + 1
        more = len(self.site_in)
        self.site_in = np.append(self.site_in, np.full(more, self.nothing, dtype=np.intp))
        self.shared = np.vstack([self.shared, np.zeros((more, len(self.gain)))])
        return more

    def _rows_of(self, site: int) -> Ranks:
        ends = self.coverage.rows_of.indptr
        return np.asarray(self.coverage.rows_of.indices[ends[site] : ends[site + 1]], dtype=np.intp)

    def _open(self, slot: int, site: int) -> None:
        rows = self._rows_of(site)
        times = self.times[rows]
        fresh, single = rows[times == 0], rows[times == 1]
        sites, weights = entries_of(self.coverage, fresh)
        self.shared[slot] = np.bincount(sites, weights, minlength=len(self.gain))
        self.gain[:-1] -= self.shared[slot, :-1]
        self._share(single, -1.0)
        self.times[rows] += 1
        self.slots[rows] += slot
        self.site_in[slot] = site
        self.value += float(self.coverage.weights[fresh].sum()) - (self.price or 0.0)

    def _close(self, slot: int) -> None:
        rows = self._rows_of(int(self.site_in[slot]))
        times = self.times[rows]
        single, double = rows[times == 1], rows[times == 2]
        self.gain[:-1] += self.shared[slot, :-1]
        self.shared[slot] = 0.0
        self.times[rows] -= 1
        self.slots[rows] -= slot
        self._share(double, 1.0)
        self.site_in[slot] = self.nothing
        self.value -= float(self.coverage.weights[single].sum()) - (self.price or 0.0)

    def _share(self, rows: Ranks, sign: float) -> None:
        """Add rows to (or take them from) what the only slot that covers them covers alone."""
        sites, weights = entries_of(self.coverage, rows)
        counts = np.diff(self.coverage.sites_of.indptr)[rows]
        places = np.repeat(self.slots[rows], counts) * len(self.gain) + sites
        np.add.at(self.shared.reshape(-1), places, sign * weights)
