"""
What no plan of rounds can do better.

Every visit is reached by one leg and left by another: half of each leg belongs to the visit. So no plan walks less
than the sum over its visits of half the two least legs of their home, and half the two least legs at the agent's
place for each day that work must fill.
"""

from __future__ import annotations

from math import ceil

import numpy as np
from scipy.sparse.csgraph import csgraph_from_dense, dijkstra

from twiza_planning.caravans.problem import Matrix
from twiza_planning.rounds.schedule import Ground, Ints

ROUNDING = 1e-9


def least_missed(ground: Ground) -> float:
    """Return what every plan misses: visits for which there are not days enough, or not minutes enough."""
    ways = _there_and_back(ground)
    days = [_days_open(ground, home, ways) for home in range(len(ground.visit_minutes))]
    homes = ground.problem.homes
    hopeless = sum(
        home.priority * max(0, home.visits - open_days) for home, open_days in zip(homes, days, strict=True)
    )
    return max(hopeless, _missed_for_want_of_minutes(ground))


def least_walking(ground: Ground, *, missed: float) -> float:
    """Return minutes that every plan walks, if it misses visits of no more than this priority."""
    halves = half_legs(ground)
    priorities = np.array([home.priority for home in ground.problem.homes])
    counts = np.array([home.visits for home in ground.problem.homes])
    if missed > 0:
        # Whatever is missed may be the farthest.
        spared = _spared(halves, priorities, counts, missed)
        return max(0.0, float((halves * counts).sum()) - spared)
    return float((halves * counts).sum()) + _tours_needed(ground) * _least_half_at_bases(ground)


def half_legs(ground: Ground) -> Matrix:
    """Return for each home half the sum of its two least legs: to other homes, or to and from an agent's place."""
    homes = np.arange(len(ground.visit_minutes)) + ground.agents
    legs = np.minimum(ground.minutes, ground.minutes.T)[homes].copy()
    legs[np.arange(len(homes)), homes] = np.inf
    # An agent's place may stand on both sides of a home that is alone in its round.
    both = np.hstack([legs, legs[:, : ground.agents]])
    if both.shape[1] < 2 or not len(homes):
        return np.zeros(len(homes))
    halves: Matrix = np.partition(both, 1, axis=1)[:, :2].sum(axis=1) / 2
    return halves


def _days_open(ground: Ground, home: int, there_and_back: Matrix) -> int:
    """Return the most visits that the days of a home and of one agent allow, whatever else they do."""
    asked = ground.problem.homes[home]
    most = 0
    for agent in ground.agents_for(home):
        if there_and_back[agent, home] + asked.visit_minutes <= ground.limits[agent] + ROUNDING:
            days = np.flatnonzero(ground.at_work[agent] & ground.welcome[home])
            most = max(most, _most_apart(days, asked.gap_days_min))
    return min(most, asked.visits)


def _there_and_back(ground: Ground) -> Matrix:
    """Return the least minutes from each agent to each home and back, through whatever other places."""
    sources = range(ground.agents)
    if not ground.agents:
        return np.zeros((0, len(ground.visit_minutes)))
    there = dijkstra(csgraph_from_dense(ground.minutes, null_value=np.inf), indices=sources)
    back = dijkstra(csgraph_from_dense(ground.minutes.T, null_value=np.inf), indices=sources)
    both: Matrix = (there + back)[:, ground.agents :]
    return both


def _most_apart(days: Ints, gap: int) -> int:
    count, free_from = 0, 0
    for day in days:
        if day >= free_from:
            count, free_from = count + 1, int(day) + gap
    return count


def _missed_for_want_of_minutes(ground: Ground) -> float:
    """Return the priority missed when all visits share all the minutes, parts of visits allowed."""
    room = float((ground.limits[:, None] * ground.at_work).sum())
    homes = ground.problem.homes
    needs = half_legs(ground) + ground.visit_minutes
    order = sorted(range(len(homes)), key=lambda home: -homes[home].priority / max(float(needs[home]), ROUNDING))
    missed = 0.0
    for home in order:
        wanted = needs[home] * homes[home].visits
        share = 1.0 if wanted <= room else room / wanted
        room -= share * wanted
        missed += (1.0 - share) * homes[home].visits * homes[home].priority
    return missed if missed > ROUNDING else 0.0


def _spared(halves: Matrix, priorities: Matrix, counts: Matrix, missed: float) -> float:
    """Return the most walking that missing visits of this priority in all can spare, parts of visits allowed."""
    spared, left = 0.0, missed
    for home in np.argsort(-halves / priorities, kind="stable"):
        share = min(float(counts[home]), left / priorities[home])
        spared, left = spared + share * float(halves[home]), left - share * float(priorities[home])
    return spared


def _tours_needed(ground: Ground) -> int:
    """Return how many days somebody must walk at least for all visits."""
    counts = np.array([home.visits for home in ground.problem.homes])
    longest = float(ground.limits.max(initial=0.0))
    work = float(((half_legs(ground) + ground.visit_minutes) * counts).sum())
    return 0 if longest <= 0 else ceil(work / longest - ROUNDING)


def _least_half_at_bases(ground: Ground) -> float:
    """Return the least that the two legs at an agent's place leave to it: half of each."""
    legs = np.minimum(ground.minutes, ground.minutes.T)[: ground.agents, ground.agents :]
    return float(legs.min()) if legs.size else 0.0
