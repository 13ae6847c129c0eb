"""
The danger signs of an age, which of them are there, and how fast somebody is to see the child.

Nobody is diagnosed: a sign gives a level of orientation. A sign that nobody answered is to be checked, never absent.
Some signs are measured: breaths against `fast_breathing_thresholds`, the arm and oedema against `anthropometry`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from twiza.case_management.child_health.nutrition import arm_class
from twiza.rulesets.evaluation.ages import age_from, age_past
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at

BREATHING_SIGNS = frozenset({"YI_RR60", "RESP_FAST"})
ARM_SIGNS = {"NUT_RED": "rouge", "NUT_YEL": "jaune"}
"""The colour of the arm's class: before six months the red class has another name and threshold."""
OEDEMA_SIGN = "NUT_OED"
APPETITE = "NO_APPETITE"
"""An answer that is no sign of its own: the note of NUT_RED asks for it."""
RAISED_SIGN, RAISED_TO = "NUT_RED", "urgence"
"""Note of NUT_RED: urgent with a general danger sign, oedema or no appetite."""
AGE_SPAN = re.compile(r"(\d+)-(\d+)([dmy])")


class Presence(StrEnum):
    """Whether a sign is there."""

    PRESENT = "present"
    ABSENT = "absent"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Examined:
    """A child on the day of a visit: answers by the code of the sign, None or nothing where nobody said."""

    born_on: dt.date
    on: dt.date
    country: str
    answers: Mapping[str, bool | None]
    breaths_per_minute: int | None = None
    muac_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign as it was found; `level` is that of the ruleset, or the one it is raised to."""

    code: str
    group: str
    level: str
    presence: Presence
    is_general_danger: bool
    is_sensitive: bool
    to_be_validated: bool


@dataclass(frozen=True, slots=True)
class DangerFound:
    """All signs of an age, the highest level among those present, and within how many hours somebody is to see her."""

    signs: tuple[Sign, ...]
    level: str
    delay_hours: int | None

    @property
    def present(self) -> tuple[Sign, ...]:
        """Return the signs that are there."""
        return tuple(sign for sign in self.signs if sign.presence == Presence.PRESENT)

    @property
    def to_check(self) -> tuple[Sign, ...]:
        """Return the signs that nobody answered."""
        return tuple(sign for sign in self.signs if sign.presence == Presence.TO_CHECK)


def danger_found(signs: Content, nutrition: Content, child: Examined) -> DangerFound:
    """Return the danger signs of a child, by the rulesets `danger_signs` and `anthropometry`. Raises NoSuchPath."""
    rows = [
        (group, row) for group in groups_at(signs, child) for row in group["signs"] if is_asked(row, child.country)
    ]
    present = {row["code"]: presence_of(signs, nutrition, row["code"], child) for _group, row in rows}
    is_raised = any(
        present[row["code"]] == Presence.PRESENT
        for _group, row in rows
        if row.get("general_danger") or row["code"] == OEDEMA_SIGN
    ) or bool(child.answers.get(APPETITE))
    return found_of(signs, tuple(sign_of(group["id"], row, present[row["code"]], is_raised) for group, row in rows))


def danger_of_mother(signs: Content, *, country: str, answers: Mapping[str, bool | None]) -> DangerFound:
    """Return the danger signs of a mother, which have no age. Raises NoSuchPath."""
    rows = [
        (group["id"], row)
        for group in rows_at(signs, "groups")
        if "age" not in group
        for row in group["signs"]
        if is_asked(row, country)
    ]
    found = (sign_of(group, row, presence_said(answers.get(row["code"])), is_raised=False) for group, row in rows)
    return found_of(signs, tuple(found))


def danger_together(content: Content, *found: DangerFound) -> DangerFound:
    """Return the signs of a child and of her mother as one, as a visit to both finds them."""
    return found_of(content, tuple(sign for one in found for sign in one.signs))


def found_of(content: Content, signs: tuple[Sign, ...]) -> DangerFound:
    """Return signs with the highest level among those present; the ruleset writes its levels from the highest down."""
    there = {sign.level for sign in signs if sign.presence == Presence.PRESENT}
    highest = next((level for level in rows_at(content, "levels") if level["code"] in there), None)
    return DangerFound(signs, highest["code"] if highest else "", highest["delay_h"] if highest else None)


def groups_at(content: Content, child: Examined) -> Iterator[Content]:
    """Yield the groups of signs of a child's age, both ends included."""
    for group in rows_at(content, "groups"):
        age = group.get("age")
        if age and age_from(age["from"]).after(child.born_on) <= child.on < age_past(age["to"]).after(child.born_on):
            yield group


def is_asked(row: Content, country: str) -> bool:
    """Return whether a sign is asked in a country."""
    return row.get("country") in {None, country}


def presence_of(signs: Content, nutrition: Content, code: str, child: Examined) -> Presence:
    """Return whether a sign is there: measured where it can be and was, else as answered."""
    measured = presence_measured(signs, nutrition, code, child)
    answered = presence_said(child.answers.get(code))
    # What somebody saw counts beside what was measured: the worse of the two.
    return Presence.PRESENT if Presence.PRESENT in {measured, answered} else measured or answered


def presence_said(answer: bool | None) -> Presence:
    """Return what an answer says."""
    return Presence.TO_CHECK if answer is None else Presence.PRESENT if answer else Presence.ABSENT


def presence_measured(signs: Content, nutrition: Content, code: str, child: Examined) -> Presence | None:
    """Return what a measure says of a sign; None when it has none, or it was not taken."""
    if code in BREATHING_SIGNS and child.breaths_per_minute is not None:
        limit = breaths_limit(signs, born_on=child.born_on, on=child.on)
        return None if limit is None else presence_said(child.breaths_per_minute >= limit)
    if code in ARM_SIGNS and child.muac_mm is not None:
        found = arm_class(nutrition, born_on=child.born_on, on=child.on, muac_mm=child.muac_mm)
        return None if found is None else presence_said(found.colour == ARM_SIGNS[code])
    return None


def breaths_limit(content: Content, *, born_on: dt.date, on: dt.date) -> int | None:
    """Return from how many breaths a minute on a child of an age breathes fast; None where nothing is set."""
    for row in rows_at(content, "fast_breathing_thresholds"):
        match = AGE_SPAN.fullmatch(row["age"])
        if match is None:
            continue
        first, last = (f"{match[number]}{match[3]}" for number in (1, 2))
        if age_from(first).after(born_on) <= on < age_past(last).after(born_on):
            return int(row["per_min"])
    return None


def sign_of(group: str, row: Content, presence: Presence, is_raised: bool) -> Sign:
    """Return one sign as it was found."""
    return Sign(
        code=row["code"],
        group=group,
        level=RAISED_TO if is_raised and row["code"] == RAISED_SIGN else row["level"],
        presence=presence,
        is_general_danger=bool(row.get("general_danger")),
        is_sensitive=bool(row.get("sensitive")),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )
