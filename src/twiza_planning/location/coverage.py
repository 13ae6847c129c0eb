"""Which sites cover which demand, in as few rows as say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from twiza_planning.location.distances import Ranks, Vector

ROWS_AT_ONCE = 2_000
OVERLAPS_MAX = 20_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """
    Rows of demand with the sites that cover them, and their weights; `sites` are the columns' ranks in the problem.

    `sites_of` has a row a demand, `rows_of` a row a site; both hold ones.
    """

    sites_of: csr_array
    rows_of: csr_array
    weights: Vector
    sites: Ranks

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of sites."""
        return len(self.weights), len(self.sites)


def coverage_of(sites_of: csr_array, weights: Vector, sites: Ranks) -> Coverage:
    """Return the coverage with rows that the same sites cover made one, and rows that none covers left out."""
    sites_of.sort_indices()
    covered = np.flatnonzero(np.diff(sites_of.indptr))
    merged, weight = merge_rows(sites_of[covered], weights[covered])
    return Coverage(merged, csr_array(merged.T), weight, sites)


def merge_rows(sites_of: csr_array, weights: Vector) -> tuple[csr_array, Vector]:
    """Return the different rows, none of them empty, and the sum of weights of each."""
    if sites_of.shape[0] == 0:
        return sites_of, weights
    # Sums of random 64-bit numbers: two sets of sites have the same with a chance of 2⁻⁶⁴.
    keys = np.random.default_rng(0).integers(0, 2**63, sites_of.shape[1], dtype=np.uint64)
    sums = np.add.reduceat(keys[sites_of.indices], sites_of.indptr[:-1])
    _keys, first, group = np.unique(sums, return_index=True, return_inverse=True)
    order = np.argsort(first)
    weight = np.asarray(np.bincount(group, weights, minlength=len(first)), dtype=np.float64)
    return sites_of[first[order]], weight[order]


def without_dominated_rows(coverage: Coverage) -> Coverage:
    """Return the coverage without rows that are covered whenever another row is."""
    if not len(coverage.weights):
        return coverage
    sizes = np.diff(coverage.sites_of.indptr)
    kept = np.ones(len(sizes), dtype=np.bool_)
    for first in range(0, len(sizes), ROWS_AT_ONCE):
        some = coverage.sites_of[first : first + ROWS_AT_ONCE]
        if estimated_overlaps(some, coverage) > OVERLAPS_MAX:
            continue
        shared = (some @ coverage.rows_of).tocoo()
        wider, narrower = shared.row + first, shared.col
        is_inside = (shared.data == sizes[narrower]) & (sizes[narrower] < sizes[wider])
        kept[wider[is_inside]] = False
    rows = coverage.sites_of[np.flatnonzero(kept)]
    return Coverage(rows, csr_array(rows.T), coverage.weights[kept], coverage.sites)


def estimated_overlaps(some: csr_array, coverage: Coverage) -> int:
    """Return an upper limit of how many pairs of rows share a site."""
    return int(np.diff(coverage.rows_of.indptr)[some.indices].sum())


def components(coverage: Coverage) -> Iterator[tuple[Ranks, Ranks]]:
    """Return the rows and columns of the parts that share no site, small parts first; no site that covers none."""
    rows, sites = coverage.shape
    if rows == 0:
        return
    ends = np.append(coverage.sites_of.indptr, np.full(sites, coverage.sites_of.nnz))
    shape = (rows + sites, rows + sites)
    joint = csr_array((coverage.sites_of.data, coverage.sites_of.indices + rows, ends), shape=shape)
    count, label = connected_components(joint, directed=False)
    row_label, site_label = label[:rows], label[rows:]
    sizes = np.bincount(site_label, minlength=count)
    row_order, site_order = np.argsort(row_label, kind="stable"), np.argsort(site_label, kind="stable")
    row_ends = np.searchsorted(row_label[row_order], np.arange(count + 1))
    site_ends = np.searchsorted(site_label[site_order], np.arange(count + 1))
    for part in np.argsort(sizes, kind="stable"):
        inner_rows = row_order[row_ends[part] : row_ends[part + 1]]
        inner_sites = site_order[site_ends[part] : site_ends[part + 1]]
        if len(inner_rows):
            yield inner_rows, inner_sites


def restricted(coverage: Coverage, rows: Ranks, sites: Ranks) -> Coverage:
    """Return the coverage of some rows by some sites."""
    inner = csr_array(coverage.sites_of[rows][:, sites])
    inner.sort_indices()
    return Coverage(inner, csr_array(inner.T), coverage.weights[rows], coverage.sites[sites])
