"""
Words of names as sounds: one letter for a sound, whatever the spelling.

The tables are general orthography, not lists of names: French (ou, ch, gn, gu, c before e and i, the silent e); its
use in Mali beside the national alphabet of Bambara (dj/j, di before a vowel, tj/c, gn/ny/ɲ, ou/u, è/ɛ, o/ɔ); the usual
French and English ways to write Arabic (kh, gh, dh, ee, oo); the article that melts into the next consonant (Errifi,
Attazi); and the Mandé ending -ata, -atou of Arabic names of women.

A word may be read in several ways; each way is a `Heard`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from twiza.core.text import fold
from twiza.households.names.transliteration import arabic_forms, is_arabic

WORDS_KEPT = 50_000
VOWELS = frozenset("aeiouAVWYF")
_BAMBARA = re.compile("[ɛɔɲŋƐƆƝŊ]")
_BAMBARA_LETTERS = str.maketrans({"ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "n", "ñ": "ny"})
_SPELLINGS = (
    (r"tch", "C"), (r"sch|sh|ch", "S"), (r"kh", "X"), (r"gh", "G"), (r"ph", "f"), (r"th", "t"), (r"dh", "d"),
    (r"dj", "j"), (r"tj", "C"), (r"gn(?=[aeiouy])", "ny"), (r"gu(?=[eiy])", "g"), (r"qu(?=[aeiy])|q", "k"),
    (r"oo|ou", "u"), (r"ee", "i"), (r"ae$|ah$", "a"),
    (r"c(?=[eiy])", "s"), (r"ck|c", "k"), (r"x", "ks"), (r"v", "w"),
    (r"(.)\1+", r"\1"),
    (r"(?<=[aeou])[iy]+|[iy]+(?=[aeou])", "y"), (r"(?<![aeiou])y(?![aeiou])", "i"),
    (r"^u+(?=[aei])|(?<=[aei])u+(?=[aeiou])|(?<=[ae])wu|(?<=[aei])u", "w"), (r"ao", "awo"),
    (r"n(?=b)", "m"), (r"(?<=[aeiou])h$", ""), (r"C", "c"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_LATIN = tuple((re.compile(spelling), sound) for spelling, sound in _SPELLINGS)
_FEMININE = re.compile(r"(?<=..)at[au]$")
_MELTED_ARTICLE = re.compile(r"^[aei](?=([tdrzsnl])\1..)")
_ARTICLE = re.compile(r"^(?:[ae]l-?(?=....)|l(?=[aeiou].{5}))")
_COARSE = str.maketrans("XGgcTdDzSjr", "kkkttttsstl")
_UNHEARD = re.compile(r"[aeiouAVWYFwyh']")


@dataclass(frozen=True, slots=True)
class Heard:
    """One way to read a word; Arabic script has no short vowels."""

    sounds: str
    has_short_vowels: bool


@lru_cache(maxsize=WORDS_KEPT)
def readings_of(word: str) -> tuple[Heard, ...]:
    """Return the ways in which a word is read, the plainest first."""
    if is_arabic(word):
        return tuple(Heard(sounds, has_short_vowels=False) for sounds in with_endings(arabic_forms(word)))
    letters = [letter_form for letter_form in latin_forms(word) if letter_form]
    return tuple(Heard(sounds, has_short_vowels=True) for sounds in with_endings(map(sounds_of_latin, letters)))


def latin_forms(word: str) -> list[str]:
    """Return a word of Latin letters as it may stand behind its spelling: with an article, with the c of Bambara."""
    plain = "".join(letter for letter in fold(word.casefold().translate(_BAMBARA_LETTERS)) if letter.isalpha())
    forms = [plain, _MELTED_ARTICLE.sub("", plain), _ARTICLE.sub("", plain)]
    forms += [re.sub(r"^d[iy](?=[aeou])|(?<=[aeiou])d[iy](?=[aeou])", "dj", form) for form in forms[:1]]
    forms += [re.sub(r"^th?[iy](?=[aeou])", "tj", form) for form in forms[:1]]
    forms += [re.sub(r"^c(?=[aeiouy])", "tj", form) for form in forms[:1]]
    if _BAMBARA.search(word):
        forms = [form.replace("c", "tj") for form in forms]
    return list(dict.fromkeys(forms))


def with_endings(readings: Iterable[str]) -> list[str]:
    """Return readings, and each without the Mandé ending of a feminine name."""
    found = list(readings)
    return list(dict.fromkeys([*found, *(_FEMININE.sub("a", sounds) for sounds in found)]))


def sounds_of_latin(letters: str) -> str:
    """Return the sounds of small Latin letters."""
    for spelling, sound in _LATIN:
        letters = spelling.sub(sound, letters)
    return letters


def coarse_consonants(sounds: str, *, most: int) -> str:
    """Return the first consonants of a reading, those that are easily taken for one another as one."""
    skeleton = _UNHEARD.sub("", sounds.translate(_COARSE))
    return re.sub(r"(.)\1+", r"\1", skeleton)[:most]
