"""Periods that health figures are counted over, as people and DHIS2 write them: 2024W05, 2024-01, 2024Q1, 2024."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.documents.tables import Cell, text_of
from twiza.territory.cells import EARLIEST_YEAR, CellRefused
from twiza.territory.models import PeriodKind

MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
WEEK = dt.timedelta(days=7)
_WRITTEN = (
    (PeriodKind.WEEK, re.compile(r"(?P<year>\d{4})-?[WS](?P<part>\d{1,2})")),
    (PeriodKind.QUARTER, re.compile(r"(?P<year>\d{4})-?[QT](?P<part>[1-4])")),
    (PeriodKind.MONTH, re.compile(r"(?P<year>\d{4})[-/]?(?P<part>\d{2})")),
    (PeriodKind.MONTH, re.compile(r"(?P<part>\d{1,2})[-/](?P<year>\d{4})")),
    (PeriodKind.YEAR, re.compile(r"(?P<year>\d{4})(?P<part>)")),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A week, month, quarter or year as days [starts_on, ends_on)."""

    starts_on: dt.date
    ends_on: dt.date
    kind: PeriodKind


def period_in(cell: Cell, today: dt.date) -> Period | None:
    """Return the period that a cell names, None for an empty one. Raises CellRefused."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    # A spreadsheet makes the first of the month of "2024-01".
    if isinstance(cell, dt.date) and cell.day == 1:
        return begun(period_from(PeriodKind.MONTH, cell), today)
    text = text_of(cell).upper().replace(" ", "")
    if not text:
        return None
    for kind, pattern in _WRITTEN:
        if (match := pattern.fullmatch(text)) and (period := _period(kind, match["year"], match["part"])):
            return begun(period, today)
    raise CellRefused(
        _("“%(text)s” is no period: write a week as 2024W05, a month as 2024-01, a quarter as 2024Q1, a year as 2024.")
        % {"text": text_of(cell)[:40]}
    )


def period_between(first: dt.date, last: dt.date, today: dt.date) -> Period:
    """Return the period that two days, both included, begin and end. Raises CellRefused when they are none."""
    for kind in PeriodKind:
        period = period_from(kind, first)
        if (period.starts_on, period.ends_on - dt.timedelta(days=1)) == (first, last):
            return begun(period, today)
    said = {name: date_format(day, "SHORT_DATE_FORMAT") for name, day in (("first", first), ("last", last))}
    raise CellRefused(_("%(first)s to %(last)s is no whole week, month, quarter or year.") % said)


def period_from(kind: PeriodKind, day: dt.date) -> Period:
    """Return the period of a kind in which a day lies."""
    if kind == PeriodKind.WEEK:
        monday = day - dt.timedelta(days=day.weekday())
        return Period(monday, monday + WEEK, kind)
    months = MONTHS_OF[kind]
    rank = day.year * 12 + (day.month - 1) // months * months
    return Period(_first_of(rank), _first_of(rank + months), kind)


def before(period: Period, many: int) -> Period:
    """Return the period that lies so many periods before."""
    if period.kind == PeriodKind.WEEK:
        return period_from(period.kind, period.starts_on - many * WEEK)
    rank = period.starts_on.year * 12 + period.starts_on.month - 1 - many * MONTHS_OF[period.kind]
    return period_from(period.kind, _first_of(rank))


def periods_before(period: Period, many: int) -> list[Period]:
    """Return so many periods before one, the earliest first."""
    return [before(period, steps) for steps in range(many, 0, -1)]


def begun(period: Period, today: dt.date) -> Period:
    """Return a period that has begun. Raises CellRefused for one to come."""
    if period.starts_on > today:
        raise CellRefused(_("%(period)s is in the future.") % {"period": period_words(period)})
    return period


def period_words(period: Period) -> str:
    """Return a period in words: week 5 of 2024, January 2024, quarter 1 of 2024, 2024."""
    if period.kind == PeriodKind.WEEK:
        year, week, _day = period.starts_on.isocalendar()
        return _("week %(week)s of %(year)s") % {"week": week, "year": year}
    if period.kind == PeriodKind.MONTH:
        return date_format(period.starts_on, "F Y")
    if period.kind == PeriodKind.QUARTER:
        quarter = (period.starts_on.month + 2) // 3
        return _("quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": period.starts_on.year}
    return str(period.starts_on.year)


def period_code(period: Period) -> str:
    """Return a period as it is written for machines: 2024W05, 2024-01, 2024Q1, 2024."""
    if period.kind == PeriodKind.WEEK:
        year, week, _day = period.starts_on.isocalendar()
        return f"{year}W{week:02}"
    if period.kind == PeriodKind.MONTH:
        return f"{period.starts_on:%Y-%m}"
    if period.kind == PeriodKind.QUARTER:
        return f"{period.starts_on.year}Q{(period.starts_on.month + 2) // 3}"
    return str(period.starts_on.year)


def _period(kind: PeriodKind, year: str, part: str) -> Period | None:
    if int(year) < EARLIEST_YEAR:
        return None
    try:
        if kind == PeriodKind.WEEK:
            return period_from(kind, dt.date.fromisocalendar(int(year), int(part), 1))
        month = (int(part or 1) - 1) * (3 if kind == PeriodKind.QUARTER else 1) + 1
        return period_from(kind, dt.date(int(year), month, 1))
    except ValueError:
        return None


def _first_of(rank: int) -> dt.date:
    return dt.date(rank // 12, rank % 12 + 1, 1)
