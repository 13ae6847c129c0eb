"""Text that must stay text when a spreadsheet opens it."""

from __future__ import annotations

import re

# A spreadsheet may run a cell that begins with one of these; full-width forms and the true minus included.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\u2212", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PLAIN_NEGATIVE = re.compile(r"-\d+([.,]\d+)?")
# XML 1.0 has no place for these.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def begins_like_a_formula(text: str) -> bool:
    """Return whether a spreadsheet might take this text for a formula, even after spaces."""
    return text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS)


def csv_safe(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: an apostrophe goes before what looks like a formula."""
    if not begins_like_a_formula(text) or PLAIN_NEGATIVE.fullmatch(text):
        return text
    return f"'{text}"


def writable(text: str) -> str:
    """Return text without the characters that a workbook cannot hold."""
    return UNWRITABLE.sub("", text)
