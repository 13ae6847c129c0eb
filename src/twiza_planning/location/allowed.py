"""A location problem without what must not be opened, and without a budget that says no more than a number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.location.distances import Distances, Matrix, Ranks, Vector
from twiza_planning.location.found import Impossible
from twiza_planning.location.problem import SET_COVER, WITHOUT_P, LocationProblem

SLACK = 1e-9  # relative


class SomeSites:
    """Distances to some of the sites."""

    def __init__(self, distances: Distances, sites: Ranks) -> None:
        self._distances, self._sites = distances, sites

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points and of sites."""
        return self._distances.shape[0], len(self._sites)

    def rows(self, first: int, last: int) -> SomeSites:
        """Return the distances of some rows."""
        return SomeSites(self._distances.rows(first, last), self._sites)

    def block(self, first: int, last: int, columns: Ranks) -> Matrix:
        """Return the distances of some rows to some sites."""
        return self._distances.block(first, last, self._sites[columns])

    def of(self, rows: Ranks, columns: Ranks) -> Vector:
        """Return the distances of pairs."""
        return self._distances.of(rows, self._sites[columns])

    def within(self, radius: float) -> csr_array:
        """Return which sites are within a radius, inclusive, of each demand."""
        return csr_array(self._distances.within(radius)[:, self._sites])


def allowed_problem(problem: LocationProblem) -> tuple[LocationProblem, Ranks] | Impossible:
    """
    Return the problem of the sites that may be open, and their ranks.

    A budget stays where it says more than how many sites may be open.
    """
    sites = np.flatnonzero(problem.is_open | (~problem.is_forbidden & (problem.costs <= most_of(problem.budget))))
    if reason := too_few(problem, sites):
        return Impossible((reason,))
    return without_idle_budget(restricted_to(problem, sites)), sites


def restricted_to(problem: LocationProblem, sites: Ranks) -> LocationProblem:
    """Return the problem of some sites, none of them forbidden; its number of sites may be fewer than `p`."""
    if len(sites) == len(problem.sites):
        return problem
    return replace(
        problem,
        sites=[problem.sites[site] for site in sites],
        distances=SomeSites(problem.distances, sites),
        is_open=problem.is_open[sites],
        capacity=problem.capacity[sites],
        is_forbidden=np.zeros(len(sites), dtype=np.bool_),
        costs=problem.costs[sites],
    )


def too_few(problem: LocationProblem, sites: Ranks) -> str:
    """Say that fewer sites may be open than are asked for, or nothing."""
    if not len(sites):
        return "No site may be open: each is forbidden or costs more than the budget."
    if problem.model in WITHOUT_P or problem.p is None:
        return ""
    if problem.p > len(sites):
        return f"{len(sites)} of {len(problem.sites)} sites may be open, fewer than p, {problem.p}."
    missing = problem.p - int(problem.is_open.sum())
    least = float(np.sort(problem.costs[sites][~problem.is_open[sites]])[: max(0, missing)].sum())
    if least > most_of(problem.budget):
        return f"The cheapest {missing} sites cost {least:g}, more than the budget, {problem.budget:g}."
    return ""


def without_idle_budget(problem: LocationProblem) -> LocationProblem:
    """Return the problem with a number of sites in place of a budget, where both say the same."""
    if problem.budget is None:
        return problem
    costs = np.sort(problem.costs[~problem.is_open])
    already, most = int(problem.is_open.sum()), most_of(problem.budget)
    if problem.model not in WITHOUT_P and problem.p is not None:
        is_idle = float(costs[::-1][: problem.p - already].sum()) <= most
        return replace(problem, budget=None) if is_idle else problem
    if float(costs.sum()) <= most:
        p = None if problem.model == SET_COVER else len(problem.sites)
        return replace(problem, budget=None, p=p)
    if problem.model != SET_COVER and costs[0] == costs[-1]:
        return replace(problem, budget=None, p=max(1, already + int(most / costs[0])))
    return problem


def most_of(budget: float | None) -> float:
    """Return what may be spent, with what rounding may add; endless without a budget."""
    return np.inf if budget is None else budget * (1 + SLACK) + SLACK


def new_costs(problem: LocationProblem) -> Vector:
    """Return what opening each site costs: nothing where it is open already."""
    return np.where(problem.is_open, 0.0, problem.costs)
