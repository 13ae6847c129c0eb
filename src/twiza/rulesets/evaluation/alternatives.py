"""What would change an answer: one fact that, said otherwise, would make a table say something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twiza.rulesets.evaluation.conditions import dated
from twiza.rulesets.evaluation.decision_tables import Decision, decide_by_table, inputs_asked, inputs_of
from twiza.rulesets.evaluation.evidence import Content, Plain, as_list

STEP = {"integer": 1, "money": 1, "decimal": 0.01}
"""How far beside a bound a number is tried."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """An input that would have to be this for the outcome to be that, by which rule."""

    input: str
    value: Plain
    outcome: str
    rule_id: str | None


def what_would_change(content: Content, table: str, facts: Mapping[str, Plain]) -> list[Alternative]:
    """
    Return, for each input and each other outcome that it alone could bring, the first value that brings it.

    Raises NoSuchPath, FactNotUnderstood.
    """
    here = decide_by_table(content, table, facts)
    found: dict[tuple[str, str], Alternative] = {}
    for name in inputs_asked(content, table):
        for value in values_to_try(inputs_of(content)[name], name, here):
            there = decide_by_table(content, table, {**facts, name: value})
            if value != facts.get(name) and there.outcome != here.outcome:
                found.setdefault((name, there.outcome), Alternative(name, value, there.outcome, there.rule_id))
    return list(found.values())


def values_to_try(declared: Content, name: str, decision: Decision) -> Iterator[Plain]:
    """Yield what an input could be: each of its values, or what lies on and beside each bound of the rules read."""
    if declared["type"] == "bool":
        yield from (True, False)
    elif declared["type"] == "enum":
        yield from declared["values"]
    else:
        for bound in bounds_of(name, decision):
            yield from beside(declared["type"], bound)


def bounds_of(name: str, decision: Decision) -> list[Plain]:
    """Return what the conditions on an input ask for, each once."""
    asked = [one.wanted for step in decision.steps for one in step.conditions if one.input == name]
    return list(dict.fromkeys(bound for wanted in asked for bound in as_list(wanted) if not isinstance(bound, bool)))


def beside(kind: str, bound: Plain) -> Iterator[Plain]:
    """Yield a bound and what lies just beside it, on both sides; a text as it is."""
    if kind == "text":
        yield bound
    elif kind == "date":
        yield from (dated(bound) + dt.timedelta(days) for days in (-1, 0, 1))
    else:
        yield from (bound, *(round(bound + side * STEP[kind], 6) for side in (-1, 1)))
