"""The models under a budget that says more than a number of sites does."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array, vstack

from twiza_planning.location.allowed import new_costs
from twiza_planning.location.coverage import merge_rows
from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found, Impossible
from twiza_planning.location.highs import Program, minimise
from twiza_planning.location.problem import WITHOUT_P, LocationProblem
from twiza_planning.location.savings import Choice, Savings, kept_sites
from twiza_planning.location.savings_search import SavingsSearch

NOT_KNOWN = "No sites within the budget that serve everyone were found in the time; there may be some."
CLOSE = 1e-6


def choice_of(problem: LocationProblem) -> Choice:
    """Return which sites may be open together, those open already among them, at no cost."""
    assert problem.budget is not None  # noqa: S101 -- asked before
    count = None if problem.p is None or problem.model in WITHOUT_P else problem.p
    return Choice(new_costs(problem), problem.budget, count)


def best_savings(
    savings: Savings, problem: LocationProblem, worth: tuple[float, float], effort: Effort, start: Ranks | None
) -> tuple[Ranks, float, float]:
    """
    Return the sites that save most within the budget, those open already among them, what they save and any can.

    `worth` is the value when nothing is saved, and 1 or -1 where more saved is more or less of it.
    """
    already, others = np.flatnonzero(problem.is_open), np.flatnonzero(~problem.is_open)
    choice = choice_of(problem)
    count = None if choice.count is None else choice.count - len(already)
    more, base = savings.without(already)
    inner = Choice(choice.costs[others], choice.limit, count)
    known = None if start is None else np.flatnonzero(np.isin(others, start))
    told = (worth[0] + worth[1] * base, worth[1])
    found = SavingsSearch(kept_sites(more, ~problem.is_open), inner, told, effort, known).solve()
    assert found is not None  # noqa: S101 -- the cheapest are within the budget, which was asked before
    sites, value, bound = found
    return np.sort(np.concatenate([already, others[sites]])), base + value, base + bound


def cheapest_cover(sites_of: csr_array, problem: LocationProblem, effort: Effort) -> Ranks | Impossible:
    """Return sites within the budget, as many as asked for, of which each row has one; or why there are none."""
    choice = choice_of(problem)
    program = cover_program(sites_of, problem, choice.costs)
    solved = minimise(program, effort, enough=choice.limit, hopeless=choice.most)
    if solved.is_impossible or solved.bound > choice.most + CLOSE:
        return Impossible((f"No sites within the budget, {problem.budget:g}, can be reached by everyone.",))
    if solved.columns is None or solved.cost > choice.most:
        return Impossible((NOT_KNOWN,))
    return np.flatnonzero(solved.columns > 0.5)


def fewest_within_budget(
    sites_of: csr_array, problem: LocationProblem, effort: Effort, *, least: float
) -> Found | Impossible:
    """Return the fewest sites within the budget of which each row has one; `least` is a bound that is known."""
    start = cheapest_cover(sites_of, problem, effort)
    if isinstance(start, Impossible):
        return start
    choice = choice_of(problem)
    program = cover_program(sites_of, problem, np.ones(len(choice.costs)))
    rows = csr_array(vstack([program.matrix, csr_array(choice.costs[None, :])]))
    bounded = Program(
        cost=program.cost,
        matrix=rows,
        lower=np.append(program.lower, -np.inf),
        upper=np.append(program.upper, choice.most),
        least=program.least,
        most=program.most,
        is_whole=program.is_whole,
    )
    known = np.zeros(len(choice.costs))
    known[start] = 1.0
    solved = minimise(bounded, effort, start=known, gap=effort.gap)
    sites = start if solved.columns is None else np.flatnonzero(solved.columns > 0.5)
    return Found(sites, float(len(sites)), min(float(len(sites)), max(least, np.ceil(solved.bound - CLOSE))))


def cover_program(sites_of: csr_array, problem: LocationProblem, costs: Vector) -> Program:
    """Return the program that covers each row at the least cost, with as many sites as asked for."""
    sites = sites_of.shape[1]
    rows, _weights = merge_rows(csr_array(sites_of), np.ones(sites_of.shape[0]))
    counted = coo_array(np.ones((1, sites)))
    count = choice_of(problem).count
    least, most = (0, sites) if count is None else (count, count)
    return Program(
        cost=np.asarray(costs, dtype=np.float64),
        matrix=csr_array(vstack([rows, counted])),
        lower=np.append(np.ones(rows.shape[0]), least),
        upper=np.append(np.full(rows.shape[0], np.inf), most),
        least=problem.is_open.astype(np.float64),
        most=np.ones(sites),
        is_whole=np.ones(sites, dtype=np.bool_),
    )
