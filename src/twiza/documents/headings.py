"""Which column of a file says what: headings in any language, however they are spelt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.functional import Promise

from twiza.core.names import in_every_language
from twiza.core.text import fold

Titles = Mapping[str, "str | Promise"]
Spellings = Mapping[str, Collection[str]]


def columns_of(header: Sequence[str], titles: Titles, spellings: Spellings) -> dict[str, str]:
    """Return the first column that fits each field of `titles`; fields without one are left out."""
    known = {spelling: field for field in titles for spelling in spellings_of(field, titles, spellings)}
    found: dict[str, str] = {}
    for column in header:
        if field := known.get(bare(column)):
            found.setdefault(field, column)
    return found


def spellings_of(field: str, titles: Titles, spellings: Spellings) -> set[str]:
    """Return how the heading of a field may be written: its title in each language, and the usual short ones."""
    said = in_every_language(lambda _language: str(titles[field]))
    return {bare(title) for title in said.values()} | set(spellings.get(field, ()))


def bare(column: str) -> str:
    """Return a heading without anything but its letters and digits, whatever its accents."""
    return "".join(letter for letter in fold(column) if letter.isalnum())
