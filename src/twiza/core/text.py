"""
Words as they sound: what makes Aït, Ait and Ayt one word, and آيت, أيت and ايت another one.

Spellings of a name differ by accents, by the way a sound is written, and by signs that people leave out. `fold`
removes the signs of both scripts; `words_of` also brings each word to one spelling of its sound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

SOUNDS_KEPT = 20_000
"""Thousands of names share a few words: `centre`, `santé`, the names of communes."""
# What Unicode does not take apart by itself: letters of neighbours' alphabets, final forms, signs without sound.
_LETTERS = str.maketrans(
    {
        "ة": "ه", "ى": "ي", "ی": "ي", "ٱ": "ا", "ء": "", "ـ": "",
        "ک": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "ڨ": "ق", "پ": "ب", "ڤ": "ف", "ھ": "ه",
        "œ": "oe", "æ": "ae", "ı": "i",
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_SOUNDS = (
    (re.compile(r"ou|oo|w"), "u"),
    (re.compile(r"y"), "i"),
    (re.compile(r"[cs]h"), "x"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"c(?=[ei])"), "s"),
    (re.compile(r"qu?|c"), "k"),
    (re.compile(r"(?<=[aeiou])h$"), ""),
    (re.compile(r"^ال(?=...)"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
# Short forms of words that begin the names of hundreds of places, as `_SOUNDS` leaves them.
_SAME_WORD = {
    "si": "sidi", "sid": "sidi", "mi": "mulai", "mulai": "mulai", "mulei": "mulai", "beni": "bni", "uled": "ulad",
    "uld": "ulad", "aulad": "ulad", "zauiat": "zauia", "zauit": "zauia", "bin": "ben",
    "سي": "سيدي", "سيد": "سيدي", "ولاد": "اولاد", "بن": "ابن", "زاويت": "زاويه",
}  # fmt: skip
_ROMAN_NUMBER = re.compile(r"[ivx]+")
_ARTICLES = frozenset({"el", "al", "l", "la", "le", "les", "de", "du", "des", "d", "ال"})
_APOSTROPHES = "'’‘ʼʿʾ`´"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
_WORD = re.compile(rf"(?:[ldLD][{_APOSTROPHES}])?([^\W_][\w{_MARKS}{_APOSTROPHES}]*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: how it sounds, and the half-open span it was written in."""

    sound: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text in small letters without accents, vowel signs, hamza, tatweel or invisible signs."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"})
    return kept.translate(_LETTERS)


def words_of(text: str) -> list[Word]:
    """Return the words of a text as they sound, without articles unless nothing else is left."""
    words = [Word(sound_of(match[1]), match.start(1), match.end(1)) for match in _WORD.finditer(text)]
    heard = [word for word in words if word.sound]
    return [word for word in heard if word.sound not in _ARTICLES] or heard


def search_text_of(texts: Iterable[str]) -> str:
    """Return what is searched of something: the words of these texts as they sound, each with a space before it."""
    sounds = {word.sound for text in texts for word in words_of(text)}
    return "".join(f" {sound}" for sound in sorted(sounds))


def sounds_asked(text: str) -> list[str]:
    """Return the words that somebody looks for, as they sound and as they stand in what is searched."""
    return [f" {word.sound}" for word in words_of(text)]


@lru_cache(maxsize=SOUNDS_KEPT)
def sound_of(word: str) -> str:
    """Return one spelling for all that sound alike: `Ouled` and `Oulad`, `Beni` and `Bni`, `أولاد` and `اولاد`."""
    sound = "".join(letter for letter in fold(word) if letter.isalnum())
    if _ROMAN_NUMBER.fullmatch(sound):  # Commune I is not Commune II
        return sound
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    return _SAME_WORD.get(sound, sound)
