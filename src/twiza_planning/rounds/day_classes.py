"""Days that are alike: of one agent, with the same homes open and the same visits of the rounds before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.rounds.schedule import Ground, Ints

# Past so many legs in all classes the days of an agent count as alike: every home is open that is on one of them.
LEGS_MAX = 500_000


@dataclass(frozen=True, slots=True, eq=False)
class DayClass:
    """
    Days of an agent that a bound need not tell apart.

    `homes` are those the agent may visit then; `known` says for each of them how many of the rounds before stand on
    these days, where changes have a price.
    """

    agent: int
    days: tuple[int, ...]
    homes: Ints
    known: Ints


def day_classes(ground: Ground) -> list[DayClass]:
    """Return every day at work in one class. Days that are merged may do more than they really can, never less."""
    open_to = np.array([_open_to(ground, agent) for agent in range(ground.agents)]).reshape(
        ground.agents, len(ground.visit_minutes)
    )
    classes = _grouped(ground, open_to, apart=True)
    legs = sum(len(one.homes) ** 2 for one in classes)
    return classes if legs <= LEGS_MAX else _grouped(ground, open_to, apart=False)


def _open_to(ground: Ground, agent: int) -> npt.NDArray[np.bool_]:
    name = ground.problem.agents[agent].id
    return np.array([home.agent in {None, name} and home.visits > 0 for home in ground.problem.homes], dtype=bool)


def _grouped(ground: Ground, open_to: npt.NDArray[np.bool_], *, apart: bool) -> list[DayClass]:
    known = _known_by_day(ground)
    groups: dict[tuple[int, bytes, bytes], list[int]] = defaultdict(list)
    for agent, day in np.argwhere(ground.at_work).tolist():
        likeness = (ground.welcome[:, day].tobytes(), known[agent, day].tobytes()) if apart else (b"", b"")
        groups[agent, *likeness].append(day)
    return [_class_of(ground, agent, days, open_to[agent], known) for (agent, *_), days in groups.items()]


def _class_of(
    ground: Ground, agent: int, days: list[int], open_to: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]
) -> DayClass:
    homes = np.flatnonzero(open_to & ground.welcome[:, days].any(axis=1))
    return DayClass(agent, tuple(days), homes, known[agent, days][:, homes].sum(axis=0))


def _known_by_day(ground: Ground) -> npt.NDArray[np.bool_]:
    """Return where the visits of the rounds before stand (agents × days × homes), nowhere if changes are free."""
    known = np.zeros((*ground.at_work.shape, len(ground.visit_minutes)), dtype=bool)
    if ground.problem.change_price > 0:
        for home, visits in ground.known.items():
            for agent, day in visits:
                known[agent, day, home] = True
    return known
