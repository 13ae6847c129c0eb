"""The p-median as a program of distances passed without meeting an open site."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.highs import Program
from twiza_planning.location.problem import Flags

Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """
    By demand, what is paid when the sites up to some distance are all closed.

    One entry a step: the row of demand, how many of its sites (in order) are within, what going on to the next
    distance costs, and whether the step is the last allowed: then one of its sites is open.
    """

    rows: Ranks
    within: Ranks
    price: Vector
    is_last: Flags


class RadiusModel:
    """
    Columns: whether each site left is open, then, by set of sites, whether all of the set are closed.

    Demand that would pay for the same set of closed sites shares a column.

    Parameters
    ----------
    costs : array
        Weight × distance to the sites left.
    p : int
        Of them, how many are open.
    stays : array of bool
        By site left: whether it is open for sure.
    farthest : array
        By demand, the greatest cost at which it is served in a better answer than the one known.

    References
    ----------
    Church, R. L. (2003). COBRA: a new formulation of the classic p-median location problem. Annals of Operations
    Research 122, 103-120.
    Elloumi, S. (2010). A tighter formulation of the p-median problem. Journal of Combinatorial Optimization 19, 69-83.
    """

    def __init__(self, costs: Matrix, p: int, stays: Flags, farthest: Vector) -> None:
        self._sites = costs.shape[1]
        order = np.argsort(costs, axis=1, kind="stable")
        values = np.take_along_axis(costs, order, axis=1)
        steps = steps_of(values, stays[order], farthest)
        keys = keys_of_sets(order)
        self.constant = float(values[:, 0].sum())
        self._order, self._columns = order, np.zeros(0, dtype=np.intp)
        self.program = self._build(steps, keys, p, stays)

    def _build(self, steps: Steps, keys: Keys, p: int, stays: Flags) -> Program:
        paying = ~steps.is_last
        own = keys[steps.rows, steps.within - 1]
        names, first, column = np.unique(own[paying], return_index=True, return_inverse=True)
        sets = len(names)
        price = np.bincount(column, steps.price[paying], minlength=sets)
        self._first = np.flatnonzero(paying)[first]
        self._steps = steps
        # A set is closed unless a smaller one known to be closed holds, or one of the sites it has more is open.
        last = np.flatnonzero(steps.is_last)
        _names, once = np.unique(own[last], return_index=True)
        chosen = np.concatenate([self._first, last[once]])
        before = np.where(chosen > 0, chosen - 1, 0)
        has_before = (steps.rows[before] == steps.rows[chosen]) & (before != chosen)
        skipped = np.where(has_before, steps.within[before], 0)
        counts = steps.within[chosen] - skipped
        row = np.repeat(np.arange(len(chosen)), counts)
        inner = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(skipped, counts)
        sites = self._order[np.repeat(steps.rows[chosen], counts), inner]
        own_row = np.arange(sets)
        parent_row = np.flatnonzero(has_before)
        parent = np.searchsorted(names, own[before[parent_row]])
        rows = np.concatenate([row, own_row, parent_row, np.full(self._sites, len(chosen))])
        columns = np.concatenate([sites, self._sites + own_row, self._sites + parent, np.arange(self._sites)])
        data = np.concatenate([np.ones(len(row)), np.ones(sets), -np.ones(len(parent)), np.ones(self._sites)])
        width = self._sites + sets
        matrix = csr_array(coo_array((data, (rows, columns)), shape=(len(chosen) + 1, width)))
        lower = np.where(has_before, 0.0, 1.0)
        return Program(
            cost=np.concatenate([np.zeros(self._sites), price]),
            matrix=matrix,
            lower=np.append(lower, float(p)),
            upper=np.append(np.full(len(chosen), np.inf), float(p)),
            least=np.concatenate([stays.astype(np.float64), np.zeros(sets)]),
            most=np.ones(width),
            is_whole=np.arange(width) < self._sites,
        )

    def columns_of(self, is_open: Flags) -> Vector:
        """Return the columns that say which sites are open."""
        met = np.logical_or.accumulate(is_open[self._order], axis=1)
        closed = ~met[self._steps.rows[self._first], self._steps.within[self._first] - 1]
        return np.concatenate([is_open, closed]).astype(np.float64)

    def open_in(self, columns: Vector) -> Flags:
        """Return which sites are open in a solution."""
        is_open: Flags = columns[: self._sites] > 0.5
        return is_open


def steps_of(values: Matrix, stays: Flags, farthest: Vector) -> Steps:
    """Return the steps of each demand, up to where it is served for sure; rows of `values` rise."""
    rises = np.ones(values.shape, dtype=np.bool_)
    rises[:, :-1] = values[:, 1:] > values[:, :-1]
    # Beyond a site that is open, or farther than any better answer, no one goes.
    passed = np.zeros(values.shape, dtype=np.bool_)
    passed[:, 1:] = np.logical_or.accumulate(stays, axis=1)[:, :-1] & (values[:, 1:] > values[:, :-1])
    passed = np.logical_or.accumulate(passed, axis=1) | (values > farthest[:, None])
    passed[:, 0] = False
    rows, places = np.nonzero(rises & ~passed)
    is_last = np.append(rows[1:] != rows[:-1], True)
    following = np.minimum(places + 1, values.shape[1] - 1)
    price = np.where(is_last, 0.0, values[rows, following] - values[rows, places])
    return Steps(rows, places + 1, price, is_last)


def keys_of_sets(order: Ranks) -> Keys:
    """Return a key for the set of the first sites of each row: the same set has the same key."""
    site_keys = np.asarray(np.random.default_rng(0).integers(1, 2**63, order.shape[1], dtype=np.uint64))
    return np.asarray(np.bitwise_xor.accumulate(np.take(site_keys, order), axis=1), dtype=np.uint64)
