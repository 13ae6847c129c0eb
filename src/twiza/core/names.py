"""Names kept in several languages: `{"fr": "Azilal", "ar": "أزيلال"}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import override

LANGUAGES = ("fr", "ar", "en")


def name_in(names: Mapping[str, str], language: str) -> str:
    """Return the name in a language, else in French, else any; empty when there is none."""
    for choice in (language[:2], *LANGUAGES):
        if names.get(choice):
            return names[choice]
    return next((name for name in names.values() if name), "")


def in_every_language(say: Callable[[str], str]) -> dict[str, str]:
    """Return what `say` answers in each language, called while that language is the active one."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = say(language)
    return said
