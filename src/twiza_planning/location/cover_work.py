"""Work on the parts of a covering, wherever it is done: relax, search, branch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from twiza_planning.location.cover_part import CoverPart
from twiza_planning.location.effort import Effort, Errand

SMALL_PART, BRANCHES_OF_SMALL = 60, 100  # sites

Work = Callable[[CoverPart, Effort], None]


@dataclass(frozen=True, slots=True, eq=False)
class CoverTask:
    """One part and what to do with it: a function of a module, or a partial of one."""

    part: CoverPart
    work: Work
    errand: Errand


def run_task(task: CoverTask) -> CoverPart:
    """Return the part when it has been worked on: the same object, where that is done here."""
    task.work(task.part, task.errand.begun())
    return task.part


def relax_part(part: CoverPart, effort: Effort) -> None:
    """Bound a part by its relaxation, and branch a little if it is small."""
    part.relax(effort)
    if len(part.columns) <= SMALL_PART and not part.is_settled:
        part.solve(effort, BRANCHES_OF_SMALL, spare=part.slack)


def search_part(part: CoverPart, effort: Effort, *, exchanges: int, seed: tuple[int, ...]) -> None:
    """Look for better sites in a part."""
    part.search(exchanges, effort, np.random.default_rng(seed))


def branch_part(part: CoverPart, effort: Effort, *, nodes: int | None, spare: float) -> None:
    """Look for better sites and a closer bound in a part."""
    part.solve(effort, nodes, spare=spare)
