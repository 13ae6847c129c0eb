"""A birth as people write it in one field: a date, a month, a year, or an age in years or months."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.core.errors import InputError
from twiza.core.text import fold
from twiza.households.births import (
    MONTHS,
    NOT_KNOWN,
    Birth,
    age_months_on,
    aged,
    born_in_month,
    born_in_year,
    born_on_day,
)
from twiza.households.models import AGE_MAX, BirthKnown, Person

DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
MONTH = re.compile(r"(\d{1,2})[-/. ](\d{4})")
YEAR = re.compile(r"\d{4}")
AGE = re.compile(r"(\d{1,3})\s*([^\W\d]*)")
# As `fold` leaves them: years and months in the three languages of the pages, and as Bambara says them.
YEAR_WORDS = frozenset({"", "a", "an", "ans", "y", "yr", "year", "years", "سنه", "سنوات", "عام", "اعوام", "san"})
MONTH_WORDS = frozenset({"m", "mo", "mois", "month", "months", "شهر", "اشهر", "شهور", "شهرا", "kalo"})


class BirthNotUnderstood(InputError):
    """What was written is neither a date nor an age."""


def birth_from(text: str, today: dt.date) -> Birth:
    """Return the birth that a text says; nothing written is not known. Raises BirthNotUnderstood."""
    written = fold(text).strip()
    if not written:
        return NOT_KNOWN
    try:
        birth = dated(written) or said_as_age(written, today)
    except ValueError:  # 31/02/2020
        birth = None
    if birth is None:
        raise BirthNotUnderstood(
            _("“%(text)s” is not understood: write a date (09/03/2025), a month (03/2025), a year (1994) or an age "
              "(32, 8 months).") % {"text": text.strip()}
        )  # fmt: skip
    return birth


def dated(written: str) -> Birth | None:
    """Return a birth written as a date, a month or a year. Raises ValueError for a day that does not exist."""
    if found := DAY_FIRST.fullmatch(written):
        return born_on_day(dt.date(int(found[3]), int(found[2]), int(found[1])))
    if found := YEAR_FIRST.fullmatch(written):
        return born_on_day(dt.date(int(found[1]), int(found[2]), int(found[3])))
    if found := MONTH.fullmatch(written):
        return born_in_month(int(found[2]), int(found[1]))
    return born_in_year(int(written)) if YEAR.fullmatch(written) else None


def said_as_age(written: str, today: dt.date) -> Birth | None:
    """Return the birth of somebody whose age was written, in years unless months are named."""
    found = AGE.fullmatch(written)
    if found is None or int(found[1]) > AGE_MAX:
        return None
    if found[2] in MONTH_WORDS:
        return aged(0, today, int(found[1]))
    return aged(int(found[1]), today) if found[2] in YEAR_WORDS else None


def birth_written(person: Person) -> str:
    """Return a birth as it would be written again, none the better known; empty when it is not known."""
    born = person.born_on
    if born is None:
        return ""
    forms = {BirthKnown.DAY: "%d/%m/%Y", BirthKnown.MONTH: "%m/%Y", BirthKnown.YEAR: "%Y", BirthKnown.AGE: "%Y"}
    return born.strftime(forms[BirthKnown(person.birth_known)])


def age_said(person: Person, on: dt.date) -> str:
    """Return how old somebody is on a day, in months under two years; a dash when it is not known."""
    months = age_months_on(person, on)
    if months is None:
        return "–"
    if months < 2 * MONTHS:
        return ngettext("%(months)s month", "%(months)s months", months) % {"months": months}
    years = months // MONTHS
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}
