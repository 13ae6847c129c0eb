"""The best agent and days for one home, all other homes staying where they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.rounds.problem import Home
from twiza_planning.rounds.schedule import Schedule, detours


@dataclass(frozen=True, slots=True)
class Choice:
    """Who visits a home on which days, and what that adds to the cost."""

    agent: int
    days: tuple[int, ...]
    adds: float

    @property
    def rank(self) -> tuple[int, float]:
        """Less is better: as many visits as can be, then the least cost."""
        return -len(self.days), self.adds


def best_choice(schedule: Schedule, home: int, blur: Matrix) -> Choice | None:
    """
    Return who should visit a home that is visited by nobody, and when; None when nobody can on any day.

    `blur` are factors on what each agent's days cost (agents × days).
    """
    choices = [
        choice
        for agent in schedule.ground.agents_for(home)
        if (choice := _choice_of(schedule, home, agent, blur)) is not None
    ]
    return min(choices, key=lambda choice: choice.rank, default=None)


def _choice_of(schedule: Schedule, home: int, agent: int, blur: Matrix) -> Choice | None:
    prices = _prices(schedule, home, agent)
    prices = np.where(np.isfinite(prices), prices * blur[agent], np.inf)
    asked = schedule.ground.problem.homes[home]
    for visits in range(asked.visits, 0, -1):
        days = cheapest_days(prices, asked, visits)
        if days is not None:
            return Choice(agent, days, float(prices[list(days)].sum()))
    return None


def _prices(schedule: Schedule, home: int, agent: int) -> Matrix:
    """Return what one visit on each day would add to the cost, endless where it cannot be."""
    ground, problem = schedule.ground, schedule.ground.problem
    prices = np.full(problem.days, np.inf)
    for day in np.flatnonzero(ground.at_work[agent] & ground.welcome[home]):
        walked = min(detours(ground, agent, schedule.tours[agent][day], home))
        longer = walked + ground.visit_minutes[home]
        if schedule.loads[agent, day] + longer <= ground.limits[agent] + 1e-9:
            known = (agent, int(day)) in ground.known[home]
            change = problem.change_price * (1 - 2 * known) if problem.previous is not None else 0.0
            prices[day] = walked + problem.balance * _filling(schedule, agent, int(day), longer) + change
    return prices


def _filling(schedule: Schedule, agent: int, day: int, longer: float) -> float:
    """Return what a longer day adds to the squares of the days: more on a day that is full already."""
    limit = schedule.ground.limits[agent]
    return float((2 * schedule.loads[agent, day] * longer + longer**2) / limit) if limit > 0 else 0.0


def cheapest_days(prices: Matrix, home: Home, visits: int) -> tuple[int, ...] | None:
    """
    Return the cheapest days for some visits that keep their distances, by dynamic programming over the days.

    None when there are no such days.
    """
    totals, chosen = prices.copy(), []
    for _ in range(visits - 1):
        befores = [_window(day, home) for day in range(len(prices))]
        chosen.append([_least_in(totals, window) for window in befores])
        totals = np.array([totals[day] if day >= 0 else np.inf for day in chosen[-1]]) + prices
    last = int(totals.argmin())
    if not np.isfinite(totals[last]):
        return None
    days = [last]
    for before in reversed(chosen):
        days.append(before[days[-1]])
    return tuple(reversed(days))


def _window(day: int, home: Home) -> range:
    """Return the days on which the visit before one on this day may be."""
    furthest = 0 if home.gap_days_max is None else max(0, day - home.gap_days_max)
    return range(furthest, max(furthest, day - home.gap_days_min + 1))


def _least_in(totals: Matrix, days: range) -> int:
    if not len(days):
        return -1
    return days[int(totals[days.start : days.stop].argmin())]
