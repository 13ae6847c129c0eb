"""What the pages of supervisions show: the reasons to accompany an agent, and what was written item by item."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import Actor
from twiza.case_management.child_words import ALERT_WORDS
from twiza.case_management.models import Seen, SupervisionMark, SupervisionRecord
from twiza.case_management.queries.whom_to_supervise import (
    AgentNeed,
    alerts_past_delay,
    late_children,
    recent_visits,
)
from twiza.case_management.supervision_checklist import items_of
from twiza.case_management.templatetags.children import measures_said
from twiza.core.names import name_in
from twiza.households.models import Person
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import is_in_force


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to accompany an agent, in words, with the address of the records behind it."""

    said: str
    url: str


def reasons_of(need: AgentNeed) -> list[Reason]:
    """Return why an agent needs company, in the order that counts; none where nothing speaks for it."""
    counted = (
        ("alerts", need.alerts, alerts_said),
        ("late", need.late, late_said),
        ("flags", need.flags, flags_said),
    )
    return [Reason(say(number), address_of(code, need.agent.pk)) for code, number, say in counted if number]


def order_said() -> str:
    """Return by which rule the agents stand in their order."""
    return gettext(
        "First who has most alerts past their delay, then most late visits, then most records pointed out by "
        "data quality; then who was never accompanied or longest ago. No score is made of them."
    )


def alerts_said(many: int) -> str:
    """Return how many alerts wait, in words."""
    said = ngettext("%(count)d alert past its delay", "%(count)d alerts past their delay", many)
    return said % {"count": many}


def late_said(many: int) -> str:
    """Return how many visits are late, in words."""
    said = ngettext("%(count)d child whose visit is late", "%(count)d children whose visit is late", many)
    return said % {"count": many}


def flags_said(many: int) -> str:
    """Return how many records are pointed out, in words."""
    said = ngettext("%(count)d record pointed out", "%(count)d records pointed out", many)
    return said % {"count": many}


def address_of(code: str, agent_id: int) -> str:
    """Return where the records behind a reason are; the desk of data quality has a page of its own."""
    if code == "flags":
        return f"{reverse('record_flags')}?agent={agent_id}"
    return reverse("supervision_reason", args=[agent_id, code])


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a reason: about which child, on which day, and what it says."""

    child: Person
    day: dt.date
    said: str


@dataclass(frozen=True, slots=True)
class ReasonPage:
    """What the page of a reason is called, what its days are, and the question for its records of one agent."""

    title: Promise
    day: Promise
    rows: Callable[[Actor, int, dt.datetime, dt.date], QuerySet[Any]]
    behind: Callable[..., Behind]


PAGES: Mapping[str, ReasonPage] = {
    "alerts": ReasonPage(
        _("Alerts past their delay"),
        _("Was to be answered by"),
        lambda actor, agent, at, on: (
            alerts_past_delay(actor, at).filter(agent=agent).select_related("child").order_by("due_at", "pk")
        ),
        lambda alert: Behind(alert.child, alert.due_at.date(), str(ALERT_WORDS.get(alert.code, alert.code))),
    ),
    "late": ReasonPage(
        _("Children whose visit is late"),
        _("Visit due"),
        lambda actor, agent, at, on: (
            late_children(actor, on)
            .filter(agent=agent)
            .select_related("person__follow")
            .order_by("person__follow__due_on", "pk")
        ),
        lambda member: Behind(member.person, member.person.follow.due_on, ""),
    ),
    "visits": ReasonPage(
        _("Visits of the last 30 days"),
        _("Visited on"),
        lambda actor, agent, at, on: (
            recent_visits(actor, on).filter(visited_by=agent).select_related("child").order_by("-visited_on", "pk")
        ),
        lambda visit: Behind(visit.child, visit.visited_on, measures_said(visit)),
    ),
}


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One item of a checklist and how it was seen."""

    name: str
    seen: Seen


def items_seen(record: SupervisionRecord) -> list[ItemSeen]:
    """Return what was seen item by item, in the order of the sheet that was filled in."""
    language = get_language() or "fr"
    seen = {one.item: Seen(one.seen) for one in record.marks.all()}
    named = [(one.code, name_in(one.names, language)) for one in items_of(record.checklist)]
    return [ItemSeen(name, seen[code]) for code, name in named if code in seen]


def is_proposal(checklist: RulesetVersion | None, on: dt.date) -> bool:
    """Return whether a checklist was not in force on a day: what is shown from it is to be validated."""
    return checklist is not None and not is_in_force(checklist, on)


def seen_counts(marks: Iterable[SupervisionMark]) -> tuple[int, int, int]:
    """Return how many items were done well, are to be improved, and were not seen."""
    counts = Counter(one.seen for one in marks)
    return counts[Seen.WELL], counts[Seen.IMPROVE], counts[Seen.NOT_SEEN]
