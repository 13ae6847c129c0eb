"""What is said of a visit to a child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from twiza.rulesets.evaluation.evidence import Plain


@dataclass(frozen=True, slots=True)
class VisitTerms:
    """
    What whoever went there saw, measured and was shown; None is what was not measured or not looked at.

    Weight in kilograms, length and head in centimetres, arm in millimetres. `signs` are answers by code; `doses` the
    days on which doses were given, by code; `answers` what the modules asked, by question (data/rulesets/
    child_questions.yml; a supplement of the vaccine schedule by its code, with its day).
    """

    visited_on: dt.date
    presence: str
    weight_kg: Decimal | None = None
    length_cm: Decimal | None = None
    position: str = ""
    head_cm: Decimal | None = None
    arm_mm: int | None = None
    has_oedema: bool | None = None
    breaths_per_minute: int | None = None
    signs: Mapping[str, bool] = field(default_factory=dict)
    doses: Mapping[str, dt.date] = field(default_factory=dict)
    answers: Mapping[str, Plain] = field(default_factory=dict)
    are_doses_written: bool = True
    words: str = ""

    def measures(self) -> dict[str, float]:
        """Return what was measured, by the names that the ruleset of nutrition gives."""
        values = {"weight_kg": self.weight_kg, "height_cm": self.length_cm, "muac_mm": self.arm_mm}
        return {name: float(value) for name, value in values.items() if value is not None}
