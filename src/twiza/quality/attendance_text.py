"""Months and their numbers as people write them: one month a line, in two columns."""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MONTH = r"(?P<year>\d{4})[-/](?P<month>\d{1,2})|(?P<month_first>\d{1,2})[-/](?P<year_last>\d{4})"
LINE = re.compile(rf"(?:{MONTH})[\s;,:]+(?P<number>\d[\d\s]*)")
MOST = 1_000_000


def months_in(text: str) -> dict[dt.date, int]:
    """Return the number of each month, by its first day. Raises ValidationError with every line that is not one."""
    found: dict[dt.date, int] = {}
    wrong = []
    for position, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        month, number = month_in(line.strip())
        if month is None or month in found:
            wrong.append(not_understood(position, line, is_twice=month is not None))
        else:
            found[month] = number
    if wrong:
        raise ValidationError(wrong)
    return found


def month_in(line: str) -> tuple[dt.date | None, int]:
    """Return the month and the number of a line; no month where it is not understood."""
    said = LINE.fullmatch(line)
    if said is None:
        return None, 0
    year, month = int(said["year"] or said["year_last"]), int(said["month"] or said["month_first"])
    number = int("".join(said["number"].split()))
    if not (year >= dt.MINYEAR and 1 <= month <= 12 and number <= MOST):
        return None, 0
    return dt.date(year, month, 1), number


def not_understood(position: int, line: str, *, is_twice: bool) -> str:
    """Return the sentence about a line that cannot be kept."""
    if is_twice:
        return _("Line %(line)s: this month is there twice. Keep one of the two.") % {"line": position}
    said = _("Line %(line)s, “%(text)s”: write a month and a number, such as 2026-05 210.")
    return said % {"line": position, "text": line.strip()[:40]}
