"""
Search for rounds: a first schedule, then homes taken out and put back in better places again and again.

Large neighbourhood search (Shaw, 1998; Pisinger and Ropke, 2007): which homes are taken out is drawn, where they go
back is the best place for each in turn, and a schedule a little worse is accepted for a while (Dueck and Scheuer,
1990).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.watch import Watch
from twiza_planning.rounds.insertion import best_choice
from twiza_planning.rounds.order import shorter
from twiza_planning.rounds.schedule import NOBODY, Ground, Schedule, Tour, empty_schedule

TURNS_MAX = 3_000
STALLED_MAX = 600
TAKEN_OUT_MAX = 12
# How much worse than the best a schedule may be and still go on, as a share of the cost; falls to 0.
TOLERANCE = 0.02
# What putting the homes of each day in order may spare of the cost: schedules dearer by more are not tried.
ORDER_MAY_SPARE = 0.005
# How far prices may be blurred (the noise of Ropke and Pisinger).
BLUR = 0.4
LEAST_GAIN = 1e-9
# Of the time left after the first schedule; the rest is for the bound.
SHARE = 0.4

Rank = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class FoundSchedule:
    """The best schedule, and the days of all schedules tried, by agent, in a good order."""

    best: Schedule
    days: set[tuple[int, Tour]]


@dataclass(slots=True, eq=False)
class _Search:
    ground: Ground
    chance: np.random.Generator
    ordered: set[tuple[int, Tour]]
    best: Schedule
    best_rank: Rank


def find_schedule(ground: Ground, *, watch: Watch, seed: int, enough: Rank) -> FoundSchedule:
    """
    Return the best schedule found, and the days tried.

    Parameters
    ----------
    ground : Ground
    watch : Watch
    seed : int
        Same ground and seed give the same schedule when the search ends before the time.
    enough : (float, float)
        Missed visits and cost at which the search may stop at once.
    """
    first = _first_schedule(ground)
    _fill(first, list(range(len(ground.visit_minutes))), np.ones(ground.at_work.shape), watch)
    ordered: set[tuple[int, Tour]] = set()
    _put_in_order(first, ordered)
    search = _Search(ground, np.random.default_rng(seed), ordered, first, rank_of(first))
    with watch.sharing(SHARE):
        _improve(search, watch, enough)
    return FoundSchedule(search.best, search.ordered)


def rank_of(schedule: Schedule) -> Rank:
    """Return missed visits and cost: less is better, the visits first."""
    return round(schedule.missed(), 9), schedule.cost()


def _first_schedule(ground: Ground) -> Schedule:
    """Return the previous rounds as far as they can still be walked, or nothing yet."""
    schedule = empty_schedule(ground)
    for home, visits in ground.known.items():
        agents = sorted({agent for agent, _ in visits})
        kept = tuple(sorted(day for _, day in visits))
        if len(agents) == 1 and _may_stay(ground, home, agents[0], kept):
            schedule.put_in(home, agents[0], kept)
            if _is_too_long(schedule, agents[0], kept):
                schedule.take_out(home)
    return schedule


def _may_stay(ground: Ground, home: int, agent: int, days: tuple[int, ...]) -> bool:
    asked = ground.problem.homes[home]
    gaps = np.diff(days)
    furthest = np.inf if asked.gap_days_max is None else asked.gap_days_max
    return (
        agent in ground.agents_for(home)
        and len(days) <= asked.visits
        and bool((ground.at_work[agent, list(days)] & ground.welcome[home, list(days)]).all())
        and bool(((gaps >= asked.gap_days_min) & (gaps <= furthest)).all())
    )


def _is_too_long(schedule: Schedule, agent: int, days: tuple[int, ...]) -> bool:
    return bool((schedule.loads[agent, list(days)] > schedule.ground.limits[agent] + LEAST_GAIN).any())


def _improve(search: _Search, watch: Watch, enough: Rank) -> None:
    current, rank = search.best, search.best_rank
    stalled = 0
    for turn in range(TURNS_MAX):
        if watch.stopped or stalled >= STALLED_MAX or _is_enough(search.best_rank, enough):
            return
        other = current.copy()
        taken = _some_homes(search, other)
        for home in taken:
            other.take_out(home)
        _fill(other, taken, _blur(search), watch)
        tolerance = TOLERANCE * (1 - turn / TURNS_MAX)
        if _is_acceptable(rank_of(other), search.best_rank, tolerance + ORDER_MAY_SPARE):
            _put_in_order(other, search.ordered)
            if _is_acceptable(rank_of(other), search.best_rank, tolerance):
                current, rank = other, rank_of(other)
        stalled += 1
        if _is_better(rank, search.best_rank):
            search.best, search.best_rank, stalled = current, rank, 0
        watch.report("rounds", value=search.best_rank[1], bound=enough[1])


def _is_enough(rank: Rank, enough: Rank) -> bool:
    return rank[0] <= enough[0] + LEAST_GAIN and rank[1] <= enough[1]


def _is_better(rank: Rank, than: Rank) -> bool:
    return rank[0] < than[0] or (rank[0] == than[0] and rank[1] < than[1] - LEAST_GAIN)


def _is_acceptable(rank: Rank, best: Rank, tolerance: float) -> bool:
    return rank[0] < best[0] or (rank[0] == best[0] and rank[1] <= best[1] * (1 + tolerance))


def _some_homes(search: _Search, schedule: Schedule) -> list[int]:
    """Return homes to place anew: those near a home that is drawn, or drawn at random, and all that miss a visit."""
    homes = len(schedule.days_of)
    count = int(search.chance.integers(1, min(TAKEN_OUT_MAX, homes) + 1)) if homes else 0
    if not count:
        return []
    if search.chance.random() < 0.5:
        centre = int(search.chance.integers(homes)) + search.ground.agents
        near = np.argsort(search.ground.minutes[centre, search.ground.agents :], kind="stable")[: 2 * count]
        taken = search.chance.permutation(near)[:count]
    else:
        taken = search.chance.permutation(homes)[:count]
    wanting = [home for home, asked in enumerate(search.ground.problem.homes) if _misses(schedule, home, asked.visits)]
    together = np.array(list(dict.fromkeys([*wanting, *taken.tolist()])), np.int64)
    return [int(home) for home in search.chance.permutation(together)]


def _blur(search: _Search) -> Matrix:
    """Return factors on the prices of each day: half of the time all 1, else drawn, so that other days are tried."""
    width = BLUR if search.chance.random() < 0.5 else 0.0
    factors: Matrix = 1.0 + width * search.chance.uniform(-1.0, 1.0, search.ground.at_work.shape)
    return factors


def _misses(schedule: Schedule, home: int, visits: int) -> bool:
    return schedule.agent_of[home] == NOBODY or len(schedule.days_of[home]) < visits


def _fill(schedule: Schedule, homes: list[int], blur: Matrix, watch: Watch) -> None:
    """
    Put each home that nobody visits where it is best in turn, at prices blurred by factors (agents × days).

    When the time is over the rest stay without visits.
    """
    for home in homes:
        if watch.stopped:
            return
        if schedule.agent_of[home] == NOBODY and (choice := best_choice(schedule, home, blur)) is not None:
            schedule.put_in(home, choice.agent, choice.days)


def _put_in_order(schedule: Schedule, ordered: set[tuple[int, Tour]]) -> None:
    """Shorten each day whose homes are not known to be in a good order."""
    for agent, days in enumerate(schedule.tours):
        for day, tour in enumerate(days):
            if (agent, tour) not in ordered:
                better = shorter(schedule.ground, agent, tour)
                ordered.add((agent, better))
                if better != tour:
                    schedule.set_tour(agent, day, better)
