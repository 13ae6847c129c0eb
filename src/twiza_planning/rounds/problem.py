"""
Whom each agent visits on each day (`twiza-rounds/1`).

Positions are degrees, durations minutes, days whole numbers from 1. A value that makes no sense raises ValueError when
the object is made.
"""

from __future__ import annotations

from dataclasses import dataclass

from twiza_planning.caravans.problem import (
    Lengths,
    refuse_empty_id,
    refuse_negative,
    refuse_off_earth,
    refuse_repeated,
    refuse_unknown,
)


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who visits homes on foot or otherwise, from one place and back. `days` None is every day."""

    id: str
    day_minutes: float
    lat: float | None = None
    lon: float | None = None
    days: frozenset[int] | None = None

    def __post_init__(self) -> None:
        refuse_empty_id(self.id, "agent")
        refuse_negative("day_minutes", self.day_minutes)
        refuse_off_earth(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Home:
    """
    A home to visit `visits` times in the horizon, always by the same agent.

    Two visits in a row are at least `gap_days_min` days apart and, where it is given, at most `gap_days_max`. `agent`
    None is whoever is best; `days` None is every day. A missed visit counts `priority`.
    """

    id: str
    visit_minutes: float
    visits: int = 1
    gap_days_min: int = 1
    gap_days_max: int | None = None
    lat: float | None = None
    lon: float | None = None
    days: frozenset[int] | None = None
    agent: str | None = None
    priority: float = 1.0

    def __post_init__(self) -> None:
        refuse_empty_id(self.id, "home")
        refuse_negative("visit_minutes, visits or priority", self.visit_minutes, self.visits, self.priority)
        if self.priority == 0:
            raise ValueError("A priority of 0 not understood: leave the home out.")
        if self.gap_days_min < 1:
            raise ValueError("gap_days_min below 1 not understood: a home is visited once a day at most.")
        if self.gap_days_max is not None and self.gap_days_max < self.gap_days_min:
            raise ValueError("gap_days_max below gap_days_min not understood.")
        refuse_off_earth(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Round:
    """One agent, one day, homes in order. Whether it is allowed is for the checks to tell."""

    agent: str
    day: int
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RoundsProblem:
    """
    A horizon of home visits to plan.

    `minutes` has the agents' places in order, then the homes; `absences` are (agent id, day). What a plan costs is
    its walking minutes, plus `balance` × its unevenness in minutes, plus `change_price` for each (agent, day, home) of
    `previous` dropped or added.
    """

    days: int
    agents: tuple[Agent, ...]
    homes: tuple[Home, ...]
    minutes: Lengths
    absences: frozenset[tuple[str, int]] = frozenset()
    balance: float = 1.0
    previous: tuple[Round, ...] | None = None
    change_price: float = 0.0

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("A horizon of less than one day not understood.")
        refuse_negative("balance or change_price", self.balance, self.change_price)
        refuse_repeated("agent", (agent.id for agent in self.agents))
        refuse_repeated("home", (home.id for home in self.homes))
        side = len(self.agents) + len(self.homes)
        if self.minutes.shape != (side, side):
            raise ValueError("Minutes of another side than agents and homes not understood.")
        _refuse_unknown_names(self)
        _refuse_wrong_days(self)

    def works(self, agent: Agent, day: int) -> bool:
        """Return whether an agent is at work on a day."""
        return (agent.days is None or day in agent.days) and (agent.id, day) not in self.absences


def _refuse_unknown_names(problem: RoundsProblem) -> None:
    agents, homes = {agent.id for agent in problem.agents}, {home.id for home in problem.homes}
    refuse_unknown("agent", (agent for agent, _ in problem.absences), agents)
    refuse_unknown("agent", (home.agent for home in problem.homes if home.agent is not None), agents)
    for walked in problem.previous or ():
        refuse_unknown("agent", [walked.agent], agents)
        refuse_unknown("home", walked.homes, homes)


def _refuse_wrong_days(problem: RoundsProblem) -> None:
    named = {day for agent in problem.agents for day in agent.days or ()}
    named |= {day for home in problem.homes for day in home.days or ()}
    named |= {day for _, day in problem.absences} | {walked.day for walked in problem.previous or ()}
    if not all(1 <= day <= problem.days for day in named):
        raise ValueError("A day out of the horizon not understood.")
