"""When a step is due, and whether it is late."""

from __future__ import annotations

import datetime as dt

from twiza.procedures.models import File, Step


def due_date(step: Step, *, entered_on: dt.date, anchor_on: dt.date | None) -> dt.date | None:
    """Return when a step is due for a file that entered it on a day, None where nothing says so."""
    if step.is_end:
        return None
    if step.due_days is not None:
        return entered_on + dt.timedelta(days=step.due_days)
    if step.due_from_anchor is not None and anchor_on is not None:
        return anchor_on + dt.timedelta(days=step.due_from_anchor)
    return None


def days_late(file: File, on: dt.date) -> int:
    """Return how many days an open file is beyond its due date; 0 when it is not."""
    if file.closed_at is not None or file.due_on is None:
        return 0
    return max(0, (on - file.due_on).days)
