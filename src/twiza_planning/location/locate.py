"""Where should posts be? One door to every model of location."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.caravans.progress import Progress
from twiza_planning.caravans.watch import Watch
from twiza_planning.executors import Executor
from twiza_planning.location.allowed import allowed_problem, most_of, new_costs
from twiza_planning.location.answer import LocationAnswer, gap_of
from twiza_planning.location.budget import best_savings, cheapest_cover
from twiza_planning.location.capacitated import CapacitatedSearch, costs_of
from twiza_planning.location.capacitated_dual import CapacitatedProblem
from twiza_planning.location.centre import CentreSearch
from twiza_planning.location.centre_budget import solve_centre_within_budget
from twiza_planning.location.coverage import merge_rows
from twiza_planning.location.distances import Matrix, Ranks, nearest_of, whole
from twiza_planning.location.effort import Effort
from twiza_planning.location.found import Found, Impossible, impossible_for
from twiza_planning.location.max_cover import solve_max_cover
from twiza_planning.location.median import MedianProblem, MedianSearch
from twiza_planning.location.median_wide import solve_wide_median
from twiza_planning.location.problem import (
    CAPACITATED,
    MAX_COVER,
    P_CENTRE,
    P_MEDIAN,
    SET_COVER,
    WITHOUT_P,
    Flags,
    LocationProblem,
)
from twiza_planning.location.savings import savings_of_ways
from twiza_planning.location.set_cover import fewest_sites, solve_set_cover

ROUNDING = 1e-9  # relative difference of figures that are the same
WIDE_CELLS = 20_000_000  # distances: past it only those to near sites are kept
WHOLE_MOST = 2.0**53  # beyond, not every whole number is a float


def locate(
    problem: LocationProblem,
    *,
    seconds: float,
    gap: float,
    seed: int,
    start: LocationAnswer | None = None,
    executor: Executor | None = None,
    on_progress: Callable[[Progress], bool] | None = None,
) -> LocationAnswer:
    """
    Return where to be, which site serves whom, and how far from the best that can be.

    Parameters
    ----------
    problem : LocationProblem
    seconds : float
        Stop after this time, whatever is known by then.
    gap : float
        Stop when value and bound are this close, relative to the greater; 0 asks for proof.
    seed : int
        Start of the random choices: the same problem, gap and seed give the same answer, unless time ends the search.
    start : LocationAnswer, optional
        An answer to begin from; sites that the problem does not have are left aside.
    executor : Executor, optional
        Where the parts of a covering that share no site are worked on: here, one after the other, unless said. The
        answer is the same wherever that is. Other models are solved here.
    on_progress : callable, optional
        Called now and then with what is known; an answer of False ends the search.

    Returns
    -------
    LocationAnswer
        Optimal, feasible, or infeasible with why.
    """
    watch = Watch(seconds=seconds, on_progress=on_progress)
    effort = Effort(watch, gap=gap, seed=seed, executor=executor)
    if reason := too_many_open(problem):
        return infeasible((reason,), watch, seed)
    allowed = allowed_problem(problem)
    if isinstance(allowed, Impossible):
        return infeasible(allowed.why, watch, seed)
    inner, sites = allowed
    found = SOLVERS[problem.model](inner, effort, ranks_of(inner, start))
    if isinstance(found, Impossible):
        return infeasible(found.why, watch, seed)
    serves = None if found.serves is None else sites[found.serves]
    return answer_of(problem, Found(sites[found.open], found.value, found.bound, serves), effort)


def too_many_open(problem: LocationProblem) -> str:
    """Say that more sites are open already than may be, or nothing."""
    already = int(problem.is_open.sum())
    if problem.model in WITHOUT_P or problem.p is None or already <= problem.p:
        return ""
    return f"{already} sites are open already and stay open, more than p, {problem.p}."


def ranks_of(problem: LocationProblem, start: LocationAnswer | None) -> Ranks | None:
    """Return the sites of an answer to begin from that has as many as the problem asks for, None without one."""
    if start is None or not start.open:
        return None
    named = np.isin(np.array(problem.sites, dtype=object), np.array(start.open, dtype=object)) | problem.is_open
    ranks = np.flatnonzero(named)
    if problem.model not in WITHOUT_P and problem.p is not None and len(ranks) != problem.p:
        return None
    if problem.budget is not None and new_costs(problem)[ranks].sum() > most_of(problem.budget):
        return None
    return ranks


def solve_median(problem: LocationProblem, effort: Effort, start: Ranks | None) -> Found | Impossible:
    """Return the sites with the least way in all, where everyone can reach one."""
    if problem.budget is None and len(problem.demand) * len(problem.sites) > WIDE_CELLS:
        return solve_wide_median(problem, effort, start)
    ways = whole(problem.distances)
    if impossible := unreachable(problem, ways, effort):
        return impossible
    costs, weights = reachable_costs(costs_of(ways, problem.weights), problem.weights)
    if problem.budget is not None:
        return solve_median_within_budget(problem, costs, np.isfinite(ways), effort, start)
    grain = 1.0 if bool(np.all(costs == np.floor(costs))) and costs.sum() < WHOLE_MOST else 0.0
    median = MedianProblem(costs, weights, problem.sites_to_open, problem.is_open, grain)
    return MedianSearch(median, effort, start).solve()


def solve_median_within_budget(
    problem: LocationProblem, costs: Matrix, finite: Flags, effort: Effort, start: Ranks | None
) -> Found | Impossible:
    """Return the sites with the least way in all within the budget, where everyone can reach one."""
    if not bool(finite.all()):
        reached = cheapest_cover(csr_array(finite.astype(np.float64)), problem, effort)
        if isinstance(reached, Impossible):
            return reached
        start = reached if start is None else start
    savings, worst = savings_of_ways(costs)
    sites, saved, most = best_savings(savings, problem, (worst, -1.0), effort, start)
    return Found(sites, worst - saved, worst - most)


def reachable_costs(costs: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """
    Return the costs without infinite ones, and the weights.

    For each set of sites that some demand cannot do without there is one more row, which costs more than all else
    unless one of the set is open: so no answer that leaves demand without a way is the best.
    """
    finite = np.isfinite(costs)
    if bool(finite.all()):
        return costs, weights
    most = np.where(finite, costs, 0.0).max(axis=1)
    dear = float(np.ceil(most.sum() + 1.0))
    sets, _weight = merge_rows(csr_array(finite.astype(np.float64)), np.ones(len(costs)))
    needed = np.where(sets.toarray() > 0, 0.0, dear)
    bounded = np.where(finite, costs, most[:, None])
    return np.vstack([bounded, needed]), np.append(weights, np.full(len(needed), weights.max()))


def solve_centre(problem: LocationProblem, effort: Effort, start: Ranks | None) -> Found | Impossible:
    """Return the sites with the least greatest distance, where everyone can reach one."""
    ways = whole(problem.distances)
    if impossible := unreachable(problem, ways, effort):
        return impossible
    if problem.budget is not None:
        return solve_centre_within_budget(problem, ways, effort, start)
    return CentreSearch(ways, problem.sites_to_open, problem.is_open, effort, start).solve()


def solve_capacitated(problem: LocationProblem, effort: Effort, start: Ranks | None) -> Found | Impossible:
    """Return the sites with the least way in all, none serving more than it can."""
    ways = whole(problem.distances)
    if impossible := unreachable(problem, ways, effort) or too_little_room(problem):
        return impossible
    costs = costs_of(ways, problem.weights)
    inner = CapacitatedProblem(
        costs,
        problem.weights,
        problem.capacity,
        problem.p,
        problem.is_open,
        new_costs(problem),
        most_of(problem.budget),
    )
    return CapacitatedSearch(inner, effort, start).solve()


def unreachable(problem: LocationProblem, ways: Matrix, effort: Effort) -> Impossible | None:
    """Say why no p sites can be reached by everyone, if so."""
    finite = np.isfinite(ways)
    if bool(finite.all()):
        return None
    if (alone := np.flatnonzero(~finite.any(axis=1))).size:
        return impossible_for(alone.tolist(), lambda row: f"Demand {problem.demand[row]} has no way to any site.")
    least = fewest_sites(csr_array(finite.astype(np.float64)), problem.is_open, effort)
    if least <= problem.sites_to_open:
        return None
    return Impossible((f"It takes {least} open sites for everyone to have a way to one, more than p, {problem.p}.",))


def too_little_room(problem: LocationProblem) -> Impossible | None:
    """Say that the p greatest capacities are less than the weight in all, or that one demand fits nowhere, if so."""
    ranked = np.sort(problem.capacity[~problem.is_open])[::-1]
    more = problem.sites_to_open - int(problem.is_open.sum())
    most = float(problem.capacity[problem.is_open].sum() + ranked[:more].sum())
    total = float(problem.weights.sum())
    if total > most * (1 + 1e-9):
        return Impossible(
            (f"The weight in all is {total:g}, and {problem.sites_to_open} sites can serve {most:g} at the most.",)
        )
    heavy = np.flatnonzero(problem.weights > problem.capacity.max() * (1 + 1e-9)).tolist()
    if heavy:
        return impossible_for(heavy, lambda row: f"Demand {problem.demand[row]} is more than any site can serve.")
    return None


SOLVERS = {
    P_MEDIAN: solve_median,
    P_CENTRE: solve_centre,
    MAX_COVER: solve_max_cover,
    SET_COVER: solve_set_cover,
    CAPACITATED: solve_capacitated,
}


def answer_of(problem: LocationProblem, found: Found, effort: Effort) -> LocationAnswer:
    """Return what was found with its figures."""
    serves, distance = nearest_of(problem.distances, found.open)
    if found.serves is not None:
        serves = found.serves
        distance = problem.distances.of(np.arange(len(serves)), serves)
    value = value_of(problem, found, distance)
    bound = max(value, found.bound) if problem.is_maximised else min(value, found.bound)
    if gap_of(value, bound) <= ROUNDING:
        bound = value
    gap = gap_of(value, bound)
    return LocationAnswer(
        status="optimal" if gap <= effort.gap else "feasible",
        value=value,
        bound=bound,
        gap=gap,
        open=tuple(problem.sites[rank] for rank in found.open),
        assignment=assignment_of(problem, serves, distance),
        seconds=effort.watch.elapsed,
        seed=effort.seed,
    )


def value_of(problem: LocationProblem, found: Found, distance: Matrix) -> float:
    """Return the worth of an answer from the distances to the sites that serve."""
    if problem.model == SET_COVER:
        return float(len(found.open))
    if problem.model == MAX_COVER:
        return float(problem.weights[distance <= problem.reach].sum())
    if problem.model == P_CENTRE:
        return float(distance.max())
    return float((problem.weights * distance).sum())


def assignment_of(problem: LocationProblem, serves: Ranks, distance: Matrix) -> dict[str, str]:
    """Return the site of each demand, in maximal covering of each that is covered."""
    served: Sequence[int] = range(len(problem.demand))
    if problem.model == MAX_COVER:
        served = np.flatnonzero(distance <= problem.reach).tolist()
    return {problem.demand[row]: problem.sites[serves[row]] for row in served}


def infeasible(why: tuple[str, ...], watch: Watch, seed: int) -> LocationAnswer:
    """Return the answer that there is none."""
    return LocationAnswer("infeasible", None, None, None, why=why, seconds=watch.elapsed, seed=seed)
