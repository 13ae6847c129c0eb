"""
Whether two records are perhaps one person, and why: by name, sex, birth and place. A person decides.

Two records are worth comparing when they share a blocking key; 100,000 persons are never compared two by two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from twiza.households.names.likeness import NameLikeness, likeness_of_names

CANDIDATE = 0.82
"""From this score on, two records are shown to somebody who decides."""
OTHER_SEX, OTHER_GENDER, OTHER_BIRTH, INITIAL_ALONE = 0.7, 0.9, 0.75, 0.8
"""What is left of a score when sex or birth speak against it, or an initial has nothing to lean on."""
SAME_BIRTH, SAME_PLACE, INITIAL_CERTAIN = 0.03, 0.02, 0.2
"""What is added when they speak for it."""
DAYS_IN_A_YEAR = 365.25
YEARS_BETWEEN = {0: 1.1, 1: 4.0, 2: 7.0}
"""Between two births of one person, by how many of them are estimated."""


class ReasonCode(StrEnum):
    """What was seen in two records."""

    SAME_WORD = "same_word"
    ALIKE_WORD = "alike_word"
    OTHER_WORD = "other_word"
    OTHER_GENDER = "other_gender"
    TURNED = "turned"
    INITIAL = "initial"
    SAME_SEX = "same_sex"
    OTHER_SEX = "other_sex"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    OTHER_BIRTH = "other_birth"
    SAME_PLACE = "same_place"
    OTHER_PLACE = "other_place"


@dataclass(frozen=True, slots=True)
class Described:
    """What is compared of a person. Empty or None is what nobody knows;"""

    name: str
    sex: str = ""
    born_on: dt.date | None = None
    is_birth_estimated: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing seen in two records: what, and the two values."""

    code: ReasonCode
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """How likely two records are one person, from 0 to 1, and what speaks for and against it."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Return whether somebody should look at the two records."""
        return self.score >= CANDIDATE


def compared(left: Described, right: Described) -> Candidate:
    """Return how likely two records are one person, and why."""
    names = likeness_of_names(left.name, right.name)
    reasons = [
        *name_reasons(names),
        *sex_reasons(left, right),
        *birth_reasons(left, right),
        *place_reasons(left, right),
    ]
    return Candidate(score_of({reason.code for reason in reasons}, names), tuple(reasons))


def score_of(seen: set[ReasonCode], names: NameLikeness) -> float:
    """Return the score of what was seen."""
    score = names.score
    is_certain = {ReasonCode.SAME_SEX, ReasonCode.SAME_BIRTH} <= seen
    if names.has_initial:
        score = score + INITIAL_CERTAIN if is_certain else score * INITIAL_ALONE
    score += SAME_BIRTH * (ReasonCode.SAME_BIRTH in seen) + SAME_PLACE * (ReasonCode.SAME_PLACE in seen)
    score *= OTHER_SEX if ReasonCode.OTHER_SEX in seen else 1
    # Mandé adds a vowel to men's names too (Ibrahima): where both sexes are recorded alike, the ending says nothing.
    score *= OTHER_GENDER if ReasonCode.OTHER_GENDER in seen and ReasonCode.SAME_SEX not in seen else 1
    score *= OTHER_BIRTH if ReasonCode.OTHER_BIRTH in seen else 1
    return round(min(1.0, score), 4)


def name_reasons(names: NameLikeness) -> Iterator[Reason]:
    """Yield what each pair of words says, and that their order differs."""
    for pair in names.words:
        code = ReasonCode.OTHER_WORD if pair.likeness < CANDIDATE else ReasonCode.ALIKE_WORD
        yield Reason(ReasonCode.SAME_WORD if pair.likeness == 1 else code, pair.left, pair.right)
        if pair.has_other_gender:
            yield Reason(ReasonCode.OTHER_GENDER, pair.left, pair.right)
    if names.is_turned:
        yield Reason(ReasonCode.TURNED)
    if names.has_initial:
        yield Reason(ReasonCode.INITIAL)


def sex_reasons(left: Described, right: Described) -> Iterator[Reason]:
    """Yield what the two sexes say, where both are known."""
    if left.sex and right.sex:
        yield Reason(ReasonCode.SAME_SEX if left.sex == right.sex else ReasonCode.OTHER_SEX, left.sex, right.sex)


def place_reasons(left: Described, right: Described) -> Iterator[Reason]:
    """Yield what the two places say, where both are known; families move, so another place speaks against nothing."""
    if left.place and right.place:
        code = ReasonCode.SAME_PLACE if left.place == right.place else ReasonCode.OTHER_PLACE
        yield Reason(code, left.place, right.place)


def birth_reasons(left: Described, right: Described) -> Iterator[Reason]:
    """Yield what the two births say, where both are known."""
    if left.born_on is None or right.born_on is None:
        return
    both = (left.born_on.isoformat(), right.born_on.isoformat())
    estimated = left.is_birth_estimated + right.is_birth_estimated
    if not estimated and left.born_on == right.born_on:
        yield Reason(ReasonCode.SAME_BIRTH, *both)
    elif not estimated and is_exchanged(left.born_on, right.born_on):
        yield Reason(ReasonCode.NEAR_BIRTH, *both)
    else:
        years = abs((left.born_on - right.born_on).days) / DAYS_IN_A_YEAR
        yield Reason(ReasonCode.NEAR_BIRTH if years <= YEARS_BETWEEN[estimated] else ReasonCode.OTHER_BIRTH, *both)


def is_exchanged(one: dt.date, other: dt.date) -> bool:
    """Return whether somebody wrote the month before the day."""
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)
