"""
Arabic script as sounds: consonants, long vowels, and no short vowels, because nobody writes them in a name.

The letters are those of Arabic orthography; what each may become in Latin letters is left to `sounds` and `likeness`.
Capitals are sounds that Latin writing does not tell apart: `A` alif, `W` waw and `Y` ya (vowel or consonant), `F` the
ya or alif maqsura at the end of a word, `V` the vowel that opens one, `S` sh, `X` kh, `G` gh, `'` ayn.
"""

from __future__ import annotations

import re

from twiza.core.text import fold

ARABIC = re.compile(r"[\u0600-\u06ff]")
_LETTERS = dict(
    zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", "btTjhXdDrzsSsdtD'Gfkklmnh" + "WY", strict=True),
    ا="A",
    a="a",
)
_FEMININE, _DOUBLED = re.compile(r"(?<=..)ه$"), re.compile(r"(?<=.)(.)\1+")
_ARTICLE = re.compile(r"^ال(?=..)")
_GOD = "الله"
_SOFT_D, _SOFT_T = re.compile(r"dY(?=[AW])"), re.compile(r"tY(?=[AW])")


def is_arabic(word: str) -> bool:
    """Return whether a word is written in Arabic script."""
    return ARABIC.search(word) is not None


def without_article(word: str) -> str:
    """Return a folded word of Arabic script without its article."""
    return word if word == _GOD else _ARTICLE.sub("", word)


def arabic_forms(word: str) -> list[str]:
    """Return a word of Arabic script as it may be heard: without its article, with it, with French di and ti."""
    letters = fold(word)
    if letters.endswith(_GOD):
        return ["la", "ala"]
    plain = sounds_of_arabic(without_article(letters))
    return list(dict.fromkeys([plain, _SOFT_D.sub("j", plain), _SOFT_T.sub("c", plain), sounds_of_arabic(letters)]))


def sounds_of_arabic(letters: str) -> str:
    """Return the sounds of folded letters."""
    # The sign of the feminine is folded to ha; at the end of a name it is heard a.
    single = _DOUBLED.sub(r"\1", _FEMININE.sub("a", letters))
    heard = "".join(_LETTERS.get(letter, "") for letter in single)
    return re.sub(r"(?<=.)Y$", "F", re.sub(r"^A", "V", heard))
