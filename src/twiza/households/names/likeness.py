"""How alike two full names are, from 0 to 1: their words two by two, in whatever order they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from twiza.households.names.word_likeness import has_other_gender, word_likeness
from twiza.households.names.words import NameWord, words_of_name

MOST_WORDS = 5
"""Words of a name that are compared; the permutations of more are not worth their time."""
WEAKEST_COUNTS = 0.65
"""Brothers share a family name: what two names have least alike says most."""
WORD_LEFT_OVER, BYNAME_LEFT_OVER = 0.1, 0.02
ONE_WORD_AT_MOST = 0.75
"""What one word says of a person who has more."""


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two words that answer each other, as written, how alike they are, and whether only one sounds like a woman's."""

    left: str
    right: str
    likeness: float
    has_other_gender: bool


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """How alike two names are, by which words; `is_turned` when the same words stand in another order."""

    score: float
    words: tuple[WordPair, ...]
    is_turned: bool
    has_initial: bool


def likeness_of_names(left: str, right: str) -> NameLikeness:
    """Return how alike two full names are."""
    few, many = sorted((words_of_name(left)[:MOST_WORDS], words_of_name(right)[:MOST_WORDS]), key=len)
    if not few:
        return NameLikeness(0.0, (), is_turned=False, has_initial=False)
    likenesses = [[word_likeness(one, other) for other in many] for one in few]
    orders = permutations(range(len(many)), len(few))
    score, order = max((score_of(likenesses, many, order), order) for order in orders)
    pairs = [(few[at], many[to], likenesses[at][to]) for at, to in enumerate(order)]
    return NameLikeness(
        score=score,
        words=tuple(
            WordPair(one.written, other.written, round(likeness, 3), has_other_gender(one, other))
            for one, other, likeness in pairs
        ),
        is_turned=list(order) != sorted(order),
        has_initial=any(one.is_initial != other.is_initial for one, other, _likeness in pairs),
    )


def score_of(likenesses: Sequence[Sequence[float]], many: Sequence[NameWord], order: Sequence[int]) -> float:
    """Return one figure for the words that answer each other in an order, and for those that nothing answers."""
    found = [likenesses[at][to] for at, to in enumerate(order)]
    left_over = [word for to, word in enumerate(many) if to not in order]
    score = WEAKEST_COUNTS * min(found) + (1 - WEAKEST_COUNTS) * sum(found) / len(found)
    score -= sum(BYNAME_LEFT_OVER if word.is_byname else WORD_LEFT_OVER for word in left_over)
    if len(found) == 1 and left_over:
        score = min(score, ONE_WORD_AT_MOST)
    return max(0.0, round(score, 6))
