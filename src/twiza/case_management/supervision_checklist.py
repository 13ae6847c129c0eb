"""The checklist of a supervision, read from its ruleset into items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twiza.core.names import LANGUAGES
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.models import RulesetVersion


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to look at while an agent works."""

    code: str
    names: Mapping[str, str]


def items_of(version: RulesetVersion | None) -> Sequence[ChecklistItem]:
    """Return the items of a checklist in the order of the sheet; none without one."""
    if version is None:
        return ()
    return tuple(ChecklistItem(str(row["code"]), names_of(row)) for row in rows_at(version.content, "items"))


def names_of(row: Mapping[str, object]) -> dict[str, str]:
    """Return the words of an item in the languages it has."""
    return {language: str(row[language]) for language in LANGUAGES if row.get(language)}
