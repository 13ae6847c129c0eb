"""Whether p sites cover everyone within a radius."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.highs import Program, minimise
from twiza_planning.location.problem import Flags

CLOSE = 1e-6
ROWS_ADDED = 8  # at a time, those farthest from the sites of the last answer


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A radius, and the demand points to look at first."""

    ways: Matrix
    p: int
    stays: Flags
    radius: float
    rows: tuple[int, ...]
    errand: Errand


@dataclass(frozen=True, slots=True, eq=False)
class Reply:
    """Whether p sites are enough (None: the time was too short to know), the best sites seen, the points looked at."""

    is_enough: bool | None
    sites: Ranks | None
    rows: tuple[int, ...]


def ask(question: Question) -> Reply:
    """Answer a question about a radius."""
    return _Radius(question).reply()


class _Radius:
    """
    The search for p sites within a radius.

    It is asked of a few demand points first; those that the answer leaves out are added until it covers all, or the
    few cannot be covered: then no more can.
    """

    def __init__(self, question: Question) -> None:
        self.ways, self.p, self.stays, self.radius = question.ways, question.p, question.stays, question.radius
        self.rows, self.effort = list(question.rows), question.errand.begun()
        self.best: Ranks | None = None
        self.value = np.inf

    def reply(self) -> Reply:
        """Return whether p sites cover everyone within the radius, and the sites seen that leave least to go."""
        while not self.effort.watch.stopped:
            sites = self.cover(self.effort)
            if sites is None or len(sites) > self.p:
                return self.saying(None if sites is None else False)
            sites = filled(sites, self.ways, self.p)
            way = self.ways[:, sites].min(axis=1)
            if way.max() < self.value:
                self.best, self.value = sites, float(way.max())
            if way.max() <= self.radius:
                return self.saying(True)
            self.rows += farthest_apart(way, self.ways, self.radius)
        return self.saying(None)

    def saying(self, is_enough: bool | None) -> Reply:
        """Return the reply with what was learned on the way."""
        return Reply(is_enough, self.best, tuple(self.rows))

    def cover(self, effort: Effort) -> Ranks | None:
        """
        Return sites that cover the demand points looked at, at most p; more than p when there are none.

        None when the time is over before that is known.
        """
        already = np.flatnonzero(self.stays)
        rows = [row for row in self.rows if not (self.ways[row, already] <= self.radius).any()]
        if not rows:
            return already
        near = self.ways[rows] <= self.radius
        # Of sites that cover the same of these points one is enough.
        _sets, sites = np.unique(np.packbits(near, axis=0), axis=1, return_index=True)
        room, program, start = self.p - len(already), cover_program(near[:, sites]), greedy_start(near[:, sites])
        solved = minimise(program, effort, start=start, enough=room, hopeless=room)
        if solved.bound > room + CLOSE:
            return np.arange(self.p + 1)
        if solved.columns is None or solved.cost > room + 0.5:
            return None
        return np.concatenate([already, sites[solved.columns > 0.5]])


def filled(sites: Ranks, ways: Matrix, p: int) -> Ranks:
    """Return p sites: more are opened, each next the nearest to whoever has farthest to go."""
    chosen = [int(site) for site in sites]
    way = ways[:, sites].min(axis=1) if len(sites) else np.full(len(ways), np.inf)
    while len(chosen) < p:
        order = np.argsort(ways[int(way.argmax())], kind="stable")
        site = next(int(site) for site in order if site not in chosen)
        chosen.append(site)
        way = np.minimum(way, ways[:, site])
    return np.array(chosen, dtype=np.intp)


def farthest_apart(way: Vector, ways: Matrix, radius: float) -> list[int]:
    """Return the points left out, the farthest first, none of them coverable by a site of another."""
    rows: list[int] = []
    near = np.zeros(ways.shape[1], dtype=np.bool_)
    for row in np.argsort(-way, kind="stable"):
        if way[row] <= radius or len(rows) >= ROWS_ADDED:
            break
        own = ways[row] <= radius
        if not (own & near).any():
            rows.append(int(row))
            near |= own
    return rows


def cover_program(near: Flags) -> Program:
    """Return the least number of sites that cover each row, as a program."""
    rows, sites = near.shape
    return Program(
        cost=np.ones(sites),
        matrix=csr_array(near.astype(np.float64)),
        lower=np.ones(rows),
        upper=np.full(rows, np.inf),
        least=np.zeros(sites),
        most=np.ones(sites),
        is_whole=np.ones(sites, dtype=np.bool_),
    )


def greedy_start(near: Flags) -> Vector:
    """Return columns that open sites until each row is covered, each time the site that covers most."""
    columns = np.zeros(near.shape[1])
    left = np.ones(near.shape[0], dtype=np.bool_)
    while left.any():
        site = int(near[left].sum(axis=0).argmax())
        columns[site] = 1.0
        left &= ~near[:, site]
    return columns
