"""Conditions of a decision table: held, failed, or not known because a fact or a norm is missing."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.evaluation.norms import norm, norm_is_to_be_validated
from twiza.rulesets.evaluation.paths import NoSuchPath, is_rows, value_at

LOOKUP = re.compile(r"lookup\((\w+),\s*(\w+)\)\.(\w+)")
EXTRA = "extra"
"""The row of a table that says what each unit beyond the last row adds."""

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "in": lambda value, values: value in values,
}
OPERATORS = (*COMPARISONS, "known")


class Verdict(StrEnum):
    """What can be said of a condition."""

    HELD = "held"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """
    One condition as it was read: the input, the operator, what it asks for and what is known.

    `ref` is the norm that `wanted` comes from, empty when the condition writes its value itself.
    """

    input: str
    operator: str
    wanted: Plain
    actual: Plain
    ref: str
    verdict: Verdict
    missing: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    to_be_validated: bool = False


def conditions_of(content: Content, when: Content, facts: Mapping[str, Plain]) -> Iterator[Condition]:
    """Yield the conditions of one rule, each with its verdict."""
    for name, asked in when.items():
        for sign, wanted in asked.items():
            if sign == "known":
                yield about_knowing(name, wanted, facts)
            elif isinstance(wanted, Mapping):
                yield against_norm(content, name, sign, str(wanted["ref"]), facts)
            else:
                yield compared(name, sign, wanted, facts)


def about_knowing(name: str, wanted: Plain, facts: Mapping[str, Plain]) -> Condition:
    """Return the condition that a fact is known, or that it is not."""
    actual = facts.get(name)
    held = (actual is not None) == bool(wanted)
    return Condition(name, "known", wanted, actual, "", Verdict.HELD if held else Verdict.FAILED)


def compared(name: str, sign: str, wanted: Plain, facts: Mapping[str, Plain]) -> Condition:
    """Return the condition on a fact and a value that the rule writes."""
    actual = facts.get(name)
    if actual is None:
        return Condition(name, sign, wanted, None, "", Verdict.UNKNOWN, missing=(name,))
    return Condition(name, sign, wanted, actual, "", verdict_of(sign, actual, wanted))


def against_norm(content: Content, name: str, sign: str, ref: str, facts: Mapping[str, Plain]) -> Condition:
    """Return the condition on a fact and a norm of the ruleset."""
    actual = facts.get(name)
    needed = (name, *([match[2]] if (match := LOOKUP.fullmatch(ref)) else []))
    missing = tuple(one for one in dict.fromkeys(needed) if facts.get(one) is None)
    wanted = None if missing and match else referred(content, ref, facts)
    unset = (ref,) if wanted is None and not (missing and match) else ()
    verdict = Verdict.UNKNOWN if missing or unset else verdict_of(sign, actual, wanted)
    is_doubtful = norm_is_to_be_validated(content, path_of_norm(ref, facts, content))
    return Condition(name, sign, wanted, actual, ref, verdict, missing, unset, to_be_validated=is_doubtful)


def verdict_of(sign: str, actual: Plain, wanted: Plain) -> Verdict:
    """Return whether a comparison holds; a date is written as text in a rule."""
    if isinstance(actual, dt.date):
        wanted = [dated(one) for one in wanted] if isinstance(wanted, list | tuple) else dated(wanted)
    return Verdict.HELD if COMPARISONS[sign](actual, wanted) else Verdict.FAILED


def dated(text: Plain) -> dt.date:
    """Return the date that a rule writes as text."""
    return dt.date.fromisoformat(str(text))


def referred(content: Content, ref: str, facts: Mapping[str, Plain]) -> Plain:
    """Return the norm that a rule refers to: by its path, or looked up in a table by a fact; None when not set."""
    match = LOOKUP.fullmatch(ref)
    if match is None:
        return norm(content, ref)
    table, name, column = match.groups()
    return looked_up(table_of_lookup(content, table), facts.get(name), column)


def looked_up(rows: list[Content], key: Plain, column: str) -> Plain:
    """
    Return the cell of the row whose first column is a key, or None.

    Beyond the last whole number, the row `extra` is added once for each unit more.
    """
    by_key = {next(iter(row.values())): row for row in rows}
    if key in by_key:
        return by_key[key].get(column)
    sizes = [size for size in by_key if isinstance(size, int)]
    if EXTRA not in by_key or not sizes or not isinstance(key, int) or key < max(sizes):
        return None
    last, more = by_key[max(sizes)].get(column), by_key[EXTRA].get(column)
    return None if last is None or more is None else last + (key - max(sizes)) * more


def table_of_lookup(content: Content, table: str) -> list[Content]:
    """Return the rows of the table that a lookup names, under `parameters` or at the top. Raises NoSuchPath."""
    for path in (f"parameters.{table}", table):
        try:
            rows = value_at(content, path)
        except NoSuchPath:
            continue
        if is_rows(rows):
            return list(rows)
    raise NoSuchPath(table)


def path_of_norm(ref: str, facts: Mapping[str, Plain], content: Content) -> str:
    """Return where the evidence of a norm is stated: its own path, or the row that a lookup comes to."""
    match = LOOKUP.fullmatch(ref)
    if match is None:
        return ref
    table, name, _column = match.groups()
    at = f"parameters.{table}" if table in (content.get("parameters") or {}) else table
    keys = {str(next(iter(row.values()))) for row in table_of_lookup(content, table)}
    return f"{at}.{facts.get(name)}" if str(facts.get(name)) in keys else f"{at}.{EXTRA}"
