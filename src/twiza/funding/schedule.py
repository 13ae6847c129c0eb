"""When things are due, and how what is due stands on a day."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

SOON_DAYS = 30
MOST_DEADLINES = 120


class Standing(StrEnum):
    """How something that is due stands on a day."""

    TO_COME = "to_come"
    DUE_SOON = "due_soon"
    LATE = "late"
    HANDED_IN = "handed_in"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Kept:
    """Of what was due by a day, how many were done in time, and how many were due."""

    in_time: int
    due: int

    @property
    def share(self) -> float | None:
        """Return the share (0–1) kept in time, None while nothing was due."""
        return self.in_time / self.due if self.due else None


def standing_of(*, outcome: str, due_on: dt.date, handed_on: dt.date | None, today: dt.date) -> Standing:
    """Return how something that is due stands on a day. What is handed in waits for others, and is late no more."""
    if outcome in {Standing.DONE, Standing.GIVEN_UP}:
        return Standing(outcome)
    if handed_on is not None:
        return Standing.HANDED_IN
    if due_on < today:
        return Standing.LATE
    return Standing.DUE_SOON if (due_on - today).days <= SOON_DAYS else Standing.TO_COME


def due_dates(*, first: dt.date, every_months: int | None, until: dt.date | None) -> list[dt.date]:
    """
    Return the days on which something is due: once, or every so many months up to and including a day.

    A month without the day of the first date has it on its last day: 31 January, 28 February, 31 March.
    """
    if every_months is None or until is None:
        return [first]
    found: list[dt.date] = []
    while len(found) < MOST_DEADLINES and (day := months_after(first, every_months * len(found))) <= until:
        found.append(day)
    return found or [first]


def months_after(first: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last day of a month that has it not."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
