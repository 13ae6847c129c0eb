"""Schedules: the days on which something is due, counted from a birth or from another anchor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from twiza.rulesets.evaluation.ages import Age, age_from, age_past
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import row_keys, rows_at

MOST_REPEATS = 500


@dataclass(frozen=True, slots=True)
class Due:
    """
    When one line of a schedule is due, and between which days it may be done; None is no limit.

    `waits_for` is the line that must be done before, empty once it is.
    """

    key: str
    due_on: dt.date
    earliest_on: dt.date | None
    latest_on: dt.date | None
    waits_for: str
    is_optional: bool
    to_be_validated: bool


def schedule_dates(content: Content, table: str, anchor: dt.date, *, done: Mapping[str, dt.date]) -> tuple[Due, ...]:
    """
    Return the dates of every line of a schedule that has one, in the order of the schedule.

    `done` says which lines were done on which day: a line that follows one is due no sooner than its interval
    after that day. Raises NoSuchPath.
    """
    rows = rows_at(content, table)
    return tuple(
        due_of(key, row, anchor, done) for key, row in zip(row_keys(rows), rows, strict=True) if row.get("due")
    )


def due_of(key: str, row: Content, anchor: dt.date, done: Mapping[str, dt.date]) -> Due:
    """Return the dates of one line."""
    before = str(row.get("after") or "")
    interval = age_from(row["interval_min"]) if row.get("interval_min") else Age(0, 0)
    earliest = age_from(row["min"]).after(anchor) if row.get("min") else None
    if before in done:
        free_on = interval.after(done[before])
        earliest = max(earliest, free_on) if earliest else free_on
    due_on = age_from(row["due"]).after(anchor)
    return Due(
        key=key,
        due_on=max(due_on, earliest) if earliest else due_on,
        earliest_on=earliest,
        latest_on=age_from(row["max"]).after(anchor) if row.get("max") else None,
        waits_for=before if before and before not in done else "",
        is_optional=bool(row.get("optional")),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )


def repeated_dates(row: Content, anchor: dt.date) -> tuple[dt.date, ...]:
    """Return the days of a line that comes back: `from` an age `every` so long up `to` an age. Raises ValueError."""
    begin, step, end = age_from(row["from"]), age_from(row["every"]), age_past(row["to"]).after(anchor)
    if (step.months, step.days) == (0, 0):
        raise ValueError("Interval of 0 not understood.")
    ages = (Age(begin.months + n * step.months, begin.days + n * step.days) for n in range(MOST_REPEATS))
    return tuple(day for age in ages if (day := age.after(anchor)) < end)


def band_at(content: Content, table: str, born_on: dt.date, on: dt.date) -> Content | None:
    """Return the first row whose ages `from`–`to`, both included, somebody has on a day. Raises NoSuchPath."""
    for row in rows_at(content, table):
        if age_from(row["from"]).after(born_on) <= on < age_past(row["to"]).after(born_on):
            return row
    return None
