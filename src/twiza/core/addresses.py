"""Addresses of our own pages: the same page in each language differs by its first part only."""

from __future__ import annotations

from django.conf import settings


def in_other_language(path: str, language: str) -> str:
    """
    Return the address of a page in another language.

    It does not ask whether the page exists: a page that one may not see must look like one that never was.
    """
    first, _slash, rest = path.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if first in dict(settings.LANGUAGES) else path
