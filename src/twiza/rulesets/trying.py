"""A case tried out on a ruleset from files, as `twiza rules try` prints it: no database, and nothing kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.rulesets.evaluation.alternatives import Alternative, what_would_change
from twiza.rulesets.evaluation.decision_tables import (
    Decision,
    FactNotUnderstood,
    Step,
    decide_by_table,
    inputs_asked,
    inputs_of,
)
from twiza.rulesets.evaluation.evidence import Content, Plain, evidence_of, sources_in
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.sections import decision_tables
from twiza.rulesets.version_page import outcome_text
from twiza.rulesets.wording import text_in


class CaseNotUnderstood(InputError):
    """The ruleset has no such table, or a fact of the case is not what the table reads."""


def table_asked(content: Content, asked: str | None) -> str:
    """Return the table to try: the one that is named, else the first. Raises CaseNotUnderstood."""
    tables = decision_tables(content)
    if not tables or (asked and asked not in tables):
        sentence = _("This ruleset has no decision table of that name; it has: %(tables)s.")
        raise CaseNotUnderstood(sentence % {"tables": ", ".join(tables) or "—"})
    return asked or tables[0]


def facts_from(content: Content, case: Plain) -> dict[str, Plain]:
    """Return the facts of a case, its dates read, those of the ruleset only. Raises CaseNotUnderstood."""
    given = case.get("facts", case) if isinstance(case, Mapping) else None
    if not isinstance(given, Mapping):
        raise CaseNotUnderstood(_("A case is an object: the name of each input, and what it is."))
    declared = inputs_of(content)
    unknown = sorted(set(given) - set(declared))
    if unknown:
        sentence = _("“%(input)s” is no input of this ruleset; its inputs are: %(inputs)s.")
        raise CaseNotUnderstood(sentence % {"input": unknown[0], "inputs": ", ".join(declared)})
    return {name: fact_from(declared[name], name, value) for name, value in given.items()}


def fact_from(declared: Content, name: str, value: Plain) -> Plain:
    """Return a fact, a date from its text. Raises CaseNotUnderstood."""
    if declared["type"] != "date" or value is None:
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise refusal(name, "date") from None


def tried(content: Content, table: str, facts: Mapping[str, Plain], sources: Content, language: str) -> dict[str, Any]:
    """Return the answer: by which rule, from which sources, and what would change it. Raises CaseNotUnderstood."""
    try:
        decision = decide_by_table(content, table, facts)
        others = what_would_change(content, table, facts)
    except FactNotUnderstood as error:
        raise refusal(error.fact, error.expected) from None
    labels = {name: text_in(row, language) or name for name, row in inputs_of(content).items()}
    meta = content["meta"]
    return {
        "ruleset": meta["ruleset"],
        "country": meta["country"],
        "version": meta["version"],
        "valid_from": meta.get("valid_from"),
        "status": meta.get("status"),
        "table": table,
        "outcome": decision.outcome,
        "held_back": decision.held_back,
        "rule": rule_said(content, table, decision, sources, language),
        "missing": [{"input": name, "label": labels.get(name, name)} for name in decision.missing],
        "not_set": list(decision.unset),
        "to_be_validated": decision.to_be_validated or meta.get("validated_by") is None,
        "read": [step_said(step) for step in decision.steps],
        "would_change": [other_said(one, labels) for one in others],
        "inputs": list(inputs_asked(content, table)),
    }


def rule_said(content: Content, table: str, decision: Decision, sources: Content, language: str) -> Plain:
    """Return the rule that decided: what it says, how sure it is, and the sources that it names."""
    row = next((row for row in rows_at(content, table) if row["id"] == decision.rule_id), None)
    if row is None:
        return None
    return {
        "id": decision.rule_id,
        "text": outcome_text(decision.then, language),
        "then": dict(decision.then),
        "evidence": evidence_of(row),
        "sources": [{"id": one, **dict(sources.get(one) or {})} for one in sources_in(row)],
    }


def step_said(step: Step) -> dict[str, Any]:
    """Return one rule as it was read."""
    return {
        "rule": step.rule_id,
        "verdict": str(step.verdict),
        "conditions": [
            {
                "input": one.input,
                "operator": one.operator,
                "wanted": plain(one.wanted),
                "actual": plain(one.actual),
                "verdict": str(one.verdict),
            }
            for one in step.conditions
        ],
    }


def other_said(one: Alternative, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return what would change the answer."""
    label = labels.get(one.input, one.input)
    return {
        "input": one.input,
        "label": label,
        "value": plain(one.value),
        "outcome": one.outcome,
        "rule": one.rule_id,
    }


def plain(value: Plain) -> Plain:
    """Return a value as JSON has it: a date as its text."""
    return value.isoformat() if isinstance(value, dt.date) else value


def refusal(name: str, expected: str) -> CaseNotUnderstood:
    """Return the refusal of a fact of another type."""
    return CaseNotUnderstood(_("“%(input)s” should be of the type %(type)s.") % {"input": name, "type": expected})
