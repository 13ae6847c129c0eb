"""How two people write one name: which spelling, which signs, which order, and the slip of a finger."""

from __future__ import annotations

import random
import unicodedata

KEYBOARD_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
LONG_ENOUGH = 5
"""Letters of a word in which a slip leaves the word to be recognised."""
CONNECTORS = {"m": ("Ben", "Ould", "El"), "f": ("Bent", "Bint", "El")}
BYNAME = {"m": "dit", "f": "dite"}


def other_spelling(rng: random.Random, spellings: list[str], used: str) -> str:
    """Return another spelling of a word, or the same where there is no other."""
    others = [spelling for spelling in spellings if spelling != used]
    return rng.choice(others) if others else used


def other_signs(rng: random.Random, name: str) -> str:
    """Return a name with other capitals, accents, spaces or hyphens."""
    return rng.choice((str.upper, str.lower, bare, hyphened, joined, spaced))(name)


def bare(name: str) -> str:
    """Return a name without accents, which many keyboards do not have."""
    apart = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def hyphened(name: str) -> str:
    """Return a name with a hyphen for its first space."""
    return name.replace(" ", "-", 1)


def joined(name: str) -> str:
    """Return a name whose particle or servant's word is written in one with what follows."""
    for start in ("El ", "Al ", "Ben ", "Abdel ", "عبد "):
        name = name.replace(start, start.strip())
    return name


def spaced(name: str) -> str:
    """Return a name with spaces too many."""
    return f" {name.replace(' ', '  ')} "


def with_connector(rng: random.Random, given: str, family: str, sex: str) -> str:
    """Return a Moroccan name with son of, daughter of, or the article between its two parts."""
    if family.startswith(("El ", "Al ", "Ben ", "Bin ", "Ould ", "Ait ", "Aït ", "Ayt ")):
        return f"{given} {family.replace(' ', '', 1)}"
    return f"{given} {rng.choice(CONNECTORS[sex])} {family}"


def with_byname(given: str, byname: str, family: str, sex: str) -> str:
    """Return a Malian name with the name that everybody uses: Fatoumata dite Bintou Diarra."""
    return f"{given} {BYNAME[sex]} {byname} {family}"


def slipped(rng: random.Random, name: str, words_known: set[str]) -> str:
    """Return a name with one slip inside a long word, which does not become another name that is known."""
    words = name.split(" ")
    long = [number for number, word in enumerate(words) if len(word) >= LONG_ENOUGH and "-" not in word]
    if not long:
        return name
    number = rng.choice(long)
    for _attempt in range(20):
        wrong = one_slip(rng, words[number])
        if wrong != words[number] and bare(wrong).casefold() not in words_known:
            return " ".join([*words[:number], wrong, *words[number + 1 :]])
    return name


def one_slip(rng: random.Random, word: str) -> str:
    """Return a word with one of its inner letters left out, doubled, exchanged with the next, or a key beside it."""
    at = rng.randrange(1, len(word) - 2)
    kind = rng.choice(("left_out", "doubled", "exchanged", "key"))
    if kind == "left_out":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    if kind == "exchanged":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + key_beside(rng, word[at]) + word[at + 1 :]


def key_beside(rng: random.Random, letter: str) -> str:
    """Return a letter beside another on the keyboard, or itself when it is not there."""
    for row in KEYBOARD_ROWS:
        at = row.find(letter)
        if at >= 0:
            return rng.choice([row[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(row)])
    return letter
