"""The words by which plans are found, however they are spelt."""

from __future__ import annotations

from collections.abc import Mapping

from twiza.core.text import words_of
from twiza.outreach.naming import in_every_language
from twiza.outreach.wording import named_and_numbered


def search_text_of(names: Mapping[str, str], number: int, area: Mapping[str, str]) -> str:
    """Return what is searched of a plan: its name with its number, and its area, as they sound in each language."""
    called = in_every_language(lambda language: named_and_numbered(names, number, language))
    sounds = {word.sound for name in [*called.values(), *area.values()] for word in words_of(name)}
    return "".join(f" {sound}" for sound in sorted(sounds))


def sounds_asked(text: str) -> list[str]:
    """Return the words that somebody looks for, as they sound and as they stand in what is searched."""
    return [f" {word.sound}" for word in words_of(text)]
