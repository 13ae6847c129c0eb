"""Set covering: as few open sites as it takes to have everyone within the radius."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.location.allowed import most_of, new_costs
from twiza_planning.location.budget import fewest_within_budget
from twiza_planning.location.coverage import Coverage, components, coverage_of, restricted, without_dominated_rows
from twiza_planning.location.distances import Ranks
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.found import Found, Impossible, impossible_for
from twiza_planning.location.highs import Program, minimise, relax
from twiza_planning.location.problem import Flags, LocationProblem

Covered = tuple[Ranks, float]


@dataclass(frozen=True, slots=True, eq=False)
class PartTask:
    """One part of a covering, sites that cover it, and the effort to make for fewer."""

    part: Coverage
    greedy: Ranks
    errand: Errand


def solve_set_cover(problem: LocationProblem, effort: Effort, start: Ranks | None) -> Found | Impossible:
    """
    Return the fewest sites that cover everyone, each part of the country on its own.

    Rows that are covered whenever another is are left out (Toregas, C. and ReVelle, C. (1973). Binary logic solutions
    to a class of location problem. Geographical Analysis 5, 145-155); the rest is a program.
    """
    sites_of = problem.distances.within(problem.reach)
    alone = np.flatnonzero(np.diff(sites_of.indptr) == 0)
    if len(alone):
        said = f"has no site within {problem.reach:g}."
        return impossible_for(alone.tolist(), lambda row: f"Demand {problem.demand[row]} {said}")
    best, bound = cover_all(sites_of, problem.is_open, effort)
    if start is not None and len(start) < len(best) and covers(sites_of, start):
        best = start
    if problem.budget is not None and new_costs(problem)[best].sum() > most_of(problem.budget):
        return fewest_within_budget(sites_of, problem, effort, least=bound)
    return Found(best, float(len(best)), bound)


def cover_all(sites_of: csr_array, is_open: Flags, effort: Effort) -> tuple[Ranks, float]:
    """Return few sites that cover every row, those open already among them, and the least number it takes."""
    left = np.flatnonzero(sites_of @ is_open.astype(np.float64) == 0)
    coverage = coverage_of(sites_of[left], np.ones(len(left)), np.arange(len(is_open)))
    needed = without_dominated_rows(coverage)
    parts = [restricted(needed, rows, sites) for rows, sites in components(needed)]
    found = cover_parts(parts, effort)
    chosen = [part.sites[opened] for part, (opened, _least) in zip(parts, found, strict=True)]
    bound = is_open.sum() + sum(least for _opened, least in found)
    return np.sort(np.concatenate([np.flatnonzero(is_open), *chosen])), float(bound)


def cover_parts(parts: list[Coverage], effort: Effort) -> list[Covered]:
    """Return few sites that cover each part, and the least number it takes, wherever the executor works."""
    found = [(greedy_cover(part), 1.0) for part in parts]
    several = [rank for rank, (greedy, _least) in enumerate(found) if len(greedy) > 1]
    tasks = [PartTask(parts[rank], found[rank][0], Errand.of(effort)) for rank in several]
    done = effort.executor.run(cover, tasks, wanted=effort.is_wanted)
    for place, covered in done.items():
        found[several[place]] = covered
    return found


def cover(task: PartTask) -> Covered:
    """Return few sites that cover a part, and the least number it takes."""
    part, greedy, effort = task.part, task.greedy, task.errand.begun()
    program = cover_program(part)
    relaxed = relax(program, effort)
    least = max(1.0, np.ceil(relaxed.bound - 1e-6))
    if least >= len(greedy):
        return greedy, float(len(greedy))
    known = np.zeros(len(part.sites))
    known[greedy] = 1.0
    solved = minimise(program, effort, start=known, gap=effort.gap)
    sites = greedy if solved.columns is None else np.flatnonzero(solved.columns > 0.5)
    return sites, float(min(len(sites), max(least, np.ceil(solved.bound - 1e-6))))


def cover_program(part: Coverage) -> Program:
    """Return the least number of sites that cover each row, as a program."""
    rows, sites = part.shape
    return Program(
        cost=np.ones(sites),
        matrix=part.sites_of,
        lower=np.ones(rows),
        upper=np.full(rows, np.inf),
        least=np.zeros(sites),
        most=np.ones(sites),
        is_whole=np.ones(sites, dtype=np.bool_),
    )


def greedy_cover(part: Coverage) -> Ranks:
    """
    Return sites that cover every row, each time the one that covers most rows not yet covered.

    Chvatal, V. (1979). A greedy heuristic for the set-covering problem. Mathematics of Operations Research 4, 233-235.
    """
    gain = np.diff(part.rows_of.indptr).astype(np.float64)
    covered = np.zeros(part.shape[0], dtype=np.bool_)
    chosen = []
    while not covered.all():
        site = int(gain.argmax())
        chosen.append(site)
        rows = part.rows_of.indices[part.rows_of.indptr[site] : part.rows_of.indptr[site + 1]]
        rows = rows[~covered[rows]]
        covered[rows] = True
        np.subtract.at(gain, part.sites_of[rows].indices, 1.0)
    return np.array(without_needless(part, chosen), dtype=np.intp)


def without_needless(part: Coverage, chosen: list[int]) -> list[int]:
    """Return the sites without those whose rows the others cover, the last chosen looked at first."""
    times = np.asarray(part.rows_of[np.array(chosen, dtype=np.intp)].sum(axis=0)).ravel()
    kept = []
    for site in reversed(chosen):
        rows = part.rows_of.indices[part.rows_of.indptr[site] : part.rows_of.indptr[site + 1]]
        if bool((times[rows] > 1).all()):
            times[rows] -= 1
        else:
            kept.append(site)
    return kept


def covers(sites_of: csr_array, sites: Ranks) -> bool:
    """Say whether some sites cover every row."""
    return bool((np.diff(sites_of[:, sites].indptr) > 0).all())


def fewest_sites(sites_of: csr_array, is_open: Flags, effort: Effort) -> int:
    """Return a proven lower bound on how many sites, those open already among them, cover every row."""
    _sites, bound = cover_all(sites_of, is_open, effort)
    return int(bound)
