"""How long a fact holds once somebody verified it."""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum


class Freshness(StrEnum):
    """Whether somebody verified a fact, and whether that still holds."""

    FRESH = "fresh"
    STALE = "stale"
    NEVER = "never"


def freshness(verified_on: dt.date | None, cut_off: dt.date | None) -> Freshness:
    """Return how fresh a fact is, against the day before which its like has gone stale; None is no such day."""
    if verified_on is None:
        return Freshness.NEVER
    return Freshness.STALE if cut_off and verified_on < cut_off else Freshness.FRESH


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day some months earlier, or the last one of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
