"""
Who reaches which care: supply within reach per inhabitant, and the nearest facility.

"No facility reachable" is a state of its own, not 0: NaN in the arrays, an empty cell in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Vector: TypeAlias = npt.NDArray[np.float64]
Decay: TypeAlias = Callable[[Vector], Vector]


@dataclass(frozen=True, slots=True, eq=False)
class AccessProblem:
    """
    People, what facilities offer, and how long it takes from the ones to the others.

    `minutes` has a row a locality and a column a facility; what it does not store is out of reach (a stored 0 is
    a facility on the spot). Raises ValueError on a negative number or sizes that do not match.
    """

    population: Vector
    supply: Vector
    minutes: csr_array

    def __post_init__(self) -> None:
        if self.minutes.shape != (len(self.population), len(self.supply)):
            raise ValueError("Minutes of another shape than localities and facilities not understood.")
        for name, numbers in (
            ("population", self.population),
            ("supply", self.supply),
            ("minutes", self.minutes.data),
        ):
            # One pass each: a NaN is neither.
            if len(numbers) and not (numbers.min() >= 0 and numbers.max() < np.inf):
                raise ValueError(f"Negative or endless {name} not understood.")


@dataclass(frozen=True, slots=True)
class Bands:
    """Weights by travel time: `upper` minutes, inclusive and rising, each with its weight; beyond the last, 0."""

    upper: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.upper) != len(self.weights) or list(self.upper) != sorted(set(self.upper)):
            raise ValueError("Bands that do not rise, each with its weight, not understood.")
        if not all(0 <= number < np.inf for number in (*self.upper, *self.weights)):
            raise ValueError("Negative or endless bands not understood.")

    def __call__(self, minutes: Vector) -> Vector:
        """Return the weight of each travel time."""
        # Counting the bands left behind is several times as fast as searching each time among them.
        band = np.zeros(len(minutes), dtype=np.int16)
        for upper in self.upper:
            np.add(band, minutes > upper, out=band)
        return np.array([*self.weights, 0.0])[band]


LUO_AND_QI = Bands(upper=(10.0, 20.0, 30.0), weights=(1.0, 0.68, 0.22))


def everyone_alike(minutes: Vector) -> Vector:
    """Return weight 1 at any travel time: the two-step method without decay."""
    return np.ones_like(minutes)


def floating_catchment(problem: AccessProblem, *, within: float) -> Vector:
    """
    Return supply per inhabitant by locality, by the two-step floating catchment area method.

    Step one shares each facility among the people within reach of it; step two adds up, for each locality, the
    shares of the facilities within its reach.

    Parameters
    ----------
    problem : AccessProblem
        Population, supply and travel times.
    within : float
        Greatest travel time, minutes, inclusive.

    Returns
    -------
    Vector
        Supply per inhabitant, NaN where no facility is within reach.

    References
    ----------
    Luo, W. and Wang, F. (2003). Measures of spatial accessibility to health care in a GIS environment.
    Environment and Planning B 30, 865-884.
    """
    return enhanced_floating_catchment(problem, within=within, decay=everyone_alike)


def enhanced_floating_catchment(problem: AccessProblem, *, within: float, decay: Decay = LUO_AND_QI) -> Vector:
    """
    Return supply per inhabitant by locality, by the two-step method with weights that fall with travel time.

    Parameters
    ----------
    problem : AccessProblem
        Population, supply and travel times.
    within : float
        Greatest travel time, minutes, inclusive.
    decay : Decay
        Weight by travel time, both steps; bands or any function of minutes.

    Returns
    -------
    Vector
        Supply per inhabitant, 0 where the facilities within reach have no weight, NaN where there is none.

    References
    ----------
    Luo, W. and Qi, Y. (2009). An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
    accessibility to primary care physicians. Health and Place 15, 1100-1107.
    """
    weights = weigh(problem, within, decay)
    return mark_unreached(problem, within, weights @ supply_per_demand(problem.supply, weights.T @ problem.population))


def modified_floating_catchment(problem: AccessProblem, *, within: float, decay: Decay = LUO_AND_QI) -> Vector:
    """
    Return supply per inhabitant by locality, by the modified two-step method: what is far is lost, not shared.

    As the enhanced method, with the weight once more in the second step: where all facilities are far from all
    people, access falls, whereas the enhanced method hands out all supply however far it lies.

    Parameters
    ----------
    problem : AccessProblem
        Population, supply and travel times.
    within : float
        Greatest travel time, minutes, inclusive.
    decay : Decay
        Weight by travel time, both steps.

    Returns
    -------
    Vector
        Supply per inhabitant, 0 where the facilities within reach have no weight, NaN where there is none.

    References
    ----------
    Delamater, P. L. (2013). Spatial accessibility in suboptimally configured health care systems: a modified two-step
    floating catchment area (M2SFCA) metric. Health and Place 24, 30-43.
    """
    weights = weigh(problem, within, decay)
    shared = supply_per_demand(problem.supply, weights.T @ problem.population)
    return mark_unreached(problem, within, with_weights(weights, weights.data**2) @ shared)


def three_step_floating_catchment(problem: AccessProblem, *, within: float, decay: Decay = LUO_AND_QI) -> Vector:
    """
    Return supply per inhabitant by locality, by the three-step method, in which facilities compete for people.

    The share of a locality's people who turn to a facility is its weight among those of all facilities within
    reach; the two steps then follow with that share and the weight.

    Parameters
    ----------
    problem : AccessProblem
        Population, supply and travel times.
    within : float
        Greatest travel time, minutes, inclusive.
    decay : Decay
        Weight by travel time.

    Returns
    -------
    Vector
        Supply per inhabitant, 0 where the facilities within reach have no weight, NaN where there is none.

    References
    ----------
    Wan, N., Zou, B. and Sternberg, T. (2012). A three-step floating catchment area method for analyzing spatial
    access to health services. International Journal of Geographical Information Science 26, 1073-1089.
    """
    weights = weigh(problem, within, decay)
    turned = supply_per_demand(np.ones(weights.shape[0]), np.asarray(weights.sum(axis=1), dtype=np.float64))
    chosen = with_weights(weights, weights.data**2 * np.repeat(turned, np.diff(weights.indptr)))
    return mark_unreached(problem, within, chosen @ supply_per_demand(problem.supply, chosen.T @ problem.population))


def weigh(problem: AccessProblem, within: float, decay: Decay) -> csr_array:
    """Return the weight of each stored pair, 0 beyond reach. Raises ValueError when the decay makes no sense."""
    data = weights_at(problem.minutes.data, decay)
    if has_pairs_beyond(problem, within):
        data = np.where(problem.minutes.data <= within, data, 0.0)
    return with_weights(problem.minutes, data)


def weights_at(minutes: Vector, decay: Decay) -> Vector:
    """Return the weight of each travel time. Raises ValueError when one is negative, endless or missing."""
    weights = decay(minutes)
    if weights.shape != minutes.shape or (len(weights) and not (weights.min() >= 0 and weights.max() < np.inf)):
        raise ValueError("A decay that gives negative or endless weights, or not one a pair, not understood.")
    return weights


def with_weights(pattern: csr_array, data: Vector) -> csr_array:
    """Return a matrix over the same pairs, whose places it shares, with other values."""
    return csr_array((data, pattern.indices, pattern.indptr), shape=pattern.shape, copy=False)


def supply_per_demand(supply: Vector, demand: Vector) -> Vector:
    """Return supply over demand, 0 where there is no demand."""
    return np.divide(supply, demand, out=np.zeros(len(supply)), where=demand > 0)


def has_pairs_beyond(problem: AccessProblem, within: float) -> bool:
    """Say whether some stored pair is out of reach."""
    minutes = problem.minutes.data
    return bool(len(minutes) and minutes.max() > within)


def mark_unreached(problem: AccessProblem, within: float, access: Vector) -> Vector:
    """Return access with NaN where no facility is within reach."""
    return np.where(facilities_within(problem, within=within) > 0, access, np.nan)


def facilities_within(problem: AccessProblem, *, within: float) -> npt.NDArray[np.intp]:
    """Return how many facilities each locality has within reach, minutes inclusive."""
    stored = np.diff(problem.minutes.indptr)
    if not has_pairs_beyond(problem, within):
        return stored.astype(np.intp)
    before = np.concatenate([[0], np.cumsum(problem.minutes.data <= within)])
    return np.asarray(before[problem.minutes.indptr[1:]] - before[problem.minutes.indptr[:-1]], dtype=np.intp)


def shares_within(population: Vector, minutes: Vector, limits: Sequence[float]) -> list[float | None]:
    """
    Return the share of people whose nearest facility is within each limit, in minutes, inclusive.

    NaN minutes (no facility) are beyond every limit; without people a share is undefined, None.
    """
    people = float(population.sum())
    if people == 0:
        return [None for _ in limits]
    return [float(population[minutes <= limit].sum()) / people for limit in limits]
