"""
What the rules say of each scheme of a country, after an enquiry: never more than they say.

A table speaks of several schemes: the rule that decides names the one it means (its `regime`). Said of another one, a
right that is probable elsewhere is another scheme, and what is to be checked elsewhere is to be checked here too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twiza.rulesets.evaluation.alternatives import what_would_change
from twiza.rulesets.evaluation.decision_tables import (
    NOT_PROBABLE,
    OTHER_SCHEME,
    OUT_OF_SCOPE,
    PROBABLE,
    TO_CHECK,
    Decision,
    decide_by_table,
)
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import Ruling, decide_with
from twiza.social_protection.models import Scheme

ORDER = (PROBABLE, TO_CHECK, OTHER_SCHEME, NOT_PROBABLE, OUT_OF_SCOPE)
"""In which order outcomes are shown: what may be a right first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that, said so, would give a scheme another outcome."""

    question: str
    value: Plain
    outcome: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rules say of one scheme; `outcome` is of the scheme, `ruling` of the whole table."""

    scheme: Scheme
    rules: RulesetVersion
    ruling: Ruling
    outcome: str
    changes: tuple[Change, ...]


def outcome_for(scheme: Scheme, decision: Decision) -> str:
    """Return what a decision of a table means for one of its schemes."""
    named = decision.then.get("regime")
    if not named or not scheme.regimes:
        return decision.outcome
    if named in scheme.regimes:
        return TO_CHECK if decision.outcome == OTHER_SCHEME else decision.outcome
    return OTHER_SCHEME if decision.outcome in {PROBABLE, OTHER_SCHEME} else TO_CHECK


def advice_on(scheme: Scheme, rules: RulesetVersion, facts: Mapping[str, Plain], on: dt.date) -> Advice:
    """Return what the rules say of a scheme on a day. Raises NoSuchPath, FactNotUnderstood."""
    ruling = decide_with(rules, scheme.table, facts, on=on)
    outcome = outcome_for(scheme, ruling.decision)
    return Advice(scheme, rules, ruling, outcome, tuple(changes_of(scheme, rules.content, facts, outcome)))


def changes_of(scheme: Scheme, content: Content, facts: Mapping[str, Plain], outcome: str) -> list[Change]:
    """Return, for each question and each other outcome of a scheme, the first value of it that brings it."""
    found: dict[tuple[str, str], Change] = {}
    for one in what_would_change(content, scheme.table, facts):
        there = decide_by_table(content, scheme.table, {**facts, one.input: one.value})
        other = outcome_for(scheme, there)
        if other != outcome:
            found.setdefault((one.input, other), Change(one.input, one.value, other))
    return list(found.values())


def in_order(advice: Sequence[Advice]) -> list[Advice]:
    """Return advice with what may be a right first."""
    return sorted(advice, key=lambda one: (ORDER.index(one.outcome), one.scheme.rank))
