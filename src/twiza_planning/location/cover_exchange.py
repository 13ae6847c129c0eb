"""What opening a site would gain and closing it would lose, in maximal covering."""

from __future__ import annotations

import numpy as np

from twiza_planning.location.coverage import Coverage
from twiza_planning.location.distances import Ranks, Vector


class CoverExchange:
    """
    Open sites, what opening each other would gain, and what closing each would lose, kept up to date.

    Parameters
    ----------
    coverage : Coverage
    open_sites : array
        Columns to begin from.
    """

    def __init__(self, coverage: Coverage, open_sites: Ranks) -> None:
        rows, sites = coverage.shape
        self.coverage = coverage
        self.times = np.zeros(rows, dtype=np.intp)  # how many open sites cover each row
        self.is_open = np.zeros(sites, dtype=np.bool_)
        self.gain: Vector = coverage.rows_of @ coverage.weights
        self.loss = np.zeros(sites)
        self.value = 0.0
        for site in open_sites:
            self.open_site(int(site))

    def rows_of(self, site: int) -> Ranks:
        """Return the rows that a site covers."""
        ends = self.coverage.rows_of.indptr
        return np.asarray(self.coverage.rows_of.indices[ends[site] : ends[site + 1]], dtype=np.intp)

    def open_site(self, site: int) -> None:
        """Open a site."""
        rows = self.rows_of(site)
        times = self.times[rows]
        fresh, shared = rows[times == 0], rows[times == 1]
        self.times[rows] += 1
        self._pass_on(self.gain, fresh, -1.0)
        self._pass_on(self.loss, shared, -1.0)
        self.is_open[site] = True
        self.loss[site] = float(self.coverage.weights[fresh].sum())
        self.value += self.loss[site]

    def close_site(self, site: int) -> None:
        """Close a site."""
        rows = self.rows_of(site)
        self.value -= self.loss[site]
        self.is_open[site] = False
        self.loss[site] = 0.0
        self.times[rows] -= 1
        times = self.times[rows]
        self._pass_on(self.gain, rows[times == 0], 1.0)
        self._pass_on(self.loss, rows[times == 1], 1.0)

    def _pass_on(self, figure: Vector, rows: Ranks, sign: float) -> None:
        """Add the weight of some rows to the figure of each site that covers them, for the loss of open sites only."""
        sites, weights = entries_of(self.coverage, rows)
        if figure is self.loss:
            kept = self.is_open[sites]
            sites, weights = sites[kept], weights[kept]
        np.add.at(figure, sites, sign * weights)

    def fill(self, count: int) -> None:
        """Open or close sites, each time the best, until so many are open."""
        while (missing := count - int(self.is_open.sum())) != 0:
            if missing > 0:
                self.open_site(int(np.where(self.is_open, -np.inf, self.gain).argmax()))
            else:
                self.close_site(int(np.where(self.is_open, self.loss, np.inf).argmin()))


def entries_of(coverage: Coverage, rows: Ranks) -> tuple[Ranks, Vector]:
    """Return the sites of some rows, one after the other, each with the weight of its row."""
    starts = coverage.sites_of.indptr[rows]
    counts = coverage.sites_of.indptr[rows + 1] - starts
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return coverage.sites_of.indices[places], np.repeat(coverage.weights[rows], counts)
