"""A schedule in the making: whom each agent visits on each day, changed home by home."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Matrix
from twiza_planning.rounds.problem import RoundsProblem

Ints = npt.NDArray[np.int64]
Tour = tuple[int, ...]
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """
    A problem as numbers: agents first, then homes; days from 0.

    `legs` are the `minutes` as lists, quicker for the few places of one day. `at_work` is agents × days, `welcome`
    homes × days, `known` the (agent, day) of each home's previous visits.
    """

    problem: RoundsProblem
    minutes: Matrix
    legs: list[list[float]]
    visit_minutes: Matrix
    limits: Matrix
    at_work: npt.NDArray[np.bool_]
    welcome: npt.NDArray[np.bool_]
    known: dict[int, frozenset[tuple[int, int]]]

    @property
    def agents(self) -> int:
        """How many agents there are; the node of a home is this plus its rank."""
        return len(self.limits)

    def agents_for(self, home: int) -> list[int]:
        """Return who may visit a home."""
        fixed = self.problem.homes[home].agent
        return [rank for rank, agent in enumerate(self.problem.agents) if fixed in {None, agent.id}]

    def walking(self, agent: int, tour: Tour) -> float:
        """Return the minutes on the way of one day."""
        if not tour:
            return 0.0
        nodes = (agent, *(self.agents + home for home in tour), agent)
        return sum(self.legs[here][there] for here, there in pairwise(nodes))


def ground_of(problem: RoundsProblem) -> Ground:
    """Return a problem as numbers."""
    days, side = range(1, problem.days + 1), np.arange(len(problem.agents) + len(problem.homes))
    ranks = {agent.id: rank for rank, agent in enumerate(problem.agents)}
    known: dict[int, set[tuple[int, int]]] = {home: set() for home in range(len(problem.homes))}
    numbers = {home.id: number for number, home in enumerate(problem.homes)}
    for walked in problem.previous or ():
        for home in walked.homes:
            known[numbers[home]].add((ranks[walked.agent], walked.day - 1))
    minutes = np.asarray(problem.minutes[np.ix_(side, side)])
    return Ground(
        problem=problem,
        minutes=minutes,
        legs=minutes.tolist(),
        visit_minutes=np.array([home.visit_minutes for home in problem.homes]),
        limits=np.array([agent.day_minutes for agent in problem.agents]),
        at_work=_by_day([[problem.works(agent, day) for day in days] for agent in problem.agents], problem.days),
        welcome=_by_day(
            [[home.days is None or day in home.days for day in days] for home in problem.homes], problem.days
        ),
        known={home: frozenset(visits) for home, visits in known.items()},
    )


def _by_day(rows: list[list[bool]], days: int) -> npt.NDArray[np.bool_]:
    return np.array(rows, dtype=bool).reshape(len(rows), days)


@dataclass(slots=True, eq=False)
class Schedule:
    """Tours by agent and day, the minutes of each (on the way; and in all), and by home who comes when."""

    ground: Ground
    tours: list[list[Tour]]
    walking: Matrix
    loads: Matrix
    agent_of: list[int]
    days_of: list[tuple[int, ...]]

    def copy(self) -> Schedule:
        """Return a schedule that changes apart from this one."""
        tours = [list(days) for days in self.tours]
        return Schedule(
            self.ground, tours, self.walking.copy(), self.loads.copy(), list(self.agent_of), list(self.days_of)
        )

    def set_tour(self, agent: int, day: int, tour: Tour) -> None:
        """Let an agent's day be this."""
        self.tours[agent][day] = tour
        self.walking[agent, day] = self.ground.walking(agent, tour)
        self.loads[agent, day] = self.walking[agent, day] + sum(self.ground.visit_minutes[home] for home in tour)

    def take_out(self, home: int) -> None:
        """Visit a home no more."""
        agent = self.agent_of[home]
        for day in self.days_of[home]:
            self.set_tour(agent, day, tuple(other for other in self.tours[agent][day] if other != home))
        self.agent_of[home], self.days_of[home] = NOBODY, ()

    def put_in(self, home: int, agent: int, days: tuple[int, ...]) -> None:
        """Visit a home on some days, each time where it lengthens the way least."""
        for day in days:
            tour = self.tours[agent][day]
            longer = detours(self.ground, agent, tour, home)
            place = longer.index(min(longer))
            self.set_tour(agent, day, (*tour[:place], home, *tour[place:]))
        self.agent_of[home], self.days_of[home] = agent, days

    def missed(self) -> float:
        """Return the visits missed, each counting its home's priority."""
        homes = self.ground.problem.homes
        return sum(home.priority * (home.visits - len(days)) for home, days in zip(homes, self.days_of, strict=True))

    def changes(self) -> int:
        """Return how many visits of the previous rounds are dropped or added."""
        if self.ground.problem.previous is None:
            return 0
        made = (
            frozenset((agent, day) for day in days) for agent, days in zip(self.agent_of, self.days_of, strict=True)
        )
        return sum(len(self.ground.known[home] ^ visits) for home, visits in enumerate(made))

    def cost(self) -> float:
        """Return what this schedule costs, missed visits apart."""
        problem = self.ground.problem
        uneven = unevenness(self.loads, self.ground.limits, self.ground.at_work)
        return float(self.walking.sum()) + problem.balance * uneven + problem.change_price * self.changes()


def empty_schedule(ground: Ground) -> Schedule:
    """Return the schedule on which nobody is visited."""
    agents, days = ground.at_work.shape
    homes = len(ground.visit_minutes)
    empty: list[list[Tour]] = [[()] * days for _ in range(agents)]
    nothing = np.zeros((agents, days))
    return Schedule(ground, empty, nothing, nothing.copy(), [NOBODY] * homes, [()] * homes)


def detours(ground: Ground, agent: int, tour: Tour, home: int) -> list[float]:
    """Return by how many minutes each place in a tour lengthens it when a home is put there."""
    nodes, node, legs = (agent, *(ground.agents + other for other in tour), agent), ground.agents + home, ground.legs
    if not tour:
        return [legs[agent][node] + legs[node][agent]]
    return [legs[here][node] + legs[node][there] - legs[here][there] for here, there in pairwise(nodes)]


def unevenness(loads: Matrix, limits: Matrix, at_work: npt.NDArray[np.bool_]) -> float:
    """Return Σ minutes² / day_minutes - (Σ minutes)² / Σ day_minutes over the days at work, in minutes."""
    usable = at_work & (limits > 0)[:, None]
    if not usable.any():
        return 0.0
    whole = np.broadcast_to(limits[:, None], loads.shape)[usable]
    filled = loads[usable]
    return float(max(0.0, (filled**2 / whole).sum() - filled.sum() ** 2 / whole.sum()))
