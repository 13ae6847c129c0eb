"""The groups of ages that figures of people are told by."""

from __future__ import annotations

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.households.births import months_before

AGE_GROUPS: tuple[tuple[str, int, Promise], ...] = (
    ("0-11m", 12, _("Under 12 months")),
    ("12-23m", 24, _("12 to 23 months")),
    ("24-59m", 60, _("24 to 59 months")),
    ("5-9y", 10 * 12, _("5 to 9 years")),
    ("10-14y", 15 * 12, _("10 to 14 years")),
    ("15-17y", 18 * 12, _("15 to 17 years")),
    ("18y+", 200 * 12, _("18 years and over")),
)
"""Each group's code, the first age in months beyond it, and its name."""


def age_group(born_on: dt.date | None, on: dt.date) -> str | None:
    """Return the code of the group of an age on a day; None of a birth that nobody knows, or still to come."""
    if born_on is None or born_on > on:
        return None
    return next(code for code, beyond, _name in AGE_GROUPS if born_on > months_before(on, beyond))
