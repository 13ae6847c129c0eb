"""
Which records are worth comparing: those that share a key, so that 100,000 persons are not compared two by two.

A key is made of the first three consonants of one word of a name and the first of another, in no order, those easily
taken for one another being one. Thousands share such a key where everybody has the same few names; therefore one more
is made of three consonants of both, for whoever leaves out the keys of a crowd. And, for a word with a slip, two
consonants of another word and the day of birth.
"""

from __future__ import annotations

import datetime as dt
from itertools import permutations, product

from twiza.households.names.sounds import coarse_consonants
from twiza.households.names.words import NameWord, words_of_name

WITHOUT_CONSONANTS = "-"


def blocking_keys(*, name: str, born_on: dt.date | None, is_birth_estimated: bool) -> frozenset[str]:
    """Return the keys of a record; two records that share none are not compared."""
    words = words_of_name(name)
    keys = set()
    for one, other in permutations(words, 2):
        firsts = codes_of(one, consonants=3)
        keys |= {f"{first}+{second}" for first, second in product(firsts, codes_of(other, consonants=1))}
        keys |= {"&".join(sorted(pair)) for pair in product(firsts, codes_of(other, consonants=3))}
    alone = {code for word in words for code in codes_of(word, consonants=2)}
    if born_on is not None and not is_birth_estimated:
        keys |= {f"{code}@{born_on.isoformat()}" for code in alone}
    return frozenset(keys or alone)


def codes_of(word: NameWord, *, consonants: int) -> frozenset[str]:
    """Return the first consonants of each way to read a word; a dash where it has none."""
    heard = {one.sounds for one in (*word.readings, *word.bare_readings)}
    heard |= {sounds.replace("X", "h") for sounds in heard}
    return frozenset(coarse_consonants(sounds, most=consonants) or WITHOUT_CONSONANTS for sounds in heard)
