"""
The words of a full name: particles joined to what they belong to, servants' names cut, initials known as such.

`Mohamed Ben Ali`, `Mohamed Benali` and `محمد بن علي` are two words each; `Abdel Rahman` and `Abderrahman` are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from twiza.core.text import fold
from twiza.households.names.sounds import WORDS_KEPT, Heard, readings_of
from twiza.households.names.transliteration import is_arabic, without_article

DESCENT = frozenset(
    {"ben", "bin", "bel", "ibn", "bent", "bint", "ould", "uld", "ait", "ayt", "بن", "ابن", "بنت", "ولد", "ايت"}
)
"""Son of, daughter of, people of: joined to the next word, which may also stand alone."""
FATHER_OF = frozenset({"abou", "abu", "bou", "ابو", "بو"})
"""Joined where a given and a family name are left; alone it is a given name in Mali."""
ARTICLES = frozenset({"el", "al", "ال", "le", "la"})
BYNAMES = frozenset({"dit", "dite", "alias"})
SERVANT = re.compile(r"^(?:abd[aeou]{0,2}l?|عبد)$")
_SERVANT_OF = re.compile(r"^abd[aeou]{0,2}(?:l(?=..)|([rsnzdt])(?=\1)|(?=[rsnz]..))")
_SERVANT_OF_ARABIC = re.compile(r"^عبد(?=ال..)")
_FAITH = re.compile(r"^(?:(?:e|ou|a)?d?dine?|الدين)$")
_APART = re.compile(r"[\s\-_.,/‐‑–]+")


@dataclass(frozen=True, slots=True, eq=False)
class NameWord:
    """
    One word of a name: as written with its particles, and in plain small letters; the same word is the same object.

    It is heard with the particle of descent joined and without `servant of` (`readings`), without any particle
    (`bare_readings`), and with all that is written (`full_readings`).
    """

    written: str
    letters: str
    readings: tuple[Heard, ...]
    bare_readings: tuple[Heard, ...]
    full_readings: tuple[Heard, ...]
    is_servant: bool
    is_initial: bool
    is_byname: bool


@lru_cache(maxsize=WORDS_KEPT)
def words_of_name(name: str) -> tuple[NameWord, ...]:
    """Return the words of a full name, in the order written."""
    parts = [part for part in _APART.split(name.strip()) if any(letter.isalpha() for letter in part)]
    found: list[NameWord] = []
    before: list[str] = []
    is_byname = False
    for part in parts:
        letters = key_of(part)
        if letters in BYNAMES and found:
            is_byname = True
        elif _FAITH.fullmatch(letters) and found and not before:
            found[-1] = word_of((found[-1].written,), part, is_byname=found[-1].is_byname)
        elif letters in DESCENT | ARTICLES or (letters in FATHER_OF and len(parts) > 2) or SERVANT.fullmatch(letters):
            before.append(part)
        else:
            found.append(word_of(tuple(before), part, is_byname=is_byname))
            before, is_byname = [], False
    return tuple(found) if not before else (*found, *(word_of((), part, is_byname=False) for part in before))


def key_of(part: str) -> str:
    """Return a part of a name in plain small letters."""
    return "".join(letter for letter in fold(part) if letter.isalpha())


@lru_cache(maxsize=WORDS_KEPT)
def word_of(before: tuple[str, ...], part: str, *, is_byname: bool) -> NameWord:
    """Return the word that a part makes with the particles before it."""
    kept = [particle for particle in before if key_of(particle) not in ARTICLES]
    has_servant = any(SERVANT.fullmatch(key_of(particle)) for particle in before)
    joined = "".join([*kept, part])
    stem, is_servant = without_servant(part if has_servant else joined)
    return NameWord(
        written=" ".join([*before, part]),
        letters=key_of(joined),
        readings=readings_of(stem),
        bare_readings=readings_of(without_servant(part)[0]),
        full_readings=readings_of(joined),
        is_servant=is_servant or has_servant,
        is_initial=len(key_of(part)) == 1 and not kept,
        is_byname=is_byname,
    )


def without_servant(word: str) -> tuple[str, bool]:
    """Return a word without `servant of`, and whether it began so."""
    letters = key_of(word)
    if is_arabic(letters):
        stem = without_article(_SERVANT_OF_ARABIC.sub("", letters))
        return (stem, True) if _SERVANT_OF_ARABIC.match(letters) else (word, False)
    stem = _SERVANT_OF.sub("", letters)
    return (stem, True) if stem != letters else (word, False)
