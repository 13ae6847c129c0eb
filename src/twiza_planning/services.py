"""Access to several services at once: one weighing of the pairs, one column a service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.access import LUO_AND_QI, Decay, weights_at, with_weights
from twiza_planning.caravans.problem import Matrix


@dataclass(frozen=True, slots=True, eq=False)
class ServicesProblem:
    """
    Who needs each service and who offers it.

    `populations` has a row a locality, `supplies` a row a facility, both a column a service; a supply of NaN is a
    service that the facility does not offer, 0 one that it offers and has no staff for. `minutes` is as in
    `AccessProblem`. Raises ValueError on a negative number or sizes that do not match.
    """

    populations: Matrix
    supplies: Matrix
    minutes: csr_array

    def __post_init__(self) -> None:
        if self.populations.ndim != 2 or self.supplies.shape[1:] != self.populations.shape[1:]:
            raise ValueError("Populations and supplies of other services than each other not understood.")
        if self.minutes.shape != (len(self.populations), len(self.supplies)):
            raise ValueError("Minutes of another shape than localities and facilities not understood.")
        for name, numbers in (
            ("population", self.populations),
            ("supply", self.supplies[~np.isnan(self.supplies)]),
            ("minutes", self.minutes.data),
        ):
            if numbers.size and not (numbers.min() >= 0 and numbers.max() < np.inf):
                raise ValueError(f"Negative or endless {name} not understood.")


def access_by_service(problem: ServicesProblem, *, within: float, decay: Decay = LUO_AND_QI) -> Matrix:
    """
    Return supply per inhabitant, a row a locality, a column a service, by the enhanced two-step method.

    Parameters
    ----------
    problem : ServicesProblem
        Populations, supplies and travel times.
    within : float
        Greatest travel time, minutes, inclusive.
    decay : Decay
        Weight by travel time, both steps.

    Returns
    -------
    Matrix
        Supply per inhabitant who needs the service, NaN where no facility within reach offers it.

    References
    ----------
    Luo, W. and Qi, Y. (2009). An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
    accessibility to primary care physicians. Health and Place 15, 1100-1107.
    """
    is_within = (problem.minutes.data <= within).astype(np.float64)
    weights = with_weights(problem.minutes, weights_at(problem.minutes.data, decay) * is_within)
    demand, is_offered = weights.T @ problem.populations, ~np.isnan(problem.supplies)
    is_shared = is_offered & (demand > 0)
    shared = np.divide(problem.supplies, demand, out=np.zeros_like(demand), where=is_shared)
    reached = with_weights(problem.minutes, is_within) @ is_offered.astype(np.float64)
    return np.where(reached > 0, weights @ shared, np.nan)
