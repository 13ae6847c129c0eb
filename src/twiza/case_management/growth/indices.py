"""The six indices of a child's growth: which measure is set beside which table, from birth to nineteen years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor

from twiza.case_management.growth.scores import z_score, z_score_of_weight
from twiza.case_management.growth.tables import Lms, Table

DAYS_IN_A_MONTH = 30.4375
LAST_DAY_OF_STANDARDS = 1826
"""Where WHO's daily tables end, at 60 months; from there to nineteen years stands the reference of 2007, by month."""
FIRST_DAY_STANDING = 731
STANDING_IS_SHORTER_CM = 0.7
LYING_BELOW_CM = 87.0
"""Of a child whose age nobody knows: shorter ones are supposed to have been measured lying."""
MONTHS_END = {"weight_by_month": 121, "height_by_month": 229, "bmi_by_month": 229}
PLAUSIBLE = {"zwei": (-6, 5), "zlen": (-6, 6), "zwfl": (-5, 5), "zbmi": (-5, 5), "zhc": (-5, 5), "zac": (-5, 5)}
"""WHO's limits: beyond them a measure, an age or a sex was more likely written wrong."""

Tables = Mapping[tuple[str, str], Table]
Score = Callable[[float, Lms], float]


@dataclass(frozen=True, slots=True)
class Measured:
    """One child on one day; None is what was not measured, or is not known. Kilograms and centimetres."""

    sex: str
    days: int | None
    months: float | None
    weight: float | None = None
    length: float | None = None
    is_lying: bool | None = None
    head: float | None = None
    arm: float | None = None
    has_oedema: bool = False


def aged(*, days: int | None, months: float | None) -> tuple[int | None, float | None]:
    """Return an age in whole days and in months, from whichever is known."""
    if days is not None:
        return days, days / DAYS_IN_A_MONTH
    if months is not None:
        return floor(months * DAYS_IN_A_MONTH + 0.5), months
    return None, None


def growth_of(child: Measured, tables: Tables) -> dict[str, float]:
    """Return the z-scores that WHO gives for what was measured, by the name of the index, to two decimals."""
    is_older = child.days is not None and child.days > LAST_DAY_OF_STANDARDS
    found = by_reference(child, tables) if is_older else by_standards(child, tables)
    return {name: round(score, 2) + 0.0 for name, score in found.items() if score is not None}


def implausible(scores: Mapping[str, float]) -> list[str]:
    """Return the indices whose z-score lies beyond WHO's limits, in WHO's order."""
    return [name for name, (least, most) in PLAUSIBLE.items() if name in scores and not least <= scores[name] <= most]


def by_standards(child: Measured, tables: Tables) -> dict[str, float | None]:
    """Return the indices from birth to 1,826 days."""

    def of(table: str, at: float | None, value: float | None, score: Score = z_score_of_weight) -> float | None:
        return scored(tables[table, child.sex], at, value, score)

    weight, length = weight_that_counts(child), length_that_counts(child)
    return {
        "zwei": of("weight_by_day", child.days, weight),
        "zlen": of("length_by_day", child.days, length, z_score),
        "zwfl": of("weight_by_length" if was_lying(child) else "weight_by_height", length, weight),
        "zbmi": of("bmi_by_day", child.days, body_mass_index(weight, length)),
        "zhc": of("head_by_day", child.days, child.head, z_score),
        "zac": of("arm_by_day", child.days, child.arm),
    }


def by_reference(child: Measured, tables: Tables) -> dict[str, float | None]:
    """Return the indices from there to nineteen years, to ten for weight."""

    def of(table: str, value: float | None, score: Score = z_score_of_weight) -> float | None:
        is_over = child.months is None or child.months >= MONTHS_END[table]
        return None if is_over else scored(tables[table, child.sex], child.months, value, score)

    weight, height = weight_that_counts(child), length_that_counts(child)
    return {
        "zwei": of("weight_by_month", weight),
        "zlen": of("height_by_month", height, z_score),
        "zbmi": of("bmi_by_month", body_mass_index(weight, height)),
    }


def scored(table: Table, at: float | None, value: float | None, score: Score) -> float | None:
    """Return the z-score of a value at a point of a table; None where one of them is not there."""
    if at is None or value is None:
        return None
    lms = table.at(at)
    return None if lms is None else score(value, lms)


def weight_that_counts(child: Measured) -> float | None:
    """Return the weight, unless it is that of the water of an oedema."""
    return None if child.has_oedema else child.weight


def length_that_counts(child: Measured) -> float | None:
    """Return the length below 731 days, the height from there on: standing, a child is 0.7 cm shorter than lying."""
    if child.length is None or child.is_lying is None or child.days is None:
        return child.length
    if child.days < FIRST_DAY_STANDING:
        return child.length if child.is_lying else child.length + STANDING_IS_SHORTER_CM
    return child.length - STANDING_IS_SHORTER_CM if child.is_lying else child.length


def was_lying(child: Measured) -> bool:
    """Return whether the weight is set beside a length, not a height: by age, else by how, else by how long."""
    if child.days is not None:
        return child.days < FIRST_DAY_STANDING
    if child.is_lying is not None:
        return child.is_lying
    return child.length is not None and child.length < LYING_BELOW_CM


def body_mass_index(weight: float | None, length: float | None) -> float | None:
    """Return kilograms by square metre."""
    return None if weight is None or length is None else weight / (length / 100) ** 2
