"""Maximal covering: open p sites so that as many people as possible are within the radius."""

from __future__ import annotations

from functools import partial

import numpy as np

from twiza_planning.location.budget import best_savings
from twiza_planning.location.cover_dual import Prices, prices_of
from twiza_planning.location.cover_exchange import CoverExchange
from twiza_planning.location.cover_part import CoverPart
from twiza_planning.location.cover_tabu import CoverTabu
from twiza_planning.location.cover_work import CoverTask, Work, branch_part, relax_part, run_task, search_part
from twiza_planning.location.coverage import Coverage, components, coverage_of, restricted
from twiza_planning.location.distances import Ranks
from twiza_planning.location.effort import Effort, Errand
from twiza_planning.location.found import Found
from twiza_planning.location.problem import Flags, LocationProblem
from twiza_planning.location.savings import savings_of_cover

EXCHANGES = 500  # of a search of the whole
ROUNDS = ((2_000, 0), (6_000, 1), (10_000, 100), (20_000, 2_000), (0, None))  # exchanges and branches, by part


def solve_max_cover(problem: LocationProblem, effort: Effort, start: Ranks | None) -> Found:
    """Return p sites that cover much, and how much any can."""
    sites_of = problem.distances.within(problem.reach)
    if problem.budget is not None:
        merged = coverage_of(sites_of, problem.weights, np.arange(len(problem.sites)))
        savings = savings_of_cover(merged.sites_of, merged.weights)
        return Found(*best_savings(savings, problem, (0.0, 1.0), effort, start))
    already = sites_of @ problem.is_open.astype(np.float64) > 0
    certain = float(problem.weights[already].sum())
    others, rows = np.flatnonzero(~problem.is_open), np.flatnonzero(~already & (problem.weights > 0))
    coverage = coverage_of(sites_of[rows][:, others], problem.weights[rows], others)
    count = problem.sites_to_open - int(problem.is_open.sum())
    known = None if start is None else np.flatnonzero(np.isin(others, start))
    opened, bound, value = MaxCoverSearch(coverage, count, certain, effort, known).solve()
    chosen = np.concatenate([np.flatnonzero(problem.is_open), others[opened]])
    return Found(np.sort(chosen), certain + value, certain + bound)


class MaxCoverSearch:
    """
    The best sites known, and the proven bound, while both get closer.

    A country falls into parts that share no site; they are tied by the number of sites alone. At a price a site each
    part is solved on its own, as a program of whole numbers, and the sum of their bounds, plus the price of p sites,
    bounds the whole: closer than any relaxation of the whole does.
    """

    def __init__(self, coverage: Coverage, count: int, certain: float, effort: Effort, start: Ranks | None) -> None:
        self.coverage, self.count, self.certain, self.effort = coverage, count, certain, effort
        self.random = np.random.default_rng(effort.seed)
        self.bound = float(coverage.weights.sum())
        exchange = CoverExchange(coverage, np.zeros(0, dtype=np.intp) if start is None else start)
        exchange.fill(count)
        self.best, self.value = exchange.is_open.copy(), exchange.value
        self.learn()

    def solve(self) -> tuple[Ranks, float, float]:
        """Return the open columns, the bound and the value."""
        if self.count in (0, len(self.best)):
            self.bound = self.value
        elif not self.is_done:
            self.search_around(self.best)
            prices = prices_of(self.coverage, self.count, self.value, self.effort)
            self.bound = min(self.bound, prices.bound)
            self.learn()
            if not self.is_done:
                self.solve_parts(prices)
        return np.flatnonzero(self.best), self.bound, self.value

    @property
    def is_done(self) -> bool:
        """Whether the search may end."""
        return self.effort.watch.stopped or self.is_close

    @property
    def is_close(self) -> bool:
        """Whether value and bound are as close as asked."""
        return self.effort.is_close(self.certain + self.value, self.certain + self.bound)

    def learn(self) -> None:
        """Tell the caller of value and bound."""
        self.bound = max(self.bound, self.value)
        self.effort.learn("cover", value=self.certain + self.value, bound=self.certain + self.bound)

    def search_around(self, is_open: Flags) -> None:
        """Search around some open sites, with as many as asked for, and keep what is better."""
        exchange = CoverExchange(self.coverage, np.flatnonzero(is_open))
        exchange.fill(self.count)
        best = CoverTabu(self.coverage, exchange.is_open, None).search(EXCHANGES, self.effort, self.random)
        value = float(self.coverage.weights[self.coverage.sites_of @ best.astype(np.float64) > 0].sum())
        if value > self.value:
            self.best, self.value = best, value
        self.learn()

    def solve_parts(self, prices: Prices) -> None:
        """Bound and search part by part, then branch, more each round, until the gap is reached."""
        parts = [
            CoverPart(restricted(self.coverage, rows, sites), prices.row[rows], prices.site, self.best[sites], sites)
            for rows, sites in components(self.coverage)
        ]
        self.work_on(parts, dict.fromkeys(range(len(parts)), relax_part), prices)
        for turn, (exchanges, nodes) in enumerate(ROUNDS):
            self.search_parts(parts, prices, exchanges, turn)
            self.assemble(parts)
            self.branch(parts, prices, nodes)
            if self.is_done:
                return

    def search_parts(self, parts: list[CoverPart], prices: Prices, exchanges: int, turn: int) -> None:
        """Look for better sites in each part."""
        searches: dict[int, Work] = {
            rank: partial(search_part, exchanges=exchanges, seed=(self.effort.seed, turn, rank))
            for rank in worst_first(parts)
        }
        self.work_on(parts, searches, prices)

    def branch(self, parts: list[CoverPart], prices: Prices, nodes: int | None) -> None:
        """Branch on the parts, so often at most in each, until the gap is reached."""
        if self.is_done or nodes == 0:
            return
        work = partial(branch_part, nodes=nodes, spare=self.spare)
        self.work_on(parts, dict.fromkeys(worst_first(parts), work), prices)
        if not self.is_done:
            self.assemble(parts)

    def work_on(self, parts: list[CoverPart], works: dict[int, Work], prices: Prices) -> None:
        """
        Work on parts by their rank, in this order, wherever the executor works.

        What comes of them counts in this order, and no more once the gap is reached: the same wherever it is done.
        """
        effort = self.effort

        def wanted(_done: int) -> bool:
            self.take_bound(parts, prices)
            return not self.is_done

        tasks = [CoverTask(parts[rank], work, Errand.of(effort)) for rank, work in works.items()]
        done = effort.executor.run(run_task, tasks, wanted=wanted)
        for place, rank in enumerate(works):
            if place not in done or self.is_close:
                break
            parts[rank] = done[place]
            self.take_bound(parts, prices)
        self.take_bound(parts, prices)

    def take_bound(self, parts: list[CoverPart], prices: Prices) -> None:
        """Take the bound that the parts give together."""
        self.bound = min(self.bound, sum(part.bound for part in parts) + prices.site * self.count)
        self.learn()

    @property
    def spare(self) -> float:
        """How much the bound must fall for the gap to be reached."""
        return self.bound - (self.certain + self.value) / (1 - self.effort.gap)

    def assemble(self, parts: list[CoverPart]) -> None:
        """Put the parts together, with as many sites as asked for, and search around that."""
        is_open = np.zeros(len(self.best), dtype=np.bool_)
        for part in parts:
            is_open[part.columns] = part.is_open
        self.search_around(is_open)


def worst_first(parts: list[CoverPart]) -> list[int]:
    """Return the ranks of parts that are not settled, by row the farthest from their bound first."""
    open_still = (rank for rank, part in enumerate(parts) if not part.is_settled)
    return sorted(open_still, key=lambda rank: -parts[rank].slack / len(parts[rank].coverage.weights))
