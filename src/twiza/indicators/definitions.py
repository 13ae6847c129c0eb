"""What each indicator is: rows of the ruleset `indicators`, as in force or, before that, as proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import is_in_force, version_to_show

RULESET, COUNTRY = "indicators", "INT"
VALIDATED = frozenset({"seen_primary", "seen_secondary"})
LANGUAGES = ("fr", "ar", "en")


@dataclass(frozen=True, slots=True)
class Definition:
    """
    One indicator as its row says it. `kind` is pct, count, ratio, rate, mean, median, index or cascade.

    `numerator` and `denominator` are the words of the rule; `is_to_be_validated` until somebody put it in force.
    """

    code: str
    system: str
    names: Mapping[str, str]
    kind: str
    numerator: str
    denominator: str
    source: str
    is_to_be_validated: bool


def version_of_definitions(actor: Actor, on: dt.date) -> RulesetVersion | None:
    """Return the version of the definitions that an actor's organisation uses on a day; None before any is loaded."""
    organisation = actor.grant.organisation_id if actor.grant else None
    return version_to_show(RULESET, COUNTRY, on, organisation_id=organisation)


def definitions_in(version: RulesetVersion, on: dt.date) -> list[Definition]:
    """Return the indicators that a version defines, in its order."""
    rows: Iterable[Mapping[str, Any]] = version.content.get("indicators", ())
    return [definition_of(row, version, on) for row in rows]


def definition_of(row: Mapping[str, Any], version: RulesetVersion, on: dt.date) -> Definition:
    """Return one row as a definition."""
    return Definition(
        code=str(row["id"]),
        system=str(row["sys"]),
        names={language: str(row[language]) for language in LANGUAGES if row.get(language)},
        kind=str(row["kind"]),
        numerator=str(row.get("num") or ""),
        denominator=str(row.get("den") or ""),
        source=str(row.get("source") or ""),
        is_to_be_validated=not is_in_force(version, on) or row.get("ev", "design") not in VALIDATED,
    )
