"""The one door to the planning engine: a problem in its file format goes in, checked rounds come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from twiza_planning.rounds.answer import RoundsPlan
from twiza_planning.rounds.answer_file import rounds_to_json
from twiza_planning.rounds.problem import Agent, Home, Round, RoundsProblem
from twiza_planning.rounds.read_rounds import rounds_problem_from

Report: TypeAlias = Callable[[float], None]
"""Told of the share (0-1) of the search's time that is used; what it raises ends the search."""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Rounds that passed the checks.

    `content` is a `twiza-rounds-answer/1`; `arrivals` are, for each of its rounds, the minutes from leaving to each
    home. `missed` says of each home with too few visits how many are missing and why: {home, visits, why, minutes}.
    """

    content: dict[str, Any]
    arrivals: list[list[float]]
    missed: list[dict[str, Any]]


def solve_rounds(problem: dict[str, Any], *, seconds: float, gap: float, seed: int, report: Report) -> Answer:
    """
    Return the best rounds found for a `twiza-rounds/1`, checked by code that did not make them.

    Raises whatever `report` raises, NotUnderstood for a problem out of format, and RoundsRefused, a defect of ours.
    """
    from twiza_planning.round_checks import confirm_rounds  # noqa: PLC0415 -- slow import
    from twiza_planning.rounds.solve import plan_rounds  # noqa: PLC0415 -- slow import

    def listen(progress: Any) -> bool:
        report(progress.share)
        return True

    asked = rounds_problem_from(problem)
    plan = confirm_rounds(asked, plan_rounds(asked, seconds=seconds, gap=gap, seed=seed, on_progress=listen))
    arrivals = [_arrivals(asked, walked.round) for walked in plan.rounds]
    return Answer(rounds_to_json(plan), arrivals, _missed(asked, plan))


def _arrivals(problem: RoundsProblem, walked: Round) -> list[float]:
    homes = {home.id: rank for rank, home in enumerate(problem.homes)}
    base = next(rank for rank, agent in enumerate(problem.agents) if agent.id == walked.agent)
    way = [base, *(len(problem.agents) + homes[name] for name in walked.homes)]
    minutes, arrivals = 0.0, []
    for name, (here, there) in zip(walked.homes, pairwise(way), strict=True):
        minutes += float(problem.minutes[here, there])
        arrivals.append(round(minutes, 1))
        minutes += problem.homes[homes[name]].visit_minutes
    return arrivals


def _missed(problem: RoundsProblem, plan: RoundsPlan) -> list[dict[str, Any]]:
    ranks = {home.id: rank for rank, home in enumerate(problem.homes)}
    return [
        {"home": one.home, "visits": one.visits, **_why_missed(problem, ranks[one.home])} for one in plan.missed_visits
    ]


def _why_missed(problem: RoundsProblem, rank: int) -> dict[str, Any]:
    """Return why visits of a home are missed: `far`, `days` (its days leave no more room) or `full`."""
    home = problem.homes[rank]
    agents = [(at, one) for at, one in enumerate(problem.agents) if home.agent in (None, one.id)]
    alone = {one.id: _there_and_back(problem, at, rank) for at, one in agents}
    near = [one for _, one in agents if alone[one.id] <= one.day_minutes]
    if not near:
        return {"why": "far", "minutes": round(min(alone.values(), default=0.0))}
    if max(_most_visits(problem, one, home) for one in near) < home.visits:
        return {"why": "days"}
    return {"why": "full"}


def _there_and_back(problem: RoundsProblem, agent: int, home: int) -> float:
    place = len(problem.agents) + home
    way = float(problem.minutes[agent, place]) + float(problem.minutes[place, agent])
    return way + problem.homes[home].visit_minutes


def _most_visits(problem: RoundsProblem, agent: Agent, home: Home) -> int:
    """Return how often an agent could visit a home, were it the only one: each time on the first day allowed."""
    many, last = 0, -home.gap_days_min
    for day in range(1, problem.days + 1):
        is_open = problem.works(agent, day) and (home.days is None or day in home.days)
        if is_open and day - last >= home.gap_days_min:
            many, last = many + 1, day
    return many
