"""
Are these rounds allowed, and what do they cost?

Written apart from what makes rounds, and used on every plan of rounds before it is shown.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twiza_planning.rounds.answer import RoundsPlan
from twiza_planning.rounds.problem import Home, Round, RoundsProblem

TOLERANCE = 1e-6


class RoundsRefused(RuntimeError):
    """Rounds of ours that our own checks do not agree with."""


@dataclass(frozen=True, slots=True)
class RoundsVerdict:
    """What the checks say: one sentence for each rule broken and each wrong figure, and the figures recomputed."""

    broken: tuple[str, ...]
    missed: float
    walking: float
    unevenness: float
    change: float | None
    cost: float

    @property
    def feasible(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


def check_rounds(problem: RoundsProblem, rounds: Sequence[Round], stated: Mapping[str, float]) -> RoundsVerdict:
    """Return whether rounds keep every rule and the figures stated are right to 1e-6, relative above 1."""
    broken = list(_unknown_names(problem, rounds))
    known = [walked for walked in rounds if not list(_unknown_names(problem, [walked]))]
    broken += [*_broken_days(problem, known), *_broken_visits(problem, known)]
    figures = _figures(problem, known)
    if not broken:
        broken += _wrong_figures(figures, stated)
    return RoundsVerdict(
        tuple(broken),
        missed=figures["missed"],
        walking=figures["walking"],
        unevenness=figures["unevenness"],
        change=figures.get("change"),
        cost=figures["cost"],
    )


def confirm_rounds(problem: RoundsProblem, plan: RoundsPlan) -> RoundsPlan:
    """Return the plan that was made, once the checks agree with it. Raises RoundsRefused, which is a bug of ours."""
    stated = {name: getattr(plan, name) for name in ("missed", "walking", "unevenness", "cost", "bound", "gap")}
    if plan.change is not None:
        stated["change"] = plan.change
    verdict = check_rounds(problem, [walked.round for walked in plan.rounds], stated)
    if not verdict.feasible:
        raise RoundsRefused(" ".join(verdict.broken))
    return plan


def _unknown_names(problem: RoundsProblem, rounds: Sequence[Round]) -> Iterator[str]:
    agents, homes = {agent.id for agent in problem.agents}, {home.id for home in problem.homes}
    for walked in rounds:
        if walked.agent not in agents:
            yield f"Day {walked.day}: there is no agent {walked.agent}."
        for name in walked.homes:
            if name not in homes:
                yield f"{_said(walked)}: there is no home {name}."


def _said(walked: Round) -> str:
    return f"Agent {walked.agent}, day {walked.day}"


def _broken_days(problem: RoundsProblem, rounds: Sequence[Round]) -> Iterator[str]:
    agents = {agent.id: agent for agent in problem.agents}
    for (name, day), count in Counter((walked.agent, walked.day) for walked in rounds).items():
        if count > 1:
            yield f"Agent {name}, day {day}: {count} rounds on one day."
    for walked in rounds:
        agent = agents[walked.agent]
        if not walked.homes:
            yield f"{_said(walked)}: a round without homes."
        if not 1 <= walked.day <= problem.days:
            yield f"{_said(walked)}: outside the horizon of {problem.days} days."
        elif (walked.agent, walked.day) in problem.absences:
            yield f"{_said(walked)}: the agent is absent."
        elif agent.days is not None and walked.day not in agent.days:
            yield f"{_said(walked)}: the agent does not work that day."
        minutes = _walking(problem, walked) + _visiting(problem, walked)
        if minutes > agent.day_minutes + TOLERANCE * max(1.0, agent.day_minutes):
            yield f"{_said(walked)}: {minutes:.1f} minutes, above day_minutes, {agent.day_minutes:g}."


def _broken_visits(problem: RoundsProblem, rounds: Sequence[Round]) -> Iterator[str]:
    made: dict[str, list[Round]] = defaultdict(list)
    for walked in rounds:
        for name in walked.homes:
            made[name].append(walked)
    for home in problem.homes:
        visits = sorted(made[home.id], key=lambda walked: walked.day)
        yield from _broken_agents(home, visits)
        yield from _broken_rhythm(home, [walked.day for walked in visits])


def _broken_agents(home: Home, visits: Sequence[Round]) -> Iterator[str]:
    agents = sorted({walked.agent for walked in visits})
    if len(agents) > 1:
        yield f"Home {home.id}: visited by several agents ({', '.join(agents)})."
    if home.agent is not None and agents and agents != [home.agent]:
        yield f"Home {home.id}: its agent is {home.agent}."


def _broken_rhythm(home: Home, days: Sequence[int]) -> Iterator[str]:
    if len(days) > home.visits:
        yield f"Home {home.id}: {len(days)} visits, above {home.visits}."
    for day in days:
        if home.days is not None and day not in home.days:
            yield f"Home {home.id}: visited on day {day}, which is not one of its days."
    for before, after in pairwise(days):
        if after - before < home.gap_days_min:
            yield f"Home {home.id}: visits on days {before} and {after}, less than {home.gap_days_min} days apart."
        if home.gap_days_max is not None and after - before > home.gap_days_max:
            yield f"Home {home.id}: visits on days {before} and {after}, more than {home.gap_days_max} days apart."


def _figures(problem: RoundsProblem, rounds: Sequence[Round]) -> dict[str, float]:
    visits = Counter(name for walked in rounds for name in walked.homes)
    walking = math.fsum(_walking(problem, walked) for walked in rounds)
    figures = {
        "missed": math.fsum(home.priority * max(0, home.visits - visits[home.id]) for home in problem.homes),
        "walking": walking,
        "unevenness": _unevenness(problem, rounds),
    }
    if problem.previous is not None:
        figures["change"] = problem.change_price * len(_visits_of(rounds) ^ _visits_of(problem.previous))
    cost = walking + problem.balance * figures["unevenness"] + figures.get("change", 0.0)
    return figures | {"cost": cost}


def _visits_of(rounds: Sequence[Round]) -> set[tuple[str, int, str]]:
    return {(walked.agent, walked.day, name) for walked in rounds for name in walked.homes}


def _walking(problem: RoundsProblem, walked: Round) -> float:
    nodes = {home.id: rank for rank, home in enumerate(problem.homes, start=len(problem.agents))}
    base = next(rank for rank, agent in enumerate(problem.agents) if agent.id == walked.agent)
    way = [base, *(nodes[name] for name in walked.homes), base]
    return math.fsum(float(problem.minutes[here, there]) for here, there in pairwise(way))


def _visiting(problem: RoundsProblem, walked: Round) -> float:
    stays = {home.id: home.visit_minutes for home in problem.homes}
    return math.fsum(stays[name] for name in walked.homes)


def _unevenness(problem: RoundsProblem, rounds: Sequence[Round]) -> float:
    filled = {(walked.agent, walked.day): _walking(problem, walked) + _visiting(problem, walked) for walked in rounds}
    squares, minutes, whole = [], [], []
    for agent in problem.agents:
        for day in range(1, problem.days + 1):
            if problem.works(agent, day) and agent.day_minutes > 0:
                load = filled.get((agent.id, day), 0.0)
                squares.append(load**2 / agent.day_minutes)
                minutes.append(load)
                whole.append(agent.day_minutes)
    if not whole:
        return 0.0
    return max(0.0, math.fsum(squares) - math.fsum(minutes) ** 2 / math.fsum(whole))


def _wrong_figures(figures: Mapping[str, float], stated: Mapping[str, float]) -> Iterator[str]:
    for name, value in figures.items():
        if name in stated and abs(stated[name] - value) > TOLERANCE * max(1.0, abs(value)):
            yield f"{name}: {stated[name]:.10g} is stated, {value:.10g} is right."
    cost = figures["cost"]
    if "bound" in stated and stated["bound"] > cost + TOLERANCE * max(1.0, cost):
        yield f"bound: {stated['bound']:.10g} is stated, above the cost, {cost:.10g}."
    if "bound" in stated and "gap" in stated:
        gap = (cost - stated["bound"]) / cost if cost > 0 else 0.0
        if abs(gap - stated["gap"]) > TOLERANCE:
            yield f"gap: {stated['gap']:.10g} is stated, {gap:.10g} is right."
