"""Which rules a child of a country is followed by on a day; a country without a ruleset has none, and says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show

EVERYWHERE = "INT"


@dataclass(frozen=True, slots=True)
class ChildRules:
    """The versions of the rules of a country; None where nobody wrote any."""

    country: str
    schedule: RulesetVersion | None
    signs: RulesetVersion | None
    nutrition: RulesetVersion | None
    vaccines: RulesetVersion | None

    def content(self, version: RulesetVersion | None) -> Content:
        """Return what a version says; nothing where there is none."""
        return version.content if version else {}


def rules_for(country: str, on: dt.date, *, organisation_id: int | None) -> ChildRules:
    """Return the rules that hold for children of a country on a day: its own, or those that hold everywhere."""

    def found(code: str) -> RulesetVersion | None:
        versions = (version_to_show(code, one, on, organisation_id=organisation_id) for one in (country, EVERYWHERE))
        return next((one for one in versions if one is not None), None)

    return ChildRules(
        country=country,
        schedule=found("visit_schedule"),
        signs=found("danger_signs"),
        nutrition=found("anthropometry"),
        vaccines=found(f"vaccines_{country.lower()}"),
    )
