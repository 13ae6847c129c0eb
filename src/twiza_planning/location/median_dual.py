"""How small the p-median's value can be at all, and which sites cannot be (or must be) in the best answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.problem import Flags
from twiza_planning.location.volume import Volume

NEAR_SHARE = 4  # sites near enough to matter to a demand: so many times the mean number of sites an open one
MEMORY = 0.8
FEWEST_NEAR, ROOM_TO_MOVE, WORTH_NARROWING = 10, 1.25, 0.9
CELLS_MAX = 20_000_000
ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True, eq=False)
class DualPoint:
    """The bound at some multipliers: what each site earns (not above 0), and the sites that are best to open."""

    bound: float
    earned: Vector
    chosen: Ranks
    served: Vector


class MedianDual:
    """
    The Lagrangian relaxation of "each demand is served", over the sites near each demand.

    Multipliers are kept below the cost of the first site left out, so the bound stays valid: the last column of
    `values`, by demand the costs of the sites in `near`, rising, is that of the first left out unless all are in.

    References
    ----------
    Cornuejols, G., Fisher, M. L. and Nemhauser, G. L. (1977). Location of bank accounts to optimize float.
    Management Science 23, 789-810.
    """

    def __init__(self, near: Ranks, values: Matrix, *, sites: int, scale: Vector, p: int, stays: Flags) -> None:
        self.p, self.stays, self.sites, self.scale = p, stays, sites, scale
        kept = values.shape[1] - (values.shape[1] < sites)
        self.highest = values[:, -1].copy()
        self.near, self.values = np.ascontiguousarray(near[:, :kept]), np.ascontiguousarray(values[:, :kept])
        self._left = np.empty_like(self.values)

    @classmethod
    def over(cls, costs: Matrix, scale: Vector, p: int, stays: Flags) -> MedianDual:
        """Return the relaxation of a table of costs."""
        near, values = nearest_in_order(costs, sites_kept(costs.shape, p))
        return cls(near, values, sites=costs.shape[1], scale=scale, p=p, stays=stays)

    def start(self) -> Volume:
        """Return multipliers to climb from: about what the nearest of p sites spread evenly would cost."""
        place = min(self.values.shape[1] - 1, round(0.7 * self.sites / self.p))
        lowest = np.zeros(len(self.highest))
        return Volume(self.values[:, place], lowest=lowest, highest=self.highest, scale=self.scale, memory=MEMORY)

    def at(self, multipliers: Vector, stays: Flags | None = None, closed: Flags | None = None) -> DualPoint:
        """Return the bound at some multipliers, in a branch where more sites are open or closed."""
        multipliers = np.minimum(multipliers, self.highest)
        left = np.subtract(multipliers[:, None], self.values, out=self._left)
        np.maximum(left, 0.0, out=left)
        earned = np.asarray(np.bincount(self.near.ravel(), left.ravel(), minlength=self.sites), dtype=np.float64)
        chosen = self.choose(earned, self.stays if stays is None else stays, closed)
        is_chosen = np.zeros(self.sites, dtype=np.bool_)
        is_chosen[chosen] = True
        served = np.count_nonzero((left > 0) & is_chosen[self.near], axis=1)
        return DualPoint(float(multipliers.sum() - earned[chosen].sum()), earned, chosen, 1.0 - served)

    def narrow(self, multipliers: Vector) -> None:
        """Leave out the sites that are too far to matter near some multipliers, which makes each look cheaper."""
        needed = int((self.values < multipliers[:, None]).sum(axis=1).max())
        kept = max(FEWEST_NEAR, math.ceil(ROOM_TO_MOVE * needed))
        if kept < WORTH_NARROWING * self.values.shape[1]:
            self.highest[:] = self.values[:, kept]
            self.near = np.ascontiguousarray(self.near[:, :kept])
            self.values = np.ascontiguousarray(self.values[:, :kept])
            self._left = np.empty_like(self.values)

    def settled(
        self, point: DualPoint, slack: float, stays: Flags | None = None, closed: Flags | None = None
    ) -> tuple[Flags, Flags]:
        """Return which sites are closed, and which open, in every answer at most `slack` above a point's bound."""
        stays = self.stays if stays is None else stays
        closed = np.zeros(self.sites, dtype=np.bool_) if closed is None else closed
        free = ~stays
        is_chosen = np.zeros(self.sites, dtype=np.bool_)
        is_chosen[point.chosen] = True
        inside, outside = point.earned[is_chosen & free], point.earned[~is_chosen & ~closed]
        worst = inside.min() if len(inside) else np.inf
        next_best = outside.max() if len(outside) else -np.inf
        dropped = ~is_chosen & (worst - point.earned > slack)
        return closed | dropped, stays | (is_chosen & (point.earned - next_best > slack))

    def choose(self, earned: Vector, stays: Flags, closed: Flags | None) -> Ranks:
        """Return the p sites that earn most, those that stay open among them and none that is closed."""
        ranked = np.where(stays, np.inf, earned)
        if closed is not None:
            ranked[closed] = -np.inf
        return np.argpartition(-ranked, self.p - 1)[: self.p]


def sites_kept(shape: tuple[int, ...], p: int) -> int:
    """Return how many of the nearest sites matter to each demand, the first left out among them."""
    demand, sites = shape
    return min(sites, max(FEWEST_NEAR, math.ceil(NEAR_SHARE * sites / p)) + 1, max(10, CELLS_MAX // demand))


def nearest_in_order(costs: Matrix, kept: int) -> tuple[Ranks, Matrix]:
    """Return, by row, the sites of least cost in their order, and the costs."""
    near = np.empty((len(costs), kept), dtype=np.intp)
    values = np.empty((len(costs), kept))
    for first in range(0, len(costs), ROWS_AT_ONCE):
        block = costs[first : first + ROWS_AT_ONCE]
        some = np.argpartition(block, kept - 1, axis=1)[:, :kept]
        order = np.argsort(np.take_along_axis(block, some, axis=1), axis=1, kind="stable")
        near[first : first + len(block)] = np.take_along_axis(some, order, axis=1)
        values[first : first + len(block)] = np.take_along_axis(block, near[first : first + len(block)], axis=1)
    return near, values
