"""
How far a measure is from the median of its age and sex, in standard deviations.

Sources of the methods: WHO Child Growth Standards, Methods and development (2006), chapter 7; de Onis and others,
Bull WHO 2007;85:660-7.
"""

from __future__ import annotations

from math import copysign, exp, log

from twiza.case_management.growth.tables import Lms

FAR = 3.0


def z_score(value: float, at: Lms) -> float:
    """Return the z-score of a measure above 0, by the transformation of Box and Cox."""
    if at.power == 0:
        return log(value / at.median) / at.spread
    return float((value / at.median) ** at.power - 1) / (at.power * at.spread)


def z_score_of_weight(value: float, at: Lms) -> float:
    """
    Return the z-score of a measure that depends on weight, or of an arm.

    Few children stand behind what lies beyond three deviations: there WHO counts in steps of the last one before.
    """
    score = z_score(value, at)
    if abs(score) <= FAR:
        return score
    side = copysign(1, score)
    third, second = measure_at(side * FAR, at), measure_at(side * (FAR - 1), at)
    return side * FAR + (value - third) / abs(third - second)


def measure_at(score: float, at: Lms) -> float:
    """Return the measure that has a z-score."""
    if at.power == 0:
        return at.median * exp(at.spread * score)
    return float(at.median * (1 + at.power * at.spread * score) ** (1 / at.power))
