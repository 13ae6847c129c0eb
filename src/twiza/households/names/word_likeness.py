"""
How alike two words of names sound, from 0 to 1: the cheapest way to turn the sounds of one into those of the other.

What a change costs follows phonetics (consonants of one place or one manner, vowels that are neighbours), the writing
of Arabic (short vowels are not written, long ones are) and of French (a silent e at the end), and the keyboard. The
figures were set by hand, looking at pairs of other seeds than the committed ones: the same names, other pairs.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise

from twiza.households.names.sounds import VOWELS, WORDS_KEPT, Heard
from twiza.households.names.words import NameWord

CONSONANT, VOWEL = 1.0, 0.5
"""What a sound weighs in its word, and costs when it is missing."""
FINAL_A, FINAL_E, FINAL_VOWEL, SHORT_VOWEL, VOWEL_ALONE, BROKEN_CLUSTER = 0.6, 0.05, 0.4, 0.1, 0.45, 0.15
BEFORE_A_CLUSTER, HUSHED_H, AYN = 0.2, 0.35, 0.02
"""What these cost when they are missing; a broken cluster is Tarawele for Traoré, a vowel before one Ibrahim."""
EXCHANGED = 0.6
SLIPPED, LONG_ENOUGH_FOR_A_SLIP = 0.84, 5
"""How alike two words are that one slip of a finger parts, and how many letters they need for that to be said."""
FIRST_COUNTS = 1.6
"""A first sound is seldom written wrong."""
SERVANT_ALONE, WITHOUT_PARTICLE, INITIAL = 0.7, 0.96, 0.75
"""What is left when only one word says `servant of`; when particles are set aside; of a first letter."""
_NEAR = {
    "Ss": 0.3, "Xk": 0.15, "Xh": 0.3, "Gg": 0.1, "Gr": 0.4, "ct": 0.25, "cs": 0.4, "jd": 0.5, "jz": 0.5, "jg": 0.4,
    "jy": 0.6, "zs": 0.4, "zd": 0.6, "td": 0.5, "Tt": 0.05, "Ts": 0.15, "Dd": 0.05, "Dz": 0.1, "kg": 0.3, "nm": 0.5,
    "lr": 0.4, "ln": 0.8, "bf": 0.6, "pb": 0.3, "pf": 0.4, "wb": 0.6, "wu": 0.1, "wo": 0.2, "yi": 0.05, "ye": 0.2,
    "jS": 0.5, "hk": 0.8,
    "ae": 0.25, "ei": 0.2, "ou": 0.15, "ao": 0.5, "ai": 0.9, "au": 0.8, "iu": 0.5, "eo": 0.4, "eu": 0.5, "io": 0.5,
    "Aa": 0, "Ae": 0.1, "Ao": 0.7, "Wu": 0, "Wo": 0, "Ww": 0, "Yi": 0, "Yy": 0, "Ye": 0.05,
    "Fi": 0, "Fy": 0, "Fe": 0.1, "Fa": 0.1, "FY": 0, "FA": 0.4,
    "Va": 0, "Ve": 0, "Vi": 0, "Vo": 0.1, "Vu": 0.1, "VA": 0, "aA": 0,
}  # fmt: skip
_COSTS = {**_NEAR, **{pair[::-1]: cost for pair, cost in _NEAR.items()}}
LONG_OR_SILENT = {"'": AYN, "V": 0.2, "A": 0.6, "W": 0.9, "Y": 0.9, "F": 0.6}
"""Sounds of Arabic script that a Latin word lacks; between two words of that script each is a letter as any other."""
GLIDES = {"w": 0.8, "y": 0.5}
GENDER_AT_THE_END = ({"a", "e"}, {"A", "e"})
"""Rachida is not Rachide: at the end of a name e is silent."""
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {one + other for row in _ROWS for pair in (row, row[::-1]) for one, other in pairwise(pair)}


@lru_cache(maxsize=WORDS_KEPT * 4)
def word_likeness(left: NameWord, right: NameWord) -> float:
    """Return how alike two words are, the better of the ways to read them."""
    if left.letters == right.letters:
        return 1.0
    if left.is_initial or right.is_initial:
        return initial_likeness(left, right)
    found = best_of(left.readings, right.readings)
    if left.readings != left.bare_readings or right.readings != right.bare_readings:
        found = max(found, WITHOUT_PARTICLE * best_of(left.bare_readings, right.bare_readings))
    if left.is_servant != right.is_servant:
        found = max(SERVANT_ALONE * found, best_of(left.full_readings, right.full_readings))
    return max(found, likeness_after_slip(left.letters, right.letters))


def has_other_gender(left: NameWord, right: NameWord) -> bool:
    """Return whether one word has the ending of women's names, the other a consonant (Karima and Karim)."""
    ends = {one.readings[0].sounds.removesuffix("e")[-1:] for one in (left, right) if one.readings}
    return len(ends) > 1 and bool(ends & set("aA")) and bool(ends - VOWELS)


def initial_likeness(left: NameWord, right: NameWord) -> float:
    """Return what a first letter says: little, and nothing across scripts."""
    return INITIAL if left.letters[:1] == right.letters[:1] else 0.0


def best_of(lefts: tuple[Heard, ...], rights: tuple[Heard, ...]) -> float:
    """Return the likeness of the two readings that are most alike."""
    return max((likeness_of_sounds(left, right) for left in lefts for right in rights), default=0.0)


def likeness_after_slip(left: str, right: str) -> float:
    """Return `SLIPPED` for two long words with one slip of the finger between them, inside, else 0."""
    short, long = sorted((left, right), key=len)
    if len(short) < LONG_ENOUGH_FOR_A_SLIP or len(long) - len(short) > 1 or short[0] != long[0] or short == long:
        return 0.0
    at = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    if len(long) > len(short):
        return (
            SLIPPED if len(long) > LONG_ENOUGH_FOR_A_SLIP and at < len(short) and short[at:] == long[at + 1 :] else 0.0
        )
    is_inside = at < len(short) - 1
    is_exchanged = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    is_beside = short[at] + long[at] in _BESIDE and short[at + 1 :] == long[at + 1 :]
    return SLIPPED if is_inside and (is_exchanged or is_beside) else 0.0


@lru_cache(maxsize=WORDS_KEPT * 4)
def likeness_of_sounds(left: Heard, right: Heard) -> float:
    """Return the share of the sounds of two readings that stays when one becomes the other."""
    if left.sounds == right.sounds:
        return 1.0 if left.sounds else 0.0
    weight = max(sum(map(weight_of, left.sounds)), sum(map(weight_of, right.sounds)))
    return max(0.0, 1 - cost_of_change(left, right) / weight) if weight else 0.0


def cost_of_change(left: Heard, right: Heard) -> float:
    """Return the cost of turning the sounds of one reading into those of another (Damerau and Levenshtein)."""
    one, other = left.sounds, right.sounds
    without = [cost_without(one, at, right) for at in range(len(one))]
    added = [cost_without(other, at, left) for at in range(len(other))]
    rows = [list(accumulate(added, initial=0.0))]
    for i in range(1, len(one) + 1):
        above, row = rows[-1], [rows[-1][0] + without[i - 1]]
        for j in range(1, len(other) + 1):
            best = min(above[j] + without[i - 1], row[j - 1] + added[j - 1], above[j - 1] + cost_at(one, other, i, j))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, rows[i - 2][j - 2] + EXCHANGED)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def cost_at(one: str, other: str, i: int, j: int) -> float:
    """Return what it costs to take one sound for another where they stand, counted from 1."""
    if one[i - 1] == other[j - 1]:
        return 0.0
    if i == len(one) and j == len(other) and {one[-1], other[-1]} in GENDER_AT_THE_END:
        return FINAL_A
    return cost_between(one[i - 1], other[j - 1]) * (FIRST_COUNTS if i == j == 1 else 1)


def cost_between(one: str, other: str) -> float:
    """Return what it costs to take one sound for another one."""
    return _COSTS.get(one + other, CONSONANT)


def cost_without(sounds: str, at: int, other: Heard) -> float:
    """Return what it costs that the other word has not this sound."""
    sound, is_last = sounds[at], at == len(sounds) - 1
    first = FIRST_COUNTS if at == 0 else 1
    if sound == "A" and is_last:
        return FINAL_A
    if sound in LONG_OR_SILENT:
        return LONG_OR_SILENT[sound] if other.has_short_vowels or sound in "V'" else CONSONANT
    if sound == "h":
        return SHORT_VOWEL if is_last else HUSHED_H
    if sound not in "aeiou":
        return first * GLIDES.get(sound, CONSONANT)
    return cost_without_vowel(sounds, at, other)


def cost_without_vowel(sounds: str, at: int, other: Heard) -> float:
    """Return what it costs that the other word has not this short vowel."""
    if at == len(sounds) - 1:
        return {"a": FINAL_A, "e": FINAL_E}.get(sounds[at], FINAL_VOWEL)
    if not other.has_short_vowels:
        return SHORT_VOWEL
    if at == 0 and len(sounds) > 2 and not VOWELS & set(sounds[1:3]):
        return BEFORE_A_CLUSTER
    return BROKEN_CLUSTER if sounds[at + 1] in "rl" and at == 1 else VOWEL_ALONE


def weight_of(sound: str) -> float:
    """Return what a sound weighs in its word."""
    return AYN if sound == "'" else VOWEL if sound in VOWELS or sound in "wy" else CONSONANT
