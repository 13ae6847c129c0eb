"""The words by which facilities are found, however they are spelt."""

from __future__ import annotations

from collections.abc import Mapping

from twiza.core.text import words_of


def search_text_of(*entries: tuple[Mapping[str, str], str]) -> str:
    """Return what is searched of a facility: the names, as they sound, and codes of all entries it stands for."""
    sounds = {word.sound for names, _code in entries for name in names.values() for word in words_of(name)}
    return " ".join([*sorted(sounds), *(code.casefold() for _names, code in entries if code)]).strip()


def sounds_asked(text: str) -> list[str]:
    """Return what is searched for: the words as they sound, and the whole as a code when it holds no letter."""
    has_letters = any(letter.isalpha() for letter in text)
    return [word.sound for word in words_of(text)] if has_letters else [text.strip().casefold()]
