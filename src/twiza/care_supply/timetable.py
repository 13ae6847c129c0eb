"""When the actions of a plan are under way, as the cells of a table: quarters of a short plan, years of a long one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MOST_YEARS_IN_QUARTERS = 3
QUARTERS = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True)
class Span:
    """A column of a timetable, from a day until the day before `end`; `quarter` is None for a whole year."""

    year: int
    quarter: int | None
    start: dt.date
    end: dt.date


def spans_of(first_year: int, last_year: int) -> list[Span]:
    """Return the columns of a plan's timetable."""
    years = range(first_year, last_year + 1)
    if len(years) > MOST_YEARS_IN_QUARTERS:
        return [Span(year, None, dt.date(year, 1, 1), dt.date(year + 1, 1, 1)) for year in years]
    return [
        Span(year, number, dt.date(year, month, 1), next_quarter(year, month))
        for year in years
        for number, month in enumerate(QUARTERS, start=1)
    ]


def next_quarter(year: int, month: int) -> dt.date:
    """Return the first day of the quarter after the one that begins in a month."""
    return dt.date(year + 1, 1, 1) if month == QUARTERS[-1] else dt.date(year, month + 3, 1)


def cells_of(spans: list[Span], *, starts_on: dt.date, due_on: dt.date) -> list[bool]:
    """Return for each column whether something that begins and ends on these days, both included, is under way."""
    return [starts_on < span.end and due_on >= span.start for span in spans]
