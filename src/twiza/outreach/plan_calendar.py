"""A plan month by month: weeks of days, each with the teams that are out."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import get_format

from twiza.outreach.models import Plan, PlanRoute

SUNDAY_FIRST = 7
"""Django counts the first day of a week from Sunday, 0; Python from Monday, 0."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a month; another month's days stand empty. `is_working` is that the plan counts on it."""

    date: dt.date
    is_of_month: bool
    is_working: bool
    routes: tuple[PlanRoute, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One month, by its first day, in weeks."""

    first: dt.date
    weeks: tuple[tuple[CalendarDay, ...], ...]

    @property
    def days(self) -> list[CalendarDay]:
        """Return the days of the month on which somebody is out."""
        return [day for week in self.weeks for day in week if day.routes]


def months_of(plan: Plan, routes: Sequence[PlanRoute]) -> list[Month]:
    """Return the months from the first working day of a plan to its last, with its routes."""
    working = {dt.date.fromisoformat(date) for date in plan.snapshot["dates"]}
    by_date: defaultdict[dt.date, list[PlanRoute]] = defaultdict(list)
    for route in routes:
        by_date[route.on].append(route)
    return [month_from(first, working, by_date) for first in sorted({date.replace(day=1) for date in working})]


def month_from(first: dt.date, working: Collection[dt.date], by_date: Mapping[dt.date, Sequence[PlanRoute]]) -> Month:
    """Return a month in weeks, each of seven days."""
    weeks = calendar.Calendar(first_weekday()).monthdatescalendar(first.year, first.month)
    return Month(first, tuple(tuple(day_from(date, first, working, by_date) for date in week) for week in weeks))


def day_from(
    date: dt.date, first: dt.date, working: Collection[dt.date], by_date: Mapping[dt.date, Sequence[PlanRoute]]
) -> CalendarDay:
    """Return one day of a month's weeks; those of another month are shown there."""
    is_of_month = date.month == first.month
    routes = tuple(by_date.get(date, ())) if is_of_month else ()
    return CalendarDay(date, is_of_month, is_of_month and date in working, routes)


def first_weekday() -> int:
    """Return on which day weeks begin in the page's language, Monday being 0."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % SUNDAY_FIRST


def weekday_dates() -> list[dt.date]:
    """Return one date for each column of a week, to name the columns by."""
    monday = dt.date(2024, 1, 1)
    return [monday + dt.timedelta(days=(first_weekday() + step) % SUNDAY_FIRST) for step in range(SUNDAY_FIRST)]
