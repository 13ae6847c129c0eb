"""What a cell says: numbers as people write them, coordinates, dates. Each refuses with a sentence about the cell."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.documents.cells import begins_like_a_formula
from twiza.documents.tables import Cell, text_of

SPACES = re.compile(r"[\s\u00a0\u202f\u066c']+")
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
LONGEST_NAME = 200
MOST_PEOPLE = 50_000_000
MOST_FIGURES = 12
EARLIEST_YEAR = 1900


class CellRefused(InputError):
    """The cell does not say what its column is for."""


def text_in(cell: Cell) -> str:
    """Return a text, without spaces around it. Raises CellRefused when it looks like a formula or is too long."""
    text = " ".join(text_of(cell).split())
    if begins_like_a_formula(text):
        raise CellRefused(_("“%(text)s” begins like a formula: write the name itself.") % {"text": text[:40]})
    if len(text) > LONGEST_NAME:
        raise CellRefused(_("This name has more than %(most)s letters.") % {"most": LONGEST_NAME})
    return text


def people_in(cell: Cell) -> int | None:
    """Return a number of people or households; None for an empty cell. Raises CellRefused."""
    text = SPACES.sub("", text_of(cell))
    if not text:
        return None
    # The length first: Python refuses to read thousands of figures.
    if not text.isdecimal() or len(text) > MOST_FIGURES or int(text) > MOST_PEOPLE:
        raise CellRefused(_("“%(text)s” is not a whole number of people.") % {"text": text_of(cell)[:40]})
    return int(text)


def degrees_in(cell: Cell, limit: float) -> float | None:
    """Return decimal degrees within a limit: 90 of latitude, 180 of longitude; None when empty. Raises CellRefused."""
    text = text_of(cell).replace(",", ".")
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -limit <= degrees <= limit:
        raise CellRefused(
            _("“%(text)s” is not a number of degrees: write it like 31.5125, without letters.")
            % {"text": text_of(cell)[:40]}
        )
    return degrees


def date_in(cell: Cell, today: dt.date) -> dt.date | None:
    """Return a date not later than today; None for an empty cell. Raises CellRefused on an impossible date."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    text = text_of(cell)
    if not text:
        return None
    date = cell if isinstance(cell, dt.date) else _parsed_date(text)
    if date is None or date.year < EARLIEST_YEAR:
        raise CellRefused(
            _("“%(text)s” is not a possible date: write it like 2024-09-01 or 01/09/2024.") % {"text": text[:40]}
        )
    if date > today:
        raise CellRefused(_("%(date)s is in the future.") % {"date": date_format(date, "SHORT_DATE_FORMAT")})
    return date


def _parsed_date(text: str) -> dt.date | None:
    for pattern in DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a date, without an hour
        except ValueError:
            continue
    return None
