"""The words by which plans are found, however they are spelt."""

from __future__ import annotations

from collections.abc import Mapping

from twiza.core import text
from twiza.core.names import in_every_language
from twiza.outreach.wording import named_and_numbered


def search_text_of(names: Mapping[str, str], number: int, area: Mapping[str, str]) -> str:
    """Return what is searched of a plan: its name with its number, and its area, as they sound in each language."""
    called = in_every_language(lambda language: named_and_numbered(names, number, language))
    return text.search_text_of([*called.values(), *area.values()])
