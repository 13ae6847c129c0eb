"""
What is to be done for the children of some households from a day on: tasks, the most pressing household first.

The rules say what is due and how soon (`visit_schedule`, `danger_signs`, vaccines), not which task comes before which:
the order of `TaskKind` is a proposal, to be validated. Server and devices replay the same cases: `tasks_cases.json`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

ILL = frozenset({"AL1", "AL2"})
"""Alerts of an ill child: a danger sign, severe malnutrition or oedema."""
HOURS_OF_A_DAY = 24
FOLLOW_UP_HOURS = 24
"""AL1: a follow-up visit within 24 h, also where the level says at once."""


class TaskKind(StrEnum):
    """What a task is, from the most pressing on."""

    ALERT = "alert"
    FOLLOW_UP = "follow_up"
    LATE_VISIT = "late_visit"
    SIBLING = "sibling"
    DUE_VISIT = "due_visit"
    FIRST_VISIT = "first_visit"
    VACCINES = "vaccines"


BY_RISK = frozenset({TaskKind.LATE_VISIT, TaskKind.DUE_VISIT})
"""Tasks ordered by risk class before the day; the others by the day first."""
RANK = {kind: rank for rank, kind in enumerate(TaskKind)}


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert that nobody answered; `due_on` None where no rule says until when."""

    code: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class DangerSeen:
    """Danger found at a visit that none followed yet, and within how many hours its level asks for care."""

    on: dt.date
    delay_hours: int


@dataclass(frozen=True, slots=True)
class LateDose:
    """A dose that is late or was missed, since the day it was due."""

    dose: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class ChildToDo:
    """
    A child as her tasks ask about her.

    `risk_factor` is that of her class in `visit_schedule`; a child who is not followed yet was never visited. Where
    visits are not agreed to, only her alerts wait: nobody goes there.
    """

    child: str
    household: str
    is_agreed: bool = True
    is_followed: bool = True
    risk_factor: float = 0.0
    alerts: tuple[OpenAlert, ...] = ()
    danger: DangerSeen | None = None
    visit_due_on: dt.date | None = None
    late_doses: tuple[LateDose, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for a child; `about` is its reason: an alert's code, doses, or the children who are ill."""

    child: str
    kind: TaskKind
    due_on: dt.date | None
    about: tuple[str, ...] = ()
    risk_factor: float = 0.0


@dataclass(frozen=True, slots=True)
class HouseholdTasks:
    """The tasks of one household, done on one way, the most pressing first."""

    household: str
    tasks: tuple[Task, ...]


def household_tasks(children: Iterable[ChildToDo], *, on: dt.date, until: dt.date) -> tuple[HouseholdTasks, ...]:
    """Return what is to be done up to a day, household by household, by the most pressing task of each."""
    homes: dict[str, list[ChildToDo]] = defaultdict(list)
    for child in children:
        homes[child.household].append(child)
    found = (HouseholdTasks(code, tasks_of_home(living, on, until)) for code, living in homes.items())
    return in_order(one for one in found if one.tasks)


def late_only(homes: Iterable[HouseholdTasks], *, on: dt.date) -> tuple[HouseholdTasks, ...]:
    """Return the tasks whose day is over, in the same order."""
    late = (
        replace(home, tasks=tuple(one for one in home.tasks if one.due_on is not None and one.due_on < on))
        for home in homes
    )
    return in_order(home for home in late if home.tasks)


def in_order(homes: Iterable[HouseholdTasks]) -> tuple[HouseholdTasks, ...]:
    """Return households by their most pressing task."""
    return tuple(sorted(homes, key=lambda home: (pressing(home.tasks[0]), home.household)))


def tasks_of_home(living: Sequence[ChildToDo], on: dt.date, until: dt.date) -> tuple[Task, ...]:
    """Return the tasks of the children of one household up to a day; siblings of an ill child come along."""
    ill = sorted(child.child for child in living if is_ill(child))
    found = [task for child in living for task in tasks_of_child(child, ill, on)]
    return tuple(sorted((one for one in found if one.due_on is None or one.due_on <= until), key=pressing))


def tasks_of_child(child: ChildToDo, ill: Sequence[str], on: dt.date) -> Iterator[Task]:
    """Yield every task of a child: her alerts, one visit, her vaccines."""
    for alert in child.alerts:
        yield Task(child.child, TaskKind.ALERT, alert.due_on, (alert.code,), child.risk_factor)
    if not child.is_agreed:
        return
    visit = visit_of(child, tuple(one for one in ill if one != child.child), on)
    if visit is not None:
        yield replace(visit, risk_factor=child.risk_factor)
    if child.late_doses:
        since = min(one.due_on for one in child.late_doses)
        doses = tuple(one.dose for one in child.late_doses)
        yield Task(child.child, TaskKind.VACCINES, since, doses, child.risk_factor)


def visit_of(child: ChildToDo, ill: tuple[str, ...], on: dt.date) -> Task | None:
    """Return the one visit to make to a child, for its most pressing reason; None when none is known."""
    due_on = child.visit_due_on
    if child.danger is not None:
        return Task(child.child, TaskKind.FOLLOW_UP, follow_up_on(child.danger), (child.danger.on.isoformat(),))
    if due_on is not None and due_on < on:
        return Task(child.child, TaskKind.LATE_VISIT, due_on)
    if ill and due_on != on:
        return Task(child.child, TaskKind.SIBLING, on, ill)
    if due_on is not None:
        return Task(child.child, TaskKind.DUE_VISIT, due_on)
    return None if child.is_followed else Task(child.child, TaskKind.FIRST_VISIT, None)


def follow_up_on(danger: DangerSeen) -> dt.date:
    """Return the last day on which a child in danger is to be seen again."""
    hours = max(danger.delay_hours, FOLLOW_UP_HOURS)
    return danger.on + dt.timedelta(days=-(-hours // HOURS_OF_A_DAY))


def is_ill(child: ChildToDo) -> bool:
    """Return whether a child is ill as far as anybody knows."""
    return child.danger is not None or any(alert.code in ILL for alert in child.alerts)


def pressing(task: Task) -> tuple[int, float, float, str, tuple[str, ...]]:
    """Return the key that orders tasks; what no rule gives a day comes after what has one."""
    day = float((task.due_on or dt.date.max).toordinal())
    first, second = (-task.risk_factor, day) if task.kind in BY_RISK else (day, -task.risk_factor)
    return RANK[task.kind], first, second, task.child, task.about
