"""Better sites for the p-median around known ones: exchange a few at random and descend again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.location.distances import Matrix, Ranks
from twiza_planning.location.effort import Errand
from twiza_planning.location.interchange import Interchange
from twiza_planning.location.problem import Flags

EXCHANGES_MAX = 6
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Kicks:
    """
    Sites to kick, those that may be exchanged for those that may be opened, and how long.

    `kicks` in a row that bring nothing better are the last; so is one that brings a cost of `enough`.
    """

    costs: Matrix
    stays: Flags
    open: Ranks
    may_close: Flags
    may_open: Flags
    kicks: int
    enough: float
    seed: tuple[int, ...]
    errand: Errand


def kicked(task: Kicks) -> Ranks:
    """
    Return the best sites found: exchange a few and descend, the more of them the longer nothing better came.

    Hansen, P. and Mladenovic, N. (1997). Variable neighborhood search for the p-median. Location Science 5, 207-226.
    """
    watch, random = task.errand.begun().watch, np.random.default_rng(task.seed)
    best = Interchange(task.costs, task.open, task.stays)
    exchanges, kicks = 1, 0
    while kicks < task.kicks and best.value > task.enough and not watch.stopped:
        twin = shaken(best, task, exchanges, random)
        twin.descend(watch)
        if twin.value < best.value * (1 - ROUNDING):
            best, exchanges, kicks = twin, 1, 0
        else:
            exchanges, kicks = 1 + exchanges % EXCHANGES_MAX, kicks + 1
    return best.open


def shaken(best: Interchange, task: Kicks, exchanges: int, random: np.random.Generator) -> Interchange:
    """Return a copy with so many sites exchanged at random, or as many as may be."""
    slots = np.flatnonzero(task.may_close[best.open])
    sites = np.flatnonzero(task.may_open & ~best.is_open)
    count, twin = min(exchanges, len(slots), len(sites)), best.copy()
    given_up = random.choice(slots, count, replace=False)
    opened = random.choice(sites, count, replace=False)
    for slot, site in zip(given_up.tolist(), opened.tolist(), strict=True):
        twin.exchange(slot, site)
    return twin
