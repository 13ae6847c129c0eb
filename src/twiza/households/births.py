"""When somebody was born, as well as it is known, and how old that makes her."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from twiza.households.models import AGE_MAX, BirthKnown, Person

MIDDLE_OF_MONTH, MIDDLE_OF_YEAR = 15, (7, 1)
MONTHS = 12
ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Birth:
    """A day that stands for a birth, and how well it is known; no day when it is not."""

    on: dt.date | None
    known: str


NOT_KNOWN = Birth(None, BirthKnown.UNKNOWN)


def born_on_day(on: dt.date) -> Birth:
    """Return a birth known to the day."""
    return Birth(on, BirthKnown.DAY)


def born_in_month(year: int, month: int) -> Birth:
    """Return a birth known to the month: its middle stands for it."""
    return Birth(dt.date(year, month, MIDDLE_OF_MONTH), BirthKnown.MONTH)


def born_in_year(year: int) -> Birth:
    """Return a birth known to the year: its middle stands for it."""
    return Birth(dt.date(year, *MIDDLE_OF_YEAR), BirthKnown.YEAR)


def aged(years: int, said_on: dt.date, months: int = 0) -> Birth:
    """Return the birth of somebody said to be so old on a day: half a year, or month, before the latest it may be."""
    least = months_before(said_on, years * MONTHS + months)
    earlier = dt.timedelta(days=15) if months else dt.timedelta(days=182)
    return Birth(least - earlier, BirthKnown.AGE)


def months_before(on: dt.date, months: int) -> dt.date:
    """Return the same day some months earlier, or the last one of that month."""
    year, month = divmod(on.year * MONTHS + on.month - 1 - months, MONTHS)
    last = (dt.date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(on.day, last))


def age_months_on(person: Person, on: dt.date) -> int | None:
    """Return how many whole months old somebody is on a day, or was when she died; None when it is not known."""
    if person.born_on is None:
        return None
    until = min(on, person.died_on) if person.died_on else on
    months = (until.year - person.born_on.year) * MONTHS + until.month - person.born_on.month
    return max(months - (until.day < person.born_on.day), 0)


def age_years_on(person: Person, on: dt.date) -> int | None:
    """Return how many whole years old somebody is on a day, or was when she died; None when it is not known."""
    months = age_months_on(person, on)
    return None if months is None else months // MONTHS


def is_child_on(person: Person, on: dt.date) -> bool:
    """Return whether somebody is under 18 on a day; whose age is not known is taken for an adult."""
    years = age_years_on(person, on)
    return years is not None and years < ADULT_YEARS


def is_possible(birth: Birth, on: dt.date) -> bool:
    """Return whether a birth is neither to come nor longer ago than people live."""
    return birth.on is None or months_before(on, (AGE_MAX + 1) * MONTHS) < birth.on <= on


def is_estimated(person: Person) -> bool:
    """Return whether a birth is known less well than to the day."""
    return person.birth_known != BirthKnown.DAY
