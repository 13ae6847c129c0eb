"""The header of a ruleset: which one it is, of which country, in which version, valid when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from twiza.rulesets.checking.problems import Problem
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.models import Confidence

CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
COUNTRY = re.compile(r"[A-Z]{2,3}")
TITLE_CHARACTERS = 200
VERSION_CHARACTERS = 60


def header_problems(content: Content) -> Iterator[Problem]:
    """Yield the mistakes of the section `meta`."""
    meta = content.get("meta")
    if not isinstance(meta, Mapping):
        yield Problem("meta", _("This section is missing: it says which ruleset this is."))
        return
    yield from identity_problems(meta)
    yield from validity_problems(meta)
    if meta.get("overall_confidence") not in {None, *Confidence.values}:
        yield Problem("meta.overall_confidence", _("Write high, medium or low, or leave it out."))
    if not isinstance(meta.get("note", ""), str):
        yield Problem("meta.note", _("Write a text."))


def identity_problems(meta: Content) -> Iterator[Problem]:
    """Yield the mistakes of what names a ruleset."""
    if not is_like(CODE, meta.get("ruleset")):
        yield Problem("meta.ruleset", _("Give a code of small letters, digits and _, such as vaccines_ma."))
    if not is_like(COUNTRY, meta.get("country")):
        yield Problem("meta.country", _("Give two capital letters, such as MA, or INT."))
    if not is_text(meta.get("title"), TITLE_CHARACTERS):
        yield Problem("meta.title", _("Give a title of at most %(most)s letters.") % {"most": TITLE_CHARACTERS})
    if not is_text(meta.get("version"), VERSION_CHARACTERS):
        yield Problem("meta.version", _("Give the version as a text in quotes, such as “2026-1”."))


def validity_problems(meta: Content) -> Iterator[Problem]:
    """Yield the mistakes of the dates of legal effect."""
    days = {key: date_from(meta.get(key)) for key in ("valid_from", "valid_to")}
    for key, day in days.items():
        if meta.get(key) is not None and day is None:
            yield Problem(f"meta.{key}", _("Write a day as year-month-day, such as 2026-04-01, or null."))
    begin, end = days["valid_from"], days["valid_to"]
    if begin and end and end < begin:
        yield Problem("meta.valid_to", _("The rules end before they begin."))


def is_like(pattern: re.Pattern[str], value: Plain) -> bool:
    """Return whether a value is a text of this form."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def is_text(value: Plain, most: int) -> bool:
    """Return whether a value is a text that says something, not too long."""
    return isinstance(value, str) and 0 < len(value.strip()) <= most


def date_from(value: Plain) -> dt.date | None:
    """Return the day that a header writes, or None."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
