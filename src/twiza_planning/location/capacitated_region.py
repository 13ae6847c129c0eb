"""Better a part of an answer at a time: a few open sites near each other, those whom they serve, and sites around."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from twiza_planning.location.capacitated_dual import CapacitatedProblem
from twiza_planning.location.capacitated_model import AssignmentModel
from twiza_planning.location.distances import Ranks
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.highs import minimise

ROWS_BY_SIZE = (30, 60)  # demand in a region, at about
NEAR = 20  # sites that may serve a demand in a region
NODES = 200
AT_ONCE = 4  # regions
ENOUGH = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Some open sites, those whom they serve, and the sites that may be open in their place."""

    open: Ranks
    rows: Ranks
    sites: Ranks


@dataclass(frozen=True, slots=True, eq=False)
class RegionTask:
    """A region as a problem of its own, its open sites and which serves whom by their ranks in it."""

    problem: CapacitatedProblem
    open: Ranks
    serves: Ranks
    errand: Errand


def better_by_region(
    problem: CapacitatedProblem, open_sites: Ranks, serves: Ranks, effort: Effort
) -> Iterator[tuple[Ranks, Ranks]]:
    """
    Yield better and better open sites, with who serves whom, until no region of any size can be bettered.

    Regions that share no site are bettered at once, wherever the executor works; as many at once on any.

    Taillard, E. D. and Voss, S. (2002). POPMUSIC: partial optimization metaheuristic under special intensification
    conditions. In Essays and Surveys in Metaheuristics, 613-629.
    """
    for rows_wanted in ROWS_BY_SIZE:
        waiting = deque(open_sites.tolist())
        while waiting and not effort.watch.stopped:
            regions = regions_apart(problem, open_sites, serves, waiting, rows_wanted)
            tasks = [task_of(problem, region, serves, effort) for region in regions]
            done = effort.executor.run(bettered, tasks, wanted=effort.is_wanted)
            for rank, better in sorted(done.items()):
                if better is None:
                    continue
                region, (chosen, inside) = regions[rank], better
                serves = serves.copy()
                serves[region.rows] = region.sites[inside]
                opened = region.sites[chosen]
                open_sites = np.concatenate([np.setdiff1d(open_sites, region.open), opened])
                waiting.extend(site for site in opened.tolist() if site not in waiting)
                yield open_sites, serves


def regions_apart(
    problem: CapacitatedProblem, open_sites: Ranks, serves: Ranks, waiting: deque[int], rows_wanted: int
) -> list[Region]:
    """Take the next of the waiting sites from whose regions share no site, and return these."""
    regions: list[Region] = []
    taken, later = np.zeros(0, np.intp), []
    while waiting and len(regions) < AT_ONCE:
        middle = waiting.popleft()
        if middle not in open_sites:
            continue
        region = region_around(problem, open_sites, serves, middle, rows_wanted)
        if np.isin(region.open, taken).any():
            later.append(middle)
            continue
        regions.append(Region(region.open, region.rows, np.setdiff1d(region.sites, taken)))
        taken = np.union1d(taken, region.sites)
    waiting.extendleft(reversed(later))
    return regions


def region_around(
    problem: CapacitatedProblem, open_sites: Ranks, serves: Ranks, middle: int, rows_wanted: int
) -> Region:
    """Return the open sites that those whom one serves would turn to next, until enough people are in."""
    own = np.flatnonzero(serves == middle)
    ways = problem.costs[own] if len(own) else problem.costs
    order = open_sites[np.argsort(np.nan_to_num(ways[:, open_sites], posinf=1e300).sum(axis=0), kind="stable")]
    order = np.concatenate([[middle], order[order != middle]])
    counts = np.cumsum([int((serves == site).sum()) for site in order])
    few = order[: max(2, int(np.searchsorted(counts, rows_wanted)))]
    rows = np.flatnonzero(np.isin(serves, few))
    elsewhere = np.setdiff1d(open_sites, few)
    free = np.setdiff1d(np.arange(len(problem.capacity)), elsewhere)
    if len(rows):
        near = np.argsort(problem.costs[np.ix_(rows, free)], axis=1, kind="stable")[:, :NEAR]
        free = np.union1d(free[np.unique(near)], few)
    return Region(few, rows, free)


def task_of(problem: CapacitatedProblem, region: Region, serves: Ranks, effort: Effort) -> RegionTask:
    """Return the problem of a region: as many open sites, for no more money."""
    spent = float(problem.prices[region.open].sum())
    inner = CapacitatedProblem(
        costs=problem.costs[np.ix_(region.rows, region.sites)],
        loads=problem.loads[region.rows],
        capacity=problem.capacity[region.sites],
        p=None if problem.p is None else len(region.open),
        stays=problem.stays[region.sites],
        prices=problem.prices[region.sites],
        budget=spent if np.isfinite(problem.budget) else np.inf,
    )
    own = np.searchsorted(region.sites, serves[region.rows])
    return RegionTask(inner, np.searchsorted(region.sites, region.open), own, Errand.of(effort))


def bettered(task: RegionTask) -> tuple[Ranks, Ranks] | None:
    """Return other open sites for a region, and who serves everyone then; None when none better were found."""
    inner, own, effort = task.problem, task.serves, task.errand.begun()
    ranked = np.argsort(np.argsort(inner.costs, axis=1, kind="stable"), axis=1, kind="stable")
    pairs = np.isfinite(inner.costs) & (ranked < NEAR) & (inner.loads[:, None] <= inner.capacity * (1 + ENOUGH))
    pairs[np.arange(len(own)), own] = True
    model = AssignmentModel(inner, np.arange(len(inner.capacity)), pairs)
    start = model.columns_of(task.open, own)
    solved = minimise(model.program, effort, start=start, nodes=NODES, gap=effort.gap / 2)
    before = float(inner.costs[np.arange(len(own)), own].sum())
    if solved.columns is None or solved.cost >= before * (1 - ENOUGH):
        return None
    return model.answer_in(solved.columns)
