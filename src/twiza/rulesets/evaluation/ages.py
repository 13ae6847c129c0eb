"""Ages and delays as rules write them: `0d`, `6w`, `2m`, `11y6m`."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

AGE = re.compile(
    r"(?=\d)(?:(?P<years>\d{1,3})y)?(?:(?P<months>\d{1,4})m)?(?:(?P<weeks>\d{1,4})w)?(?:(?P<days>\d{1,5})d)?"
)

AGES_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Age:
    """A length of time in months and days of the calendar."""

    months: int
    days: int

    def after(self, anchor: dt.date) -> dt.date:
        """Return the day that lies so long after another; the 31st becomes the last day of a shorter month."""
        month = anchor.month - 1 + self.months
        year, month = anchor.year + month // 12, month % 12 + 1
        day = min(anchor.day, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day) + dt.timedelta(days=self.days)


def age_from(text: object) -> Age:
    """Return an age from what a rule writes. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError(f"Age {text!r} not understood.")
    return age_of_text(text)


@lru_cache(maxsize=AGES_KEPT)
def age_of_text(text: str) -> Age:
    """Return an age, kept: a ruleset has a few dozen, asked for at each visit of each child. Raises ValueError."""
    match = AGE.fullmatch(text)
    if match is None or not match[0]:
        raise ValueError(f"Age {text!r} not understood.")
    years, months, weeks, days = (int(match[name] or 0) for name in ("years", "months", "weeks", "days"))
    return Age(months=12 * years + months, days=7 * weeks + days)


def age_past(text: str) -> Age:
    """Return the first age beyond one that is included: after `5m` comes 6 months, after `28d` the 29th day."""
    age = age_from(text)
    if text.endswith("d"):
        return Age(age.months, age.days + 1)
    if text.endswith("w"):
        return Age(age.months, age.days + 7)
    return Age(age.months + (12 if text.endswith("y") else 1), age.days)
