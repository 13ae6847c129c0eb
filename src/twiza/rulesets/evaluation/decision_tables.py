"""
Decision tables: rules read from the top, the first one that holds decides. Pure functions, no database, no clock.

A fact that is missing never means no: a rule that cannot be decided leaves the outcome "to check", whatever
stands below it. The product orients, a person decides.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from twiza.rulesets.evaluation.conditions import Condition, Verdict, conditions_of
from twiza.rulesets.evaluation.evidence import Content, Plain, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at

PROBABLE, NOT_PROBABLE, TO_CHECK = "probable", "non_probable", "a_verifier"
OTHER_SCHEME, OUT_OF_SCOPE = "autre_regime", "hors_champ"
OUTCOMES = (PROBABLE, NOT_PROBABLE, TO_CHECK, OTHER_SCHEME, OUT_OF_SCOPE)
REFUSALS = frozenset({NOT_PROBABLE, OUT_OF_SCOPE})
INPUT_TYPES = ("bool", "integer", "decimal", "money", "enum", "date", "text")
NUMBERS = frozenset({"integer", "decimal", "money"})


class FactNotUnderstood(ValueError):
    """A fact is of another type than the table declares: `fact` names it."""

    def __init__(self, fact: str, expected: str) -> None:
        self.fact, self.expected = fact, expected
        super().__init__(f"{fact} is no {expected}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that was read: what became of it, and the conditions that made it so."""

    rule_id: str
    verdict: Verdict
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What a table says of a case.

    `missing` are the inputs to ask for, `unset` the norms that are empty. `then` is what the rule that fired says
    beside its outcome. `held_back` is the refusal that this rule states but that is not given, because nothing
    read stands behind it; the outcome is then "to check".
    """

    outcome: str
    rule_id: str | None
    missing: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    to_be_validated: bool = False
    held_back: str = ""
    then: Content = field(default_factory=dict)


def decide_by_table(content: Content, table: str, facts: Mapping[str, Plain]) -> Decision:
    """
    Return what the first rule that holds says, or "to check" with what is missing to know.

    Facts that the table does not declare are left aside. Raises NoSuchPath, FactNotUnderstood.
    """
    known = facts_understood(content, facts)
    steps: list[Step] = []
    for row in rows_at(content, table):
        steps.append(step_of(content, row, known))
        if steps[-1].verdict == Verdict.HELD:
            undecided = any(step.verdict == Verdict.UNKNOWN for step in steps)
            return to_check(steps) if undecided else decided(row, steps)
    return to_check(steps)


def step_of(content: Content, row: Content, facts: Mapping[str, Plain]) -> Step:
    """Return a rule as it was read: failed by one condition that fails, whatever else is not known."""
    conditions = tuple(conditions_of(content, row["when"], facts))
    verdicts = {condition.verdict for condition in conditions}
    for verdict in (Verdict.FAILED, Verdict.UNKNOWN):
        if verdict in verdicts:
            return Step(str(row["id"]), verdict, conditions)
    return Step(str(row["id"]), Verdict.HELD, conditions)


def decided(row: Content, steps: list[Step]) -> Decision:
    """Return what the rule that fired says; without evidence that was read, never a refusal."""
    outcome = str(row["then"]["outcome"])
    is_doubtful = is_to_be_validated(evidence_of(row)) or any(one.to_be_validated for one in steps[-1].conditions)
    is_held_back = is_doubtful and outcome in REFUSALS
    return Decision(
        outcome=TO_CHECK if is_held_back else outcome,
        rule_id=steps[-1].rule_id,
        steps=tuple(steps),
        to_be_validated=is_doubtful,
        held_back=outcome if is_held_back else "",
        then=row["then"],
    )


def to_check(steps: list[Step]) -> Decision:
    """Return that nothing can be said yet, and what is missing to say it."""
    open_conditions = [
        condition
        for step in steps
        if step.verdict == Verdict.UNKNOWN
        for condition in step.conditions
        if condition.verdict == Verdict.UNKNOWN
    ]
    return Decision(
        outcome=TO_CHECK,
        rule_id=None,
        missing=each_once(name for condition in open_conditions for name in condition.missing),
        unset=each_once(path for condition in open_conditions for path in condition.unset),
        steps=tuple(steps),
        to_be_validated=any(condition.unset for condition in open_conditions),
    )


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in their order, each once."""
    return tuple(dict.fromkeys(names))


def inputs_of(content: Content) -> dict[str, Content]:
    """Return the inputs that a ruleset declares, by id."""
    return {str(row["id"]): row for row in content.get("inputs") or []}


def inputs_asked(content: Content, table: str) -> tuple[str, ...]:
    """Return the inputs that a table reads, in the order in which they are declared. Raises NoSuchPath."""
    step = [step_of(content, row, {}) for row in rows_at(content, table)]
    named = {name for one in step for condition in one.conditions for name in (condition.input, *condition.missing)}
    return tuple(name for name in inputs_of(content) if name in named)


def facts_understood(content: Content, facts: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the facts that the ruleset declares and that are known. Raises FactNotUnderstood."""
    declared = inputs_of(content)
    known = {name: value for name, value in facts.items() if name in declared and value is not None}
    for name, value in known.items():
        if not fits(declared[name], value):
            raise FactNotUnderstood(name, str(declared[name]["type"]))
    return known


def fits(declared: Content, value: Plain) -> bool:
    """Return whether a value is of the type that an input declares."""
    kind = declared["type"]
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "enum":
        return value in declared["values"]
    if kind == "date":
        return isinstance(value, dt.date)
    if kind == "text":
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, int if kind == "integer" else int | float):
        return False
    return math.isfinite(value)
