"""
What the thresholds of nutrition say of an arm, an oedema, a z-score, and of measures that can hardly be true.

The ruleset names its groups in words; `GROUP_AGES` and `INDICES` are what the words of `anthropometry` mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from twiza.rulesets.evaluation.ages import age_from, age_past
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.norms import norm, norm_is_to_be_validated, threshold_row
from twiza.rulesets.evaluation.paths import rows_at

GROUP_AGES = {
    "6 semaines-6 mois": ("6w", "5m"),
    "6-59 mois": ("6m", "59m"),
    "5-9 ans": ("5y", "9y"),
    "10-14 ans": ("10y", "14y"),
}
"""Both ends included, as everywhere in the rulesets; a child of six months belongs to the older group."""
PREGNANT_OR_NURSING = "femmes enceintes/allaitantes"
OEDEMA_CLASS = "MAS"
"""`oedema.rule` says it in words: any bilateral pitting oedema is severe acute malnutrition."""
INDICES = {
    "zwfl": "poids/taille",
    "zlen": "taille/âge",
    "zwei": "poids/âge",
    "zbmi": "IMC/âge (5-19 ans)",
}
WEIGHT_CHANGE_DAYS = 14
"""Named in the key of the threshold, `weight_change_alert_pct_14d`."""
BELOW, ABOVE = ("severe", "moderate"), ("obesity", "overweight")


@dataclass(frozen=True, slots=True)
class ScoreClass:
    """How far a z-score is (severe, moderate, overweight, obesity), and the threshold it passed."""

    code: str
    limit: float
    to_be_validated: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A measure outside the bounds that the ruleset finds plausible; None is a side without a bound."""

    measure: str
    value: float
    least: float | None
    most: float | None
    to_be_validated: bool


@dataclass(frozen=True, slots=True)
class NutritionClass:
    """The class of a measure in its group, its colour, and how sure the ruleset is of it."""

    group: str
    code: str
    colour: str
    confidence: str
    to_be_validated: bool


def arm_class(content: Content, *, born_on: dt.date, on: dt.date, muac_mm: float) -> NutritionClass | None:
    """
    Return the class of a child's arm; None where the ruleset states none: another age, or above its only threshold.

    Raises NoSuchPath.
    """
    group = group_at(born_on, on)
    return class_of_arm(content, group, muac_mm) if group else None


def arm_class_of_mother(content: Content, *, muac_mm: float) -> NutritionClass | None:
    """Return the class of the arm of a woman who is pregnant or nursing; None above the threshold."""
    return class_of_arm(content, PREGNANT_OR_NURSING, muac_mm)


def group_at(born_on: dt.date, on: dt.date) -> str | None:
    """Return the group of an age, or None when no group has it."""
    for group, (first, last) in GROUP_AGES.items():
        if age_from(first).after(born_on) <= on < age_past(last).after(born_on):
            return group
    return None


def class_of_arm(content: Content, group: str, muac_mm: float) -> NutritionClass | None:
    """Return the class of an arm in its group."""
    row = threshold_row(content, "muac", muac_mm, where={"group": group})
    if row is None:
        return None
    return NutritionClass(
        group=group,
        code=row["class"],
        colour=str(row.get("colour") or ""),
        confidence=str(row.get("confidence") or ""),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )


def oedema_class(content: Content, *, has_oedema: bool) -> NutritionClass | None:
    """Return the class of an oedema of both feet; None without one, or where the ruleset has no such rule."""
    if not has_oedema or norm(content, "oedema.rule") is None:
        return None
    return NutritionClass("", OEDEMA_CLASS, "", "", norm_is_to_be_validated(content, "oedema.rule"))


def z_class(content: Content, *, index: str, z: float) -> ScoreClass | None:
    """
    Return how far a z-score is; None between the thresholds, or without any.

    The body mass index has thresholds from five years on: whoever asks knows the age. Raises NoSuchPath.
    """
    row = next((row for row in rows_at(content, "zscores") if row["index"] == INDICES.get(index)), {})
    below = (name for name in BELOW if name in row and z < row[name])
    above = (name for name in ABOVE if name in row and z > row[name])
    name = next(below, None) or next(above, None)
    return None if name is None else ScoreClass(name, row[name], is_to_be_validated(evidence_of(row)))


def doubts_about(content: Content, measures: Mapping[str, float]) -> tuple[Doubt, ...]:
    """Return the measures (`weight_kg`, `height_cm`, `muac_mm`) that can hardly be true."""
    is_doubtful = norm_is_to_be_validated(content, "plausibility")
    bounds = {name: norm(content, f"plausibility.{name}") or {} for name in measures}
    found = (Doubt(name, measures[name], one.get("min"), one.get("max"), is_doubtful) for name, one in bounds.items())
    return tuple(doubt for doubt in found if is_outside(doubt))


def is_outside(doubt: Doubt) -> bool:
    """Return whether a value lies outside its bounds."""
    is_below = doubt.least is not None and doubt.value < doubt.least
    return is_below or (doubt.most is not None and doubt.value > doubt.most)


def weight_fell_fast(content: Content, *, before_kg: float, after_kg: float, days: int) -> bool | None:
    """Return whether a weight fell in 14 days or fewer by more than the ruleset finds plausible; None if not set."""
    limit = norm(content, "plausibility.weight_change_alert_pct_14d")
    if limit is None:
        return None
    return days <= WEIGHT_CHANGE_DAYS and (after_kg - before_kg) / before_kg * 100 <= limit
