"""What a cell of a health series says: a figure or a hidden one, a sex, an age band."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from twiza.core.text import fold
from twiza.documents.tables import Cell, text_of
from twiza.territory.cells import MOST_PEOPLE, SPACES, CellRefused
from twiza.territory.models import OLDEST_AGE, Sex

MISSING = frozenset({"", "-", "–", "—", "..", "...", "nd", "n/d", "na", "n/a", "غم"})
MOST_BELOW = 20
"""A figure hidden by its source is hidden for being small: "<5", hardly ever more."""
_BELOW = re.compile(r"(?:<|moinsde|under|اقلمن)(\d{1,2})")
_AT_MOST = re.compile(r"(?:≤|<=)(\d{1,2})")
_SEXES = {
    Sex.FEMALE: ("f", "female", "females", "femme", "femmes", "feminin", "fille", "filles", "women",
                 "انثي", "اناث", "نساء"),
    Sex.MALE: ("m", "h", "male", "males", "homme", "hommes", "masculin", "garcon", "garcons", "men",
               "ذكر", "ذكور", "رجال"),
    Sex.ALL: ("", "t", "all", "both", "total", "tous", "ensemble", "lesdeux", "lesdeuxsexes", "المجموع", "الكل"),
}  # fmt: skip
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words}
_YEARS = re.compile(r"(ans?|annees?|years?|y|سنه|سنوات)$")
_BAND = re.compile(r"(\d{1,3})(?:-|–|a|to|الي)(\d{1,3})")
_OPEN = re.compile(r"(\d{1,3})(?:\+|(?:ans)?etplus|andover|فاكثر)")
_YOUNGER = re.compile(r"(?:<|moinsde|under|اقلمن)(\d{1,3})")


def figure_in(cell: Cell) -> tuple[int | None, int | None]:
    """
    Return the number a cell gives, or below which it lies when its source hides it; neither when it is missing.

    Raises CellRefused on anything else: a figure that is not understood is never taken for nought.
    """
    text = SPACES.sub("", fold(text_of(cell)))
    if text in MISSING:
        return None, None
    if hidden := _BELOW.fullmatch(text) or _AT_MOST.fullmatch(text):
        below = int(hidden[1]) + (hidden.re is _AT_MOST)
        if 1 < below <= MOST_BELOW:
            return None, below
    if text.isdecimal() and len(text) <= len(str(MOST_PEOPLE)) and int(text) <= MOST_PEOPLE:
        return int(text), None
    raise CellRefused(
        _("“%(text)s” is not a whole number, nor a hidden one such as “<5”; leave a missing figure empty.")
        % {"text": text_of(cell)[:40]}
    )


def sex_in(cell: Cell) -> Sex:
    """Return the sex a cell names, both for an empty one. Raises CellRefused."""
    sex = _SEX_OF.get(_bare(cell))
    if sex is None:
        raise CellRefused(_("“%(text)s” is no sex: write F, M, or nothing for both.") % {"text": text_of(cell)[:40]})
    return sex


def ages_in(cell: Cell) -> tuple[int, int]:
    """Return the ages [start, end) in years that a cell names, every age for an empty one. Raises CellRefused."""
    text = _YEARS.sub("", SPACES.sub("", fold(text_of(cell))))
    if text in _SEXES[Sex.ALL]:
        return 0, OLDEST_AGE
    if match := _BAND.fullmatch(text):
        start, end = int(match[1]), int(match[2]) + 1
    elif match := _OPEN.fullmatch(text):
        start, end = int(match[1]), OLDEST_AGE
    elif match := _YOUNGER.fullmatch(text):
        start, end = 0, int(match[1])
    else:
        start, end = 0, 0
    if not 0 <= start < end <= OLDEST_AGE:
        raise CellRefused(
            _("“%(text)s” is no age in whole years: write 0-4, 15-49, 60+ or <1.") % {"text": text_of(cell)[:40]}
        )
    return start, end


def _bare(cell: Cell) -> str:
    return "".join(letter for letter in fold(text_of(cell)) if letter.isalnum())
