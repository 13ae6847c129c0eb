"""The words by which facilities are found, however they are spelt."""

from __future__ import annotations

from collections.abc import Mapping

from twiza.core.text import words_of


def search_text_of(names: Mapping[str, str], code: str) -> str:
    """Return what is searched of a facility: its names as they sound, and its code."""
    sounds = {word.sound for name in names.values() for word in words_of(name)}
    return " ".join([*sorted(sounds), code.casefold()]).strip()


def sounds_asked(text: str) -> list[str]:
    """Return what is searched for: the words as they sound, and the whole as a code when it holds no letter."""
    has_letters = any(letter.isalpha() for letter in text)
    return [word.sound for word in words_of(text)] if has_letters else [text.strip().casefold()]
