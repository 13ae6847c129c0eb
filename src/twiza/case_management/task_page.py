"""What the page of tasks shows: household by household, what to do for whom, since when and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from twiza.case_management.child_health.tasks import HouseholdTasks, Task, TaskKind, household_tasks, late_only
from twiza.case_management.child_words import alert_said, risk_said
from twiza.case_management.queries.child_tasks import Waiting
from twiza.households.models import Household, Person
from twiza.households.wording import ISOLATED

WEEK = dt.timedelta(days=6)
"""From today to the same day of next week, which is left out."""
KIND_WORDS: Mapping[TaskKind, Promise] = {
    TaskKind.ALERT: gettext_lazy("Alert without answer"),
    TaskKind.FOLLOW_UP: gettext_lazy("Visit after a danger sign"),
    TaskKind.LATE_VISIT: gettext_lazy("Late visit"),
    TaskKind.SIBLING: gettext_lazy("Child of the same home"),
    TaskKind.DUE_VISIT: gettext_lazy("Planned visit"),
    TaskKind.FIRST_VISIT: gettext_lazy("First visit"),
    TaskKind.VACCINES: gettext_lazy("Vaccines to catch up"),
}
KIND_BADGES: Mapping[TaskKind, str] = {
    TaskKind.ALERT: "badge-bad",
    TaskKind.FOLLOW_UP: "badge-bad",
    TaskKind.LATE_VISIT: "badge-attention",
    TaskKind.SIBLING: "badge-attention",
}
PERIODS = [
    ("", pgettext_lazy("tasks", "Today")),
    ("week", pgettext_lazy("tasks", "This week")),
    ("late", pgettext_lazy("tasks", "Late only")),
]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as a line shows it."""

    task: Task
    child: Person
    words: Promise
    badge: str
    reason: str


@dataclass(frozen=True, slots=True)
class HomeLines:
    """The tasks of one household, with where it is."""

    household: Household
    lines: list[TaskLine]


def tasks_asked(waiting: Waiting, period: str, on: dt.date) -> Sequence[HouseholdTasks]:
    """Return the tasks of today, of the week that begins, or those whose day is over."""
    homes = household_tasks(waiting.to_do, on=on, until=on + WEEK if period == "week" else on)
    return late_only(homes, on=on) if period == "late" else homes


def home_lines(home: HouseholdTasks, waiting: Waiting) -> HomeLines:
    """Return the tasks of one household in words."""
    return HomeLines(waiting.households[home.household], [task_line(one, waiting) for one in home.tasks])


def task_line(task: Task, waiting: Waiting) -> TaskLine:
    """Return one task in words."""
    child = waiting.children[task.child]
    return TaskLine(task, child, KIND_WORDS[task.kind], KIND_BADGES.get(task.kind, ""), reason_of(task, waiting))


def reason_of(task: Task, waiting: Waiting) -> str:
    """Return why a task is to be done."""
    said = {
        "day": day_said(task.due_on),
        "about": ISOLATED.format(" · ".join(task.about)),
        "risk": risk_of(task, waiting),
    }
    match task.kind:
        case TaskKind.ALERT:
            return alert_said(task.about[0])
        case TaskKind.FOLLOW_UP:
            said["day"] = day_said(dt.date.fromisoformat(task.about[0]))
            return _("A danger sign was found on %(day)s, and nobody saw the child since.") % said
        case TaskKind.LATE_VISIT:
            return _("A visit was planned for %(day)s. Class: %(risk)s") % said
        case TaskKind.DUE_VISIT:
            return _("A visit is planned for %(day)s. Class: %(risk)s") % said
        case TaskKind.SIBLING:
            said["about"] = " · ".join(ISOLATED.format(waiting.children[one].name) for one in task.about)
            return _("Ill in the same household: %(about)s. See this child on the same way.") % said
        case TaskKind.FIRST_VISIT:
            return _("Visits were agreed to, and none was made yet.")
        case TaskKind.VACCINES:
            return _("Late or missed: %(about)s") % said


def day_said(day: dt.date | None) -> str:
    """Return a day in words; empty for none."""
    return date_format(day, "DATE_FORMAT") if day else ""


def risk_of(task: Task, waiting: Waiting) -> str:
    """Return the risk class of a child in the schedule's words; a dash for one not followed yet."""
    follow, rules = getattr(waiting.children[task.child], "follow", None), waiting.rules[task.child]
    return risk_said(rules.content(rules.schedule), follow.risk) if follow else "–"
