"""How far demand is from sites: by great circle, by a table, by a graph, or pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from twiza_planning.nearest import km_between, ranks_within
from twiza_planning.travel import distances_km

Vector: TypeAlias = npt.NDArray[np.float64]
Matrix: TypeAlias = npt.NDArray[np.float64]
Ranks: TypeAlias = npt.NDArray[np.intp]

CELLS_MAX = 100_000_000  # 800 MB
CELLS_AT_ONCE = 2_000_000


class TooManyDistances(ValueError):
    """So many distances are asked for that they would not fit in memory."""


class Distances(Protocol):
    """Distances from demand (rows) to sites (columns), infinite where there is no way."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""

    def rows(self, first: int, last: int) -> Distances:
        """Return the distances of some rows."""

    def block(self, first: int, last: int, columns: Ranks) -> Matrix:
        """Return the distances of some rows to some sites."""

    def of(self, rows: Ranks, columns: Ranks) -> Vector:
        """Return the distances of pairs."""

    def within(self, radius: float) -> csr_array:
        """Return which sites are within a radius, inclusive, of each demand: 1 where so."""


class Table:
    """Distances that are given one by one, none negative; infinite where there is no way."""

    def __init__(self, matrix: Matrix) -> None:
        if matrix.ndim != 2 or not bool(np.all(matrix >= 0)):
            raise ValueError("Distances that are negative, missing or no table not understood.")
        self._matrix = matrix

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""
        rows, columns = self._matrix.shape
        return rows, columns

    def rows(self, first: int, last: int) -> Table:
        """Return the distances of some rows."""
        return Table(self._matrix[first:last])

    def block(self, first: int, last: int, columns: Ranks) -> Matrix:
        """Return the distances of some rows to some sites."""
        return self._matrix[first:last, columns]

    def of(self, rows: Ranks, columns: Ranks) -> Vector:
        """Return the distances of pairs."""
        return self._matrix[rows, columns]

    def within(self, radius: float) -> csr_array:
        """Return which sites are within a radius, inclusive, of each demand."""
        return csr_array((self._matrix <= radius).astype(np.float64))


class GreatCircles:
    """Great-circle kilometres between positions, rows being (lat, lon), computed when they are asked for."""

    def __init__(self, demand: Matrix, sites: Matrix) -> None:
        for points in (demand, sites):
            if points.ndim != 2 or points.shape[1] != 2 or not bool(np.all(np.isfinite(points))):
                raise ValueError("Positions that are not pairs of latitude and longitude not understood.")
        self._demand = demand
        self._sites = sites

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""
        return len(self._demand), len(self._sites)

    def rows(self, first: int, last: int) -> GreatCircles:
        """Return the distances of some rows."""
        return GreatCircles(self._demand[first:last], self._sites)

    def block(self, first: int, last: int, columns: Ranks) -> Matrix:
        """Return the distances of some rows to some sites."""
        return distances_km(self._demand[first:last], self._sites[columns])

    def of(self, rows: Ranks, columns: Ranks) -> Vector:
        """Return the distances of pairs."""
        return km_between(self._demand[rows], self._sites[columns])

    def within(self, radius: float) -> csr_array:
        """Return which sites are within a radius, inclusive, of each demand."""
        rows, columns = ranks_within(self._demand, self._sites, radius)
        near = self.of(rows, columns) <= radius
        places = (rows[near], columns[near])
        return csr_array(coo_array((np.ones(len(places[0])), places), shape=self.shape))


class Pairs:
    """Distances that are stored pair by pair, a row a demand; there is no way between pairs that are not stored."""

    def __init__(self, pairs: csr_array) -> None:
        if len(pairs.data) and not bool(np.all(pairs.data >= 0)):
            raise ValueError("Distances that are negative or missing not understood.")
        self._pairs = csr_array(pairs)
        self._pairs.sum_duplicates()

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""
        rows, columns = self._pairs.shape
        return rows, columns

    def rows(self, first: int, last: int) -> Pairs:
        """Return the distances of some rows."""
        return Pairs(self._pairs[first:last])

    def block(self, first: int, last: int, columns: Ranks) -> Matrix:
        """Return the distances of some rows to some sites."""
        some = self._pairs[first:last].tocoo()
        dense = np.full((last - first, self.shape[1]), np.inf)
        dense[some.row, some.col] = some.data
        return dense[:, columns]

    def of(self, rows: Ranks, columns: Ranks) -> Vector:
        """Return the distances of pairs."""
        counts = np.diff(self._pairs.indptr)
        keys = np.repeat(np.arange(self.shape[0]), counts) * self.shape[1] + self._pairs.indices
        wanted = np.asarray(rows, dtype=np.intp) * self.shape[1] + columns
        place = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        if not len(keys):
            return np.full(len(wanted), np.inf)
        return np.where(keys[place] == wanted, self._pairs.data[place], np.inf)

    def within(self, radius: float) -> csr_array:
        """Return which sites are within a radius, inclusive, of each demand."""
        near = self._pairs.tocoo()
        kept = near.data <= radius
        places = (near.row[kept], near.col[kept])
        return csr_array(coo_array((np.ones(len(places[0])), places), shape=self.shape))


def shortest_paths(nodes: int, edges: Sequence[tuple[int, int, float]], demand: Ranks, sites: Ranks) -> Table:
    """
    Return the lengths of the shortest paths in an undirected graph, from the nodes of demand to those of sites.

    Of edges between the same two nodes the last counts. Raises ValueError on an edge of negative length or to a node
    that does not exist, TooManyDistances past CELLS_MAX.
    """
    refuse_too_many(nodes, min(len(demand), len(sites)))
    last = {(min(start, end), max(start, end)): length for start, end, length in edges}
    if any(not 0 <= start <= end < nodes for start, end in last):
        raise ValueError("An edge to a node that does not exist not understood.")
    if not all(0 <= length < np.inf for length in last.values()):
        raise ValueError("An edge of negative or endless length not understood.")
    ends = np.array(list(last), dtype=np.int32).reshape(-1, 2)
    lengths = np.array(list(last.values()), dtype=np.float64)
    # A stored 0 is an edge of length 0 to scipy, as it should be.
    graph = csr_array(coo_array((lengths, (ends[:, 0], ends[:, 1])), shape=(nodes, nodes)))
    if len(sites) <= len(demand):
        return Table(np.ascontiguousarray(dijkstra(graph, directed=False, indices=sites)[:, demand].T))
    return Table(dijkstra(graph, directed=False, indices=demand)[:, sites])


def refuse_too_many(rows: int, columns: int) -> None:
    """Raise TooManyDistances when a table of this size would not fit in memory."""
    if rows * columns > CELLS_MAX:
        raise TooManyDistances(
            f"{rows} × {columns} distances are more than {CELLS_MAX}: cut the problem into regions."
        )


def blocks(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """Return the first and last rows of blocks that are small in memory."""
    step = max(1, CELLS_AT_ONCE // max(1, columns))
    return ((first, min(rows, first + step)) for first in range(0, rows, step))


def whole(distances: Distances) -> Matrix:
    """Return every distance in a new table. Raises TooManyDistances past CELLS_MAX."""
    refuse_too_many(*distances.shape)
    table, every = np.empty(distances.shape), np.arange(distances.shape[1])
    for first, last in blocks(*distances.shape):
        table[first:last] = distances.block(first, last, every)
    return table


def nearest_of(distances: Distances, columns: Ranks) -> tuple[Ranks, Vector]:
    """Return, by row, which of some columns is nearest (the first of those equally near), and how far it is."""
    rank = np.empty(distances.shape[0], dtype=np.intp)
    distance = np.empty(distances.shape[0])
    every = np.arange(distances.shape[0])
    for first, last in blocks(distances.shape[0], len(columns)):
        block = distances.block(first, last, columns)
        rank[first:last] = columns[block.argmin(axis=1)]
        distance[first:last] = block.min(axis=1)
    # The very number that `of` gives: a block may round otherwise.
    return rank, np.where(np.isfinite(distance), distances.of(every, rank), np.inf)
