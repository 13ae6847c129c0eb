"""How small the capacitated p-median's value can be at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.problem import Flags
from twiza_planning.location.volume import Volume

MEMORY = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class CapacitatedProblem:
    """
    Weight × distance (infinite where there is no way), the load of each demand, the capacity of each site.

    `p` sites are to be open, any number where it is None; those that `stays` says are open already. What is opened
    costs its `prices`, within `budget`.
    """

    costs: Matrix
    loads: Vector
    capacity: Vector
    p: int | None
    stays: Flags
    prices: Vector
    budget: float = np.inf

    @property
    def guess(self) -> int:
        """About how many sites will be open."""
        if self.p is not None:
            return self.p
        return max(1, min(len(self.prices), int(self.loads.sum() / max(1e-12, float(self.capacity.mean())))))

    def allows(self, sites: Ranks) -> bool:
        """Say whether some sites may be open together."""
        is_enough = len(sites) > 0 if self.p is None else len(sites) == self.p
        return is_enough and bool(self.prices[sites].sum() <= self.budget)


@dataclass(frozen=True, slots=True, eq=False)
class CapacitatedPoint:
    """The bound at some multipliers, what each site earns how each fills, what is best to open, who is not served."""

    bound: float
    earned: Vector
    chosen: Ranks
    served: Vector
    share: Matrix


class CapacitatedDual:
    """
    The Lagrangian relaxation of "each demand is served": each site then fills a knapsack, here of what may be cut.

    References
    ----------
    Mulvey, J. M. and Beck, M. P. (1984). Solving capacitated clustering problems. European Journal of Operational
    Research 18, 339-348.
    """

    def __init__(self, problem: CapacitatedProblem) -> None:
        self.problem = problem
        self._ways = problem.costs.T  # a row a site
        self._loads = np.maximum(problem.loads, 1e-12)

    def start(self) -> Volume:
        """Return multipliers to climb from: the costs at the second of p sites spread evenly, at most."""
        costs = np.where(np.isfinite(self.problem.costs), self.problem.costs, np.inf)
        place = min(costs.shape[1] - 1, round(costs.shape[1] / self.problem.guess))
        ranked = np.sort(costs, axis=1)
        finite = np.where(np.isfinite(ranked), ranked, 0.0)
        highest = finite.max(axis=1) * 2 + 1
        first = np.minimum(finite[:, place] + ranked[:, 0], highest)
        mean = float(self.problem.loads.mean())
        scale = self.problem.loads / mean if mean > 0 else np.ones(len(highest))
        if not np.isfinite(self.problem.budget):
            return Volume(first, lowest=np.zeros(len(highest)), highest=highest, scale=scale, memory=MEMORY)
        limit, paid = max(self.problem.budget, 1e-9), self.problem.prices[self.problem.prices > 0]
        most = float(highest.sum())
        return Volume(
            np.append(first, 0.0),
            lowest=np.zeros(len(highest) + 1),
            highest=np.append(highest, most / float(paid.min(initial=limit))),
            scale=np.append(scale, float(first.mean()) / limit),
            memory=MEMORY,
        )

    def at(self, multipliers: Vector) -> CapacitatedPoint:
        """Return the bound at some multipliers, of which the last is the price of the budget, if there is one."""
        rate = multipliers[-1] if np.isfinite(self.problem.budget) else 0.0
        multipliers = multipliers[: len(self._loads)]
        gains = np.maximum(multipliers - self._ways, 0.0)
        order = np.argsort(-gains / self._loads, axis=1, kind="stable")
        loads = self._loads[order]
        room = self.problem.capacity[:, None] - (np.cumsum(loads, axis=1) - loads)
        taken = np.clip(room / loads, 0.0, 1.0)
        taken[np.take_along_axis(gains, order, axis=1) <= 0] = 0.0
        share = np.empty_like(taken)
        np.put_along_axis(share, order, taken, axis=1)
        earned: Vector = (gains * share).sum(axis=1)
        earned -= rate * self.problem.prices
        chosen = self._choose(earned)
        bound = float(multipliers.sum() - earned[chosen].sum())
        served = 1.0 - share[chosen].sum(axis=0)
        if not np.isfinite(self.problem.budget):
            return CapacitatedPoint(bound, earned, chosen, served, share)
        spent = float(self.problem.prices[chosen].sum()) - self.problem.budget
        return CapacitatedPoint(bound - rate * self.problem.budget, earned, chosen, np.append(served, spent), share)

    def _choose(self, earned: Vector) -> Ranks:
        ranked = np.where(self.problem.stays, np.inf, earned)
        if self.problem.p is None:
            return np.flatnonzero(ranked > 0)
        return np.argpartition(-ranked, self.problem.p - 1)[: self.problem.p]
