"""
What if a facility were added, closed or resized, by the three-step method, in which facilities compete for people.

One that opens or closes changes whom the localities around it turn to, hence the demand at every facility that they
reach, hence access wherever those are reached: two products over all pairs. One that is resized concerns only the
localities within its reach.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array

from twiza_planning.access import LUO_AND_QI, AccessProblem, Decay, Vector, supply_per_demand, weights_at, with_weights
from twiza_planning.what_if import (
    Added,
    Ranks,
    localities_by_facility,
    pairs_within,
    readable_supply,
    refuse_wrong_minutes,
    sum_again,
)


@dataclass(frozen=True, slots=True, eq=False)
class ThreeStepReach:
    """What no change touches: people, the weights of the pairs within reach, and their squares."""

    population: Vector
    within: float
    decay: Decay
    weights: csr_array
    squares: csr_array
    localities_of: csc_array


@dataclass(frozen=True, slots=True, eq=False)
class ThreeStepWhatIf:
    """
    Access with the facilities as they are, and what it would be after changes. A change leaves this as it was.

    As `WhatIf`. `first_weights` sums by locality the weights of the facilities there first that are open, `turned` is
    one over the weights of all, `from_first` the access from the former, before it is divided by the weights.
    """

    access: Vector
    supply: Vector
    demand: Vector
    facilities: Ranks
    first_weights: Vector
    turned: Vector
    from_first: Vector
    added: tuple[Added, ...]
    reach: ThreeStepReach

    def resized(self, *, facility: int, supply: float) -> ThreeStepWhatIf:
        """Return what would be if an open facility offered so much. Raises ValueError."""
        self.refuse_not_open(facility)
        supplies = self.supply.copy()
        supplies[facility] = readable_supply(supply)
        from_first = self.from_first.copy()
        if facility < self.first:
            shared = supply_per_demand(np.nan_to_num(supplies), self.demand)
            sum_again(self.reach.squares, shared, self.localities_of(facility), from_first)
        return replace(self, supply=supplies, from_first=from_first).with_access()

    def closed(self, *, facility: int) -> ThreeStepWhatIf:
        """Return what would be without an open facility. Raises ValueError."""
        self.refuse_not_open(facility)
        supplies, facilities, localities = self.supply.copy(), self.facilities.copy(), self.localities_of(facility)
        supplies[facility] = np.nan
        facilities[localities] -= 1
        first_weights = self.first_weights.copy()
        if facility < self.first:
            sum_again(self.reach.weights, np.where(np.isnan(supplies), 0.0, 1.0), localities, first_weights)
        changed = replace(self, supply=supplies, facilities=facilities, first_weights=first_weights)
        return changed.turned_anew()

    def with_added(self, *, minutes: Vector, supply: float) -> ThreeStepWhatIf:
        """Return what would be with one more, `minutes` (NaN: no way) from each locality. Raises ValueError."""
        refuse_wrong_minutes(minutes, len(self.access))
        localities = np.flatnonzero((minutes <= self.reach.within) & (minutes < np.inf))
        facilities = self.facilities.copy()
        facilities[localities] += 1
        one = Added(localities, weights_at(minutes[localities], self.reach.decay))
        supplies = np.append(self.supply, readable_supply(supply))
        return replace(self, supply=supplies, facilities=facilities, added=(*self.added, one)).turned_anew()

    @property
    def first(self) -> int:
        """How many facilities were there first."""
        return int(self.reach.weights.shape[1])

    def turned_anew(self) -> ThreeStepWhatIf:
        """Return this with people divided again among the facilities that are open."""
        weights = self.first_weights.copy()
        for one, supply in zip(self.added, self.supply[self.first :], strict=True):
            weights[one.localities] += 0.0 if np.isnan(supply) else one.taken
        turned = supply_per_demand(np.ones(len(weights)), weights)
        people = self.reach.population * turned
        of_added = [one.taken**2 @ people[one.localities] for one in self.added]
        demand = np.append(self.reach.squares.T @ people, of_added)
        shared = supply_per_demand(np.nan_to_num(self.supply), demand)
        from_first = self.reach.squares @ shared[: self.first]
        return replace(self, turned=turned, demand=demand, from_first=from_first).with_access()

    def with_access(self) -> ThreeStepWhatIf:
        """Return this with the access that its parts add up to."""
        shared = supply_per_demand(np.nan_to_num(self.supply), self.demand)
        access = self.from_first.copy()
        for one, ratio in zip(self.added, shared[self.first :], strict=True):
            access[one.localities] += one.taken**2 * ratio
        return replace(self, access=np.where(self.facilities > 0, access * self.turned, np.nan))

    def localities_of(self, facility: int) -> Ranks:
        """Return the localities within reach of a facility."""
        if facility >= self.first:
            return self.added[facility - self.first].localities
        start = self.reach.localities_of.indptr
        return np.asarray(self.reach.localities_of.indices[start[facility] : start[facility + 1]], dtype=np.intp)

    def refuse_not_open(self, facility: int) -> None:
        """Raise ValueError when no facility has that rank, or when it is closed."""
        if not 0 <= facility < len(self.supply) or np.isnan(self.supply[facility]):
            raise ValueError(f"Facility {facility} not understood: it does not exist or is closed.")


def start_three_step_what_if(problem: AccessProblem, *, within: float, decay: Decay = LUO_AND_QI) -> ThreeStepWhatIf:
    """Return access by the three-step method (3SFCA), ready for changes; parameters as in `start_what_if`."""
    minutes = pairs_within(problem.minutes, within)
    weights = with_weights(minutes, weights_at(minutes.data, decay))
    squares = with_weights(weights, weights.data**2)
    reach = ThreeStepReach(problem.population, within, decay, weights, squares, localities_by_facility(minutes))
    unknown = np.zeros(len(problem.population))
    facilities = np.diff(minutes.indptr).astype(np.intp)
    first_weights = np.asarray(weights.sum(axis=1), dtype=np.float64)
    start = ThreeStepWhatIf(
        unknown, problem.supply, np.zeros(len(problem.supply)), facilities, first_weights, unknown, unknown, (), reach
    )
    return start.turned_anew()
