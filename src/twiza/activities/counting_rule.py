"""By which rule a professional counts as trained: data (`data/rules/training.json`), never a number in a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from twiza.facilities.loaders import rules_in


@dataclass(frozen=True, slots=True)
class TrainingRule:
    """The share of a module (0–1) that must be attended, and after how many months work is observed."""

    attended_share: float
    observation_after_months: int
    version: str


@cache
def training_rule() -> TrainingRule:
    """Return the rule shipped with Twiza."""
    rule = rules_in("training.json")
    return TrainingRule(rule["attended_share"], rule["observation_after_months"], rule["meta"]["version"])
