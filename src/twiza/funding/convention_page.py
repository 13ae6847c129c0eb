"""What the page of a convention shows: its lines as they stand, in as many questions whatever their number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from twiza.funding.models import Amendment, Axis, Change, Committee, Convention, Deadline, Meeting, Obligation
from twiza.funding.queries.conventions import changes_of, standing_parties, steps_of
from twiza.funding.schedule import Kept, Standing
from twiza.funding.wording import Difference, Due, change_said, differences_of, due_said, rhythm_said

OPEN = (Standing.LATE, Standing.HANDED_IN, Standing.DUE_SOON, Standing.TO_COME)
CHANGES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation as a page shows it: what matters now of all the times it is due, and the other ones."""

    obligation: Obligation
    now: Due
    all: list[Due]
    rhythm: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of a line, in words."""

    change: Change
    words: str
    differences: list[Difference]


def page_of(convention: Convention, today: dt.date) -> dict[str, Any]:
    """Return all that the page of a convention shows, whoever looks."""
    rows = obligation_rows(convention, today)
    dues = [due for row in rows for due in row.all]
    changes = change_rows(list(changes_of(convention)[:CHANGES_SHOWN]))
    return {
        "convention": convention,
        "parties": list(standing_parties().filter(convention=convention)),
        "axes": list(axes_of(convention)),
        "rows": [row for row in rows if row.obligation.meeting_id is None],
        "decisions": [row for row in rows if row.obligation.meeting_id is not None],
        "committees": list(committees_of(convention)),
        "amendments": amendment_rows(convention),
        "steps": steps_of(convention),
        "changes": changes,
        "kept": kept_of(dues, today),
        "late": sum(1 for due in dues if due.standing == Standing.LATE),
        "next_due": min((due.deadline.due_on for due in dues if due.standing in OPEN[2:]), default=None),
    }


def obligation_rows(convention: Convention, today: dt.date) -> list[ObligationRow]:
    """Return what is owed under a convention, what matters now first."""
    times = Deadline.objects.order_by("due_on", "id").select_related("decided_by")
    owed = (
        Obligation.objects.filter(convention=convention, removed_at=None)
        .select_related("owed_by__organisation", "owner", "meeting__committee")
        .prefetch_related(Prefetch("deadlines", times))
        .order_by("position", "id")
    )
    rows = [row_of(one, today) for one in owed if one.deadlines.all()]
    return sorted(rows, key=lambda row: OPEN.index(row.now.standing) if row.now.standing in OPEN else len(OPEN))


def row_of(obligation: Obligation, today: dt.date) -> ObligationRow:
    """Return an obligation with the first time that is not decided, else the last one."""
    dues = [due_said(with_obligation(one, obligation), today) for one in obligation.deadlines.all()]
    now = next((due for due in dues if due.standing in OPEN), dues[-1])
    return ObligationRow(obligation=obligation, now=now, all=dues, rhythm=rhythm_said(obligation.every_months))


def with_obligation(deadline: Deadline, obligation: Obligation) -> Deadline:
    """Return a deadline that knows its obligation without asking again."""
    deadline.obligation = obligation
    return deadline


def kept_of(dues: list[Due], today: dt.date) -> Kept:
    """Return how much of what was due by a day was done in time."""
    counted = [one for one in dues if was_due(one, today)]
    return Kept(in_time=sum(1 for one in counted if is_in_time(one)), due=len(counted))


def was_due(due: Due, today: dt.date) -> bool:
    """Return whether the day of something is over, or its proof handed in, and it was not given up."""
    deadline = due.deadline
    is_settled = deadline.due_on < today or (deadline.due_on == today and deadline.handed_on is not None)
    return is_settled and due.standing != Standing.GIVEN_UP


def is_in_time(due: Due) -> bool:
    """Return whether something was done with a proof handed in by its day."""
    handed_on = due.deadline.handed_on
    return due.standing == Standing.DONE and handed_on is not None and handed_on <= due.deadline.due_on


def axes_of(convention: Convention) -> Any:
    """Return the lines of action that stand, in order."""
    return Axis.objects.filter(convention=convention, removed_at=None).order_by("pillar", "axis", "action", "position")


def committees_of(convention: Convention) -> Any:
    """Return the committees that stand, in order, with their meetings, the latest first."""
    meetings = Prefetch("meetings", Meeting.objects.order_by("-planned_on", "-id"))
    committees = Committee.objects.filter(convention=convention, removed_at=None).order_by("position", "id")
    return committees.prefetch_related(meetings)


def amendment_rows(convention: Convention) -> list[tuple[Amendment, list[ChangeRow]]]:
    """Return the amendments of a convention, the last first, with what each changed."""
    changes = Prefetch("changes", Change.objects.order_by("at", "id"))
    amendments = convention.amendments.order_by("-number").prefetch_related(changes)
    return [(one, change_rows(list(one.changes.all()))) for one in amendments]


def change_rows(changes: list[Change]) -> list[ChangeRow]:
    """Return changes in words."""
    return [ChangeRow(one, change_said(one), differences_of(one)) for one in changes]
