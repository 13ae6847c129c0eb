"""The best sites within a budget: bound by a Lagrangian relaxation, search by exchanges, prove by a program."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from twiza_planning.location.distances import Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.highs import Program, minimise
from twiza_planning.location.savings import Choice, Savings
from twiza_planning.location.savings_tabu import search_savings
from twiza_planning.location.volume import Volume

CLIMB_STEPS = 1_500
MEMORY = 0.9
SHORTEST_STEP = 1e-4
EXCHANGES = 300
ENTRIES_MAX = 400_000  # of a program


class SavingsSearch:
    """
    The best sites known, and the proven bound on what any can save.

    `value_at` turns what is saved into the value that the caller means, for the gap and for what is told.

    References
    ----------
    Galvao, R. D. and ReVelle, C. (1996). A Lagrangean heuristic for the maximal covering location problem. European
    Journal of Operational Research 88, 114-123; here the budget has a multiplier too.
    """

    def __init__(
        self, savings: Savings, choice: Choice, worth: tuple[float, float], effort: Effort, start: Ranks | None
    ) -> None:
        self.savings, self.choice, self.effort = savings, choice, effort
        self._base, self._sign = worth
        self.random = np.random.default_rng(effort.seed)
        self.bound = savings.of(np.arange(savings.shape[1]))
        self.best: Ranks | None = None
        self.value = -np.inf
        for sites in (start, choice.first(savings.earned(np.zeros(savings.shape[0])))):
            if sites is not None and choice.allows(sites):
                self.keep(sites)

    def solve(self) -> tuple[Ranks, float, float] | None:
        """Return the sites, what they save and the most any can; None when none are allowed at all."""
        if self.best is None:
            return None
        self.keep(search_savings(self.savings, self.choice, self.best, EXCHANGES, self.effort, self.random))
        if not self.is_done:
            self.climb_dual()
        if not self.is_done and len(self.savings.row) <= ENTRIES_MAX:
            self.prove()
        return self.best, self.value, max(self.bound, self.value)

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        return self.effort.watch.stopped or self.effort.is_close(self._told(self.value), self._told(self.bound))

    def keep(self, sites: Ranks) -> None:
        """Keep sites that save more."""
        value = self.savings.of(sites)
        if value > self.value:
            self.best, self.value = sites, value
        self.learn(self.bound)

    def learn(self, bound: float) -> None:
        """Take a proven bound, and tell the caller."""
        self.bound = max(self.value, min(self.bound, bound))
        self.effort.learn_quietly("budget", value=self._told(self.value), bound=self._told(self.bound))

    def _told(self, saved: float) -> float:
        return self._base + self._sign * saved

    def climb_dual(self) -> None:
        """Lower the bound: rows keep a price, and sites pay one for their cost."""
        savings, choice = self.savings, self.choice
        most = np.zeros(savings.shape[0])
        np.maximum.at(most, savings.row, savings.saving)
        limit = max(choice.limit, 1e-9)
        dearest = self.bound / max(float(choice.costs[choice.costs > 0].min(initial=limit)), 1e-9)
        climb = Volume(
            np.append(most / 2, self.bound / limit),
            lowest=np.zeros(len(most) + 1),
            highest=np.append(most, dearest),
            scale=np.append(most, self.bound / limit**2),
            memory=MEMORY,
        )
        for _step in range(CLIMB_STEPS):
            bound, chosen, subgradient = self._at(climb.trial)
            climb.tell(-bound, subgradient, target=-self.value)
            self.learn(-climb.bound)
            if choice.allows(chosen) and savings.of(chosen) > self.value:
                self.keep(chosen)
            if self.is_done or climb.length < SHORTEST_STEP:
                return

    def _at(self, multipliers: Vector) -> tuple[float, Ranks, Vector]:
        """Return the bound at some multipliers, the sites that are best there, and where to go from there."""
        savings, choice, prices, rate = self.savings, self.choice, multipliers[:-1], multipliers[-1]
        net = savings.earned(prices) - rate * choice.costs
        ranked = np.argsort(-net, kind="stable")
        chosen = ranked[: int((net > 0).sum()) if choice.count is None else choice.count]
        bound = float(prices.sum() + net[chosen].sum() + rate * choice.limit)
        is_open = np.zeros(savings.shape[1], dtype=np.bool_)
        is_open[chosen] = True
        counted = is_open[savings.site] & (savings.saving > prices[savings.row])
        served = np.bincount(savings.row[counted], minlength=savings.shape[0])
        return bound, chosen, np.append(served - 1.0, choice.costs[chosen].sum() - choice.limit)

    def prove(self) -> None:
        """Solve the whole as a program."""
        program = savings_program(self.savings, self.choice)
        assert self.best is not None  # noqa: S101 -- asked before
        start = columns_of(self.savings, self.best)
        solved = minimise(program, self.effort, start=start, gap=self.effort.gap / 4)
        if solved.columns is not None:
            sites = np.flatnonzero(solved.columns[: self.savings.shape[1]] > 0.5)
            if self.choice.allows(sites):
                self.keep(sites)
        self.learn(-solved.bound)


def savings_program(savings: Savings, choice: Choice) -> Program:
    """Return the program: columns are the sites, then, entry by entry, how much of a row's saving a site gives."""
    rows, sites = savings.shape
    entries = len(savings.row)
    every, entry = np.arange(sites), np.arange(entries)
    first, last = rows, rows + entries
    parts = [
        (savings.row, sites + entry, np.ones(entries)),
        (first + entry, sites + entry, np.ones(entries)),
        (first + entry, savings.site, -np.ones(entries)),
        (np.full(sites, last), every, choice.costs),
        (np.full(sites, last + 1), every, np.ones(sites)),
    ]
    row, column, data = (np.concatenate(part) for part in zip(*parts, strict=True))
    least, most = (0, sites) if choice.count is None else (choice.count, choice.count)
    return Program(
        cost=np.concatenate([np.zeros(sites), -savings.saving]),
        matrix=csr_array(coo_array((data, (row, column)), shape=(last + 2, sites + entries))),
        lower=np.concatenate([np.full(last + 1, -np.inf), [least]]),
        upper=np.concatenate([np.ones(rows), np.zeros(entries), [choice.most, most]]),
        least=np.zeros(sites + entries),
        most=np.ones(sites + entries),
        is_whole=np.arange(sites + entries) < sites,
    )


def columns_of(savings: Savings, sites: Ranks) -> Vector:
    """Return the columns of the program that open some sites."""
    is_open = np.zeros(savings.shape[1])
    is_open[sites] = 1.0
    slot_of = np.where(is_open > 0, np.arange(savings.shape[1]), -1)
    _best, _second, owner = savings.best_two(slot_of)
    return np.concatenate([is_open, (owner[savings.row] == savings.site).astype(np.float64)])
