"""Access when people choose the facility that costs them least, in travel and in crowding (RAAM)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.access import AccessProblem, Vector, facilities_within, supply_per_demand

SETTLED = 1e-12  # of all costs, what people could still save


@dataclass(frozen=True, slots=True, eq=False)
class RationalAccess:
    """
    Where people who choose well end up.

    `access` is the supply per inhabitant that a locality's people find where they go, `cost` what the best choice
    costs them: the facility's people per supply over the mean, plus minutes over `tau`. NaN without a facility.
    `gap` is how much of all costs people could still save by moving: 0 when they have settled.
    """

    access: Vector
    cost: Vector
    gap: float


def rational_agents(problem: AccessProblem, *, within: float, tau: float = 60.0, rounds: int = 200) -> RationalAccess:
    """
    Return access by locality, by the rational agent access model.

    A facility costs (people who turn to it / its supply) / (all people / all supply) + minutes / `tau`. The authors
    move agents step by step towards lower costs; here each locality in turn spreads its people over the facilities
    that then cost least, until no one gains by moving. It is the same equilibrium, and the costs in it are unique.

    Parameters
    ----------
    problem : AccessProblem
        Population, supply and travel times.
    within : float
        Greatest travel time, minutes, inclusive.
    tau : float
        Minutes of travel that weigh as much as the mean crowding.
    rounds : int
        At most so many times does each locality choose. A country, and posts of very unlike size, settle slowly:
        `gap` says how far they came.

    Returns
    -------
    RationalAccess
        Supply per inhabitant and cost, 0 and infinite where the facilities within reach offer nothing.

    References
    ----------
    Saxon, J. and Snow, D. (2020). A rational agent model for the spatial accessibility of primary health care.
    Annals of the American Association of Geographers 110, 205-222.
    """
    if not 0 < tau < np.inf:
        raise ValueError("tau that is not above 0 not understood.")
    choices = Choices(problem, within, tau)
    gap = choices.settle(rounds)
    reached = facilities_within(problem, within=within) > 0
    access, cost = (np.where(reached, figures, np.nan) for figures in (choices.access(), choices.costs()))
    return RationalAccess(access, cost, gap)


class Choices:
    """How many people of each locality turn to each facility within reach that offers something."""

    def __init__(self, problem: AccessProblem, within: float, tau: float) -> None:
        minutes = problem.minutes
        self.population, self.supply = problem.population, problem.supply
        kept = (minutes.data <= within) & (problem.supply[minutes.indices] > 0)
        before = np.concatenate([[0], np.cumsum(kept)])
        self.start: npt.NDArray[np.intp] = before[minutes.indptr]
        self.facility: npt.NDArray[np.intp] = minutes.indices[kept].astype(np.intp)
        self.travel: Vector = minutes.data[kept] / tau
        # People whom a facility takes at a cost of 1: its part of the mean people per supply.
        mean = supply_per_demand(np.array([problem.population.sum()]), np.array([problem.supply.sum()]))[0]
        self.size: Vector = problem.supply * mean
        self.people = np.zeros(len(self.facility))
        self.demand = np.zeros(len(self.supply))

    def settle(self, rounds: int) -> float:
        """Let each locality choose again, in turn, until no one saves by moving; return what they could save."""
        inhabited = np.flatnonzero((self.population > 0) & (np.diff(self.start) > 0)).tolist()
        for _ in range(rounds):
            for row in inhabited:
                self.choose(row)
            if self.gap() <= SETTLED:
                break
        return self.gap()

    def gap(self) -> float:
        """Return how much of all costs people could still save by moving."""
        costs = self.pair_costs()
        spent = float(self.people @ costs)
        return float(self.people @ (costs - self.costs()[self.rows()])) / spent if spent else 0.0

    def choose(self, row: int) -> None:
        """Spread one locality's people over the facilities that cost least."""
        pairs = slice(self.start[row], self.start[row + 1])
        facility = self.facility[pairs]
        others = self.demand[facility] - self.people[pairs]
        after = fill_level(self.population[row], self.size[facility], others, self.travel[pairs])
        self.people[pairs] = after
        self.demand[facility] = others + after

    def access(self) -> Vector:
        """Return the supply per inhabitant where each locality's people go, or would go first if it had any."""
        offered = supply_per_demand(self.supply, self.demand)[self.facility]
        rows, cost = self.rows(), self.pair_costs()
        goes = np.where(self.population[rows] > 0, self.people, is_first_of_least(rows, cost))
        found = np.bincount(rows, goes * offered, len(self.population)).astype(np.float64)
        return found / np.where(self.population > 0, self.population, 1.0)

    def costs(self) -> Vector:
        """Return the least cost of each locality, infinite without a facility that offers something."""
        least = np.full(len(self.population), np.inf)
        np.minimum.at(least, self.rows(), self.pair_costs())
        return least

    def pair_costs(self) -> Vector:
        """Return what each pair costs: crowding and travel."""
        return supply_per_demand(self.demand, self.size)[self.facility] + self.travel

    def rows(self) -> npt.NDArray[np.intp]:
        """Return the locality of each pair."""
        return np.repeat(np.arange(len(self.population)), np.diff(self.start))


def is_first_of_least(rows: npt.NDArray[np.intp], cost: Vector) -> npt.NDArray[np.bool_]:
    """Say of each pair whether it is the first of least cost in its row."""
    order = np.lexsort((cost, rows))
    _, first = np.unique(rows[order], return_index=True)
    chosen = np.zeros(len(rows), dtype=np.bool_)
    chosen[order[first]] = True
    return chosen


def fill_level(people: float, size: Vector, others: Vector, travel: Vector) -> Vector:
    """Return how people spread over facilities so that all those chosen cost the same, and the others no less."""
    empty = travel + others / size
    order = np.argsort(empty)
    # Filled up to the cost of the next one, the first n facilities take in all: find the n that are needed.
    level = (people + np.cumsum((empty * size)[order])) / np.cumsum(size[order])
    needed = max(int(np.count_nonzero(level > empty[order])), 1)
    spread: Vector = np.maximum(0.0, (level[needed - 1] - empty) * size)
    return spread
