"""
A location problem: where should posts be, so that people have the least way, or most people are near?

What makes no sense raises ValueError when the object is made; a problem that exists is solvable or says that it is
infeasible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from twiza_planning.location.distances import Distances, Vector

Flags = npt.NDArray[np.bool_]

P_MEDIAN, P_CENTRE = "p-median", "p-center"
MAX_COVER, SET_COVER = "max-cover", "set-cover"
CAPACITATED = "capacitated-p-median"
MODELS = (P_MEDIAN, P_CENTRE, MAX_COVER, SET_COVER, CAPACITATED)
WITHOUT_P = (SET_COVER,)
WITH_RADIUS = (MAX_COVER, SET_COVER)


@dataclass(frozen=True, slots=True, eq=False)
class LocationProblem:
    """
    Demand, candidate sites, how far the ones are from the others, and what is asked for.

    Parameters
    ----------
    model : str
        One of MODELS.
    demand, sites : sequence of str
        Ids, unique in their list.
    distances : Distances
        A row a demand, a column a site; infinite where there is no way.
    weights : array
        By demand: people, or load on a capacity.
    p : int, optional
        Sites to be open, those already open among them; not needed for set covering.
    radius : float, optional
        Distance within which demand is covered, inclusive; needed for covering.
    is_open : array of bool
        By site: whether it is open already, and stays so.
    capacity : array
        By site: the most weight it may serve, infinite without a limit; only the capacitated model looks at it.
    is_forbidden : array of bool, optional
        By site: whether it must not be opened; none is without it.
    costs : array, optional
        By site: what opening it costs, 0 without it; what is open already costs nothing more.
    budget : float, optional
        The most that opening sites may cost in all; with it `p` may be left open.
    """

    model: str
    demand: Sequence[str]
    sites: Sequence[str]
    distances: Distances
    weights: Vector
    is_open: Flags
    capacity: Vector
    p: int | None = None
    radius: float | None = None
    is_forbidden: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    costs: Vector = field(default_factory=lambda: np.zeros(0))
    budget: float | None = None

    def __post_init__(self) -> None:
        # Not given is none forbidden, and nothing to pay.
        if not len(self.is_forbidden):
            object.__setattr__(self, "is_forbidden", np.zeros(len(self.sites), dtype=np.bool_))
        if not len(self.costs):
            object.__setattr__(self, "costs", np.zeros(len(self.sites)))
        if self.model not in MODELS:
            raise ValueError(f"Model {self.model} not understood: one of {', '.join(MODELS)}.")
        if self.distances.shape != (len(self.demand), len(self.sites)):
            raise ValueError("Distances of another shape than demand and sites not understood.")
        self._refuse_odd_lists()
        self._refuse_odd_goal()

    def _refuse_odd_lists(self) -> None:
        if not len(self.demand) or not len(self.sites):
            raise ValueError("A problem without demand or without sites not understood.")
        for name, ids in (("Demand", self.demand), ("Site", self.sites)):
            if twice := [id for id, count in Counter(ids).items() if count > 1]:
                raise ValueError(f"{name} {twice[0]} given twice not understood.")
        if len(self.weights) != len(self.demand) or not bool(np.all((self.weights >= 0) & np.isfinite(self.weights))):
            raise ValueError("Negative, endless or missing weights not understood.")
        if len(self.capacity) != len(self.sites) or not bool(np.all(self.capacity >= 0)):
            raise ValueError("Negative or missing capacity not understood.")
        if len(self.is_open) != len(self.sites):
            raise ValueError("Sites without a word on whether they are open not understood.")
        if len(self.is_forbidden) != len(self.sites) or bool((self.is_forbidden & self.is_open).any()):
            raise ValueError(
                "Sites without a word on whether they are forbidden, or open and forbidden, not understood."
            )
        if len(self.costs) != len(self.sites) or not bool(np.all((self.costs >= 0) & np.isfinite(self.costs))):
            raise ValueError("Negative, endless or missing costs not understood.")
        if self.budget is not None and not 0 <= self.budget < np.inf:
            raise ValueError("A negative or endless budget not understood.")

    def _refuse_odd_goal(self) -> None:
        if self.model not in WITHOUT_P and not (self.p is None and self.budget is not None):
            if self.p is None or self.p < 1:
                raise ValueError("A number of sites below 1 not understood.")
            if self.p > len(self.sites):
                raise ValueError(f"{self.p} open sites of {len(self.sites)} not understood.")
        if self.model in WITH_RADIUS and (self.radius is None or not 0 <= self.radius < np.inf):
            raise ValueError("A radius that is missing, negative or endless not understood.")

    @property
    def sites_to_open(self) -> int:
        """Number of open sites asked for."""
        return self.p if self.p is not None and self.model not in WITHOUT_P else len(self.sites)

    @property
    def reach(self) -> float:
        """Distance within which demand is covered."""
        return self.radius if self.radius is not None else np.inf

    @property
    def is_maximised(self) -> bool:
        """Whether a greater value is better."""
        return self.model == MAX_COVER
