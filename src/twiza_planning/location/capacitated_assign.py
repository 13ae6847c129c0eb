"""Who is served by which open site when each can serve so much, and each demand is served by one."""

from __future__ import annotations

import numpy as np

from twiza_planning.location.capacitated_dual import CapacitatedProblem
from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort

TINY = 1e-9


def assign(problem: CapacitatedProblem, sites: Ranks, effort: Effort) -> Ranks | None:
    """
    Return the place in `sites` that serves each demand, None when none was found.

    Those who would lose most by their second choice choose first; then demand moves, and changes places in pairs,
    while that gains (Martello, S. and Toth, P. (1990). Knapsack problems, chapter 7).
    """
    costs = problem.costs[:, sites]
    left = problem.capacity[sites].astype(np.float64)
    serves = np.full(len(costs), -1, dtype=np.intp)
    waiting = np.ones(len(costs), dtype=np.bool_)
    while waiting.any():
        rows = np.flatnonzero(waiting)
        open_ways = np.where(problem.loads[rows, None] <= left * (1 + TINY), costs[rows], np.inf)
        best = open_ways.argmin(axis=1)
        least = open_ways[np.arange(len(rows)), best]
        if not np.isfinite(least).all():
            return None
        row = most_at_stake(open_ways, least, problem.loads[rows])
        serves[rows[row]] = best[row]
        left[best[row]] -= problem.loads[rows[row]]
        waiting[rows[row]] = False
    improve(problem, costs, serves, left, effort)
    return serves


def most_at_stake(ways: Vector, least: Vector, loads: Vector) -> int:
    """Return the row that would lose most by its second choice; of those without one the heaviest."""
    if ways.shape[1] == 1:
        return int(loads.argmax())
    second = np.partition(ways, 1, axis=1)[:, 1]
    regret = second - least
    without = np.isinf(regret)
    if without.any():
        return int(np.where(without, loads, -1.0).argmax())
    return int(np.lexsort((loads, regret))[-1])


def improve(problem: CapacitatedProblem, costs: Vector, serves: Ranks, left: Vector, effort: Effort) -> None:
    """Move demand to nearer sites with room, and exchange the sites of pairs, until neither gains."""
    rows = np.arange(len(costs))
    while not effort.watch.stopped:
        now = costs[rows, serves]
        gain = np.where(problem.loads[:, None] <= left * (1 + TINY), now[:, None] - costs, -np.inf)
        row, site = divmod(int(gain.argmax()), costs.shape[1])
        if gain[row, site] > TINY * (1.0 + now.sum()):
            left[serves[row]] += problem.loads[row]
            left[site] -= problem.loads[row]
            serves[row] = site
        elif not exchange_pair(problem, costs, serves, left, now):
            return


def exchange_pair(problem: CapacitatedProblem, costs: Vector, serves: Ranks, left: Vector, now: Vector) -> bool:
    """Exchange the sites of the first pair found that gains; say whether there was one."""
    wishes = np.flatnonzero(costs.min(axis=1) < now)
    for row in wishes:
        other = costs[row, serves] + costs[:, serves[row]] - now[row] - now
        change = problem.loads - problem.loads[row]
        fits = (change <= left[serves[row]]) & (-change <= left[serves]) & (serves != serves[row])
        other = np.where(fits, other, np.inf)
        twin = int(other.argmin())
        if other[twin] < -TINY * (1.0 + now.sum()):
            left[serves[row]] -= change[twin]
            left[serves[twin]] += change[twin]
            serves[row], serves[twin] = serves[twin], serves[row]
            return True
    return False


def recentred(problem: CapacitatedProblem, sites: Ranks, serves: Ranks) -> Ranks:
    """
    Return the sites with each moved to where those whom it serves have the least way, where it has the room.

    Cooper, L. (1964). Heuristic methods for location-allocation problems. SIAM Review 6, 37-53.
    """
    moved = sites.copy()
    is_open = np.zeros(len(problem.capacity), dtype=np.bool_)
    is_open[sites] = True
    spare = problem.budget - float(problem.prices[sites].sum())
    for slot, site in enumerate(sites):
        rows = np.flatnonzero(serves == site)
        if problem.stays[site] or not len(rows):
            continue
        fits = (problem.capacity >= problem.loads[rows].sum()) & (problem.prices - problem.prices[site] <= spare)
        ways = np.where(fits & (~is_open | (np.arange(len(is_open)) == site)), problem.costs[rows].sum(axis=0), np.inf)
        best = int(ways.argmin())
        if ways[best] < ways[site]:
            spare -= float(problem.prices[best] - problem.prices[site])
            is_open[site], is_open[best] = False, True
            moved[slot] = best
    return moved
