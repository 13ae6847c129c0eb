"""
What if a facility were added, closed or resized? Access again, only where it changes, and exactly.

In the two-step methods a facility's supply per demand depends on no other facility: one that changes concerns only
the localities within its reach. Their sums are taken anew over all their facilities, not mended by a difference, so
that nothing is lost however many changes follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from twiza_planning.access import (
    LUO_AND_QI,
    AccessProblem,
    Decay,
    Vector,
    supply_per_demand,
    weights_at,
    with_weights,
)

Ranks = npt.NDArray[np.intp]
# Past this part of all pairs, one product of the whole matrix is quicker than taking rows out of it.
WHOLE_FROM = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What no change touches: people, and the weights of the pairs within reach, by locality and by facility."""

    population: Vector
    within: float
    decay: Decay
    power: int
    taken: csr_array
    localities_of: csc_array


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """A facility that was added: the localities within its reach and the weights by which they take from it."""

    localities: Ranks
    taken: Vector


@dataclass(frozen=True, slots=True, eq=False)
class WhatIf:
    """
    Access with the facilities as they are, and what it would be after changes. A change leaves this as it was.

    Facilities go by rank, those added after all others in the order in which they were added. `access` is supply per
    inhabitant by locality, NaN where no facility is within reach; `supply` is NaN where a facility is closed.
    """

    access: Vector
    supply: Vector
    demand: Vector
    facilities: Ranks
    from_first: Vector
    added: tuple[Added, ...]
    reach: Reach

    def resized(self, *, facility: int, supply: float) -> WhatIf:
        """Return what would be if an open facility offered so much. Raises ValueError."""
        self.refuse_not_open(facility)
        return self.changed(facility, readable_supply(supply), self.facilities)

    def closed(self, *, facility: int) -> WhatIf:
        """Return what would be without an open facility. Raises ValueError."""
        self.refuse_not_open(facility)
        facilities = self.facilities.copy()
        facilities[self.localities_of(facility)] -= 1
        return self.changed(facility, np.nan, facilities)

    def with_added(self, *, minutes: Vector, supply: float) -> WhatIf:
        """Return what would be with one more, `minutes` (NaN: no way) from each locality. Raises ValueError."""
        refuse_wrong_minutes(minutes, len(self.access))
        localities = np.flatnonzero((minutes <= self.reach.within) & (minutes < np.inf))
        given = weights_at(minutes[localities], self.reach.decay)
        facilities = self.facilities.copy()
        facilities[localities] += 1
        larger = replace(
            self,
            supply=np.append(self.supply, 0.0),
            demand=np.append(self.demand, given @ self.reach.population[localities]),
            added=(*self.added, Added(localities, given**self.reach.power)),
        )
        return larger.changed(len(self.supply), readable_supply(supply), facilities)

    def changed(self, facility: int, supply: float, facilities: Ranks) -> WhatIf:
        """Return what would be if one facility offered so much, and this many were within reach."""
        supplies = self.supply.copy()
        supplies[facility] = supply
        shared = supply_per_demand(np.nan_to_num(supplies), self.demand)
        from_first = self.from_first
        if facility < self.reach.taken.shape[1]:
            from_first = from_first.copy()
            sum_again(self.reach.taken, shared, self.localities_of(facility), from_first)
        access = from_first.copy()
        for one, ratio in zip(self.added, shared[self.reach.taken.shape[1] :], strict=True):
            access[one.localities] += one.taken * ratio
        access[facilities == 0] = np.nan
        return replace(self, access=access, supply=supplies, facilities=facilities, from_first=from_first)

    def localities_of(self, facility: int) -> Ranks:
        """Return the localities within reach of a facility."""
        first = self.reach.localities_of.shape[1]
        if facility >= first:
            return self.added[facility - first].localities
        start = self.reach.localities_of.indptr
        return np.asarray(self.reach.localities_of.indices[start[facility] : start[facility + 1]], dtype=np.intp)

    def refuse_not_open(self, facility: int) -> None:
        """Raise ValueError when no facility has that rank, or when it is closed."""
        if not 0 <= facility < len(self.supply) or np.isnan(self.supply[facility]):
            raise ValueError(f"Facility {facility} not understood: it does not exist or is closed.")


def start_what_if(problem: AccessProblem, *, within: float, decay: Decay = LUO_AND_QI) -> WhatIf:
    """
    Return access by the enhanced two-step method, ready for changes; with `everyone_alike`, by the two-step method.

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
    WhatIf
        The same access as `enhanced_floating_catchment`, and what changes of one facility at a time make of it.
    """
    return measure_reach(problem, within, decay, power=1)


def start_modified_what_if(problem: AccessProblem, *, within: float, decay: Decay = LUO_AND_QI) -> WhatIf:
    """Return access by the modified two-step method (M2SFCA), ready for changes; parameters as in `start_what_if`."""
    return measure_reach(problem, within, decay, power=2)


def measure_reach(problem: AccessProblem, within: float, decay: Decay, *, power: int) -> WhatIf:
    """Return access when localities take by the weight to some power."""
    minutes = pairs_within(problem.minutes, within)
    given = with_weights(minutes, weights_at(minutes.data, decay))
    demand = given.T @ problem.population
    taken = given if power == 1 else with_weights(given, given.data**power)
    from_first = taken @ supply_per_demand(problem.supply, demand)
    facilities = np.diff(minutes.indptr).astype(np.intp)
    reach = Reach(problem.population, within, decay, power, taken, localities_by_facility(minutes))
    access = np.where(facilities > 0, from_first, np.nan)
    return WhatIf(access, problem.supply, demand, facilities, from_first, (), reach)


def pairs_within(minutes: csr_array, within: float) -> csr_array:
    """Return the pairs within reach."""
    kept = minutes.data <= within
    if kept.all():
        return minutes
    before = np.concatenate([[0], np.cumsum(kept)])[minutes.indptr]
    return csr_array((minutes.data[kept], minutes.indices[kept], before), shape=minutes.shape)


def localities_by_facility(minutes: csr_array) -> csc_array:
    """Return the places of the pairs by facility; the values, a byte each, say nothing."""
    return with_weights(minutes, np.ones(minutes.nnz, dtype=np.int8)).tocsc()


def sum_again(taken: csr_array, shared: Vector, localities: Ranks, sums: Vector) -> None:
    """Write what localities take in all, summed in the order of the whole product, so that it is the same number."""
    of_first = shared[: taken.shape[1]]
    if np.diff(taken.indptr)[localities].sum() > WHOLE_FROM * taken.nnz:
        sums[:] = taken @ of_first
    else:
        sums[localities] = taken[localities] @ of_first


def readable_supply(supply: float) -> float:
    """Return a supply. Raises ValueError when it is negative or endless."""
    if not 0 <= supply < np.inf:
        raise ValueError("Negative or endless supply not understood.")
    return supply


def refuse_wrong_minutes(minutes: Vector, localities: int) -> None:
    """Raise ValueError unless there are minutes, or NaN, for each locality."""
    if minutes.shape != (localities,) or (minutes < 0).any():
        raise ValueError("Minutes that are negative, or not one a locality, not understood.")
