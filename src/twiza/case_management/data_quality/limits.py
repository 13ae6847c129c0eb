"""The rules of the ruleset `data_quality`: what each points out, and from which value on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated

RULESET = "data_quality"
LANGUAGES = ("fr", "ar", "en")


@dataclass(frozen=True, slots=True)
class DataRule:
    """
    One rule: a value above `limit` is pointed out; None turns it off.

    `least` is how many measures a score needs. `unit` says what is counted (days, z, cm, mm, visits, children…).
    """

    code: str
    kind: str
    names: Mapping[str, str]
    unit: str
    limit: float | None
    least: int
    is_to_be_validated: bool

    def exceeds(self, value: float) -> bool:
        """Return whether a value is pointed out."""
        return self.limit is not None and value > self.limit


Rules = Mapping[str, DataRule]


def data_rules(content: Content) -> dict[str, DataRule]:
    """Return the rules of a content by their codes, in its order."""
    return {row["code"]: data_rule(row) for row in content.get("checks", ())}


def data_rule(row: Content) -> DataRule:
    """Return the rule of one row."""
    limit = row.get("limit")
    return DataRule(
        code=row["code"],
        kind=row["kind"],
        names={language: row[language] for language in LANGUAGES if row.get(language)},
        unit=row.get("unit", ""),
        limit=None if limit is None else float(limit),
        least=int(row.get("least") or 0),
        is_to_be_validated=is_to_be_validated(evidence_of(row)),
    )
