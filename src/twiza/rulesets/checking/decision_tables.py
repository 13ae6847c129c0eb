"""Decision tables and their inputs: each condition reads a declared input with a value of its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from twiza.rulesets.checking.problems import Problem
from twiza.rulesets.evaluation.conditions import LOOKUP, OPERATORS, table_of_lookup
from twiza.rulesets.evaluation.decision_tables import INPUT_TYPES, NUMBERS, OUTCOMES, fits
from twiza.rulesets.evaluation.evidence import Content, Plain
from twiza.rulesets.evaluation.paths import NoSuchPath, is_rows, value_at
from twiza.rulesets.sections import SectionKind, sections_of

ORDERING = frozenset({"lt", "lte", "gt", "gte"})
ORDERED = NUMBERS | {"date"}


def decision_problems(content: Content) -> Iterator[Problem]:
    """Yield the mistakes of the inputs and of every decision table."""
    yield from input_problems(content.get("inputs"))
    inputs = declared_inputs(content)
    for section in sections_of(content):
        if section.kind == SectionKind.DECISION_TABLE:
            yield from table_problems(content, section.path, section.value, inputs)


def declared_inputs(content: Content) -> dict[str, Content]:
    """Return the inputs that are declared well enough to be compared with."""
    rows: Plain = content.get("inputs")
    if not is_rows(rows):
        return {}
    return {str(row["id"]): row for row in rows if row.get("id") and row.get("type") in INPUT_TYPES}


def input_problems(rows: Plain) -> Iterator[Problem]:
    """Yield the mistakes of the declared inputs."""
    if rows is None:
        return
    if not is_rows(rows):
        yield Problem("inputs", _("Give a list of inputs, each with an id and a type."))
        return
    yield from id_problems("inputs", rows)
    for number, row in enumerate(rows, start=1):
        path = f"inputs.{row.get('id') or number}"
        if row.get("type") not in INPUT_TYPES:
            yield Problem(f"{path}.type", _("Write one of: %(accepted)s.") % {"accepted": ", ".join(INPUT_TYPES)})
        values = row.get("values")
        if row.get("type") == "enum" and not (isinstance(values, list) and values and are_texts(values)):
            yield Problem(f"{path}.values", _("Give the list of the values that may be chosen, as texts."))


def id_problems(path: str, rows: Sequence[Content]) -> Iterator[Problem]:
    """Yield rows without an id, or with that of another one."""
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        name = row.get("id")
        if not isinstance(name, str) or not name:
            yield Problem(f"{path}.{number}.id", _("Give this row an id."))
        elif name in seen:
            yield Problem(f"{path}.{name}", _("Two rows have this id."))
        else:
            seen.add(name)


def are_texts(values: Sequence[Plain]) -> bool:
    """Return whether all values are texts."""
    return all(isinstance(value, str) for value in values)


def table_problems(
    content: Content, path: str, rows: Sequence[Content], inputs: Mapping[str, Content]
) -> Iterator[Problem]:
    """Yield the mistakes of one decision table."""
    yield from id_problems(path, rows)
    for number, row in enumerate(rows, start=1):
        at = f"{path}.{row.get('id') or number}"
        then = row.get("then")
        if not isinstance(then, Mapping) or then.get("outcome") not in OUTCOMES:
            yield Problem(f"{at}.then.outcome", _("Write one of: %(accepted)s.") % {"accepted": ", ".join(OUTCOMES)})
        when = row.get("when")
        if not isinstance(when, Mapping):
            yield Problem(f"{at}.when", _("Give the conditions as input: {operator: value}."))
            continue
        for name, asked in when.items():
            yield from condition_problems(content, f"{at}.when.{name}", inputs.get(name), asked)


def condition_problems(content: Content, path: str, declared: Content | None, asked: Plain) -> Iterator[Problem]:
    """Yield the mistakes of the conditions on one input."""
    if declared is None:
        yield Problem(path, _("This input is not declared: add it to “inputs”, with its type."))
    elif not isinstance(asked, Mapping) or not asked:
        yield Problem(path, _("Give a condition as {operator: value}."))
    else:
        for sign, wanted in asked.items():
            sentence = mistake_of(content, declared, sign, wanted)
            if sentence:
                yield Problem(f"{path}.{sign}", sentence)


def mistake_of(content: Content, declared: Content, sign: str, wanted: Plain) -> str:
    """Return what is wrong with one comparison; empty when nothing is."""
    if sign not in OPERATORS:
        return _("Write one of these operators: %(accepted)s.") % {"accepted": ", ".join(OPERATORS)}
    if sign == "known":
        return "" if isinstance(wanted, bool) else _("Write true or false.")
    if sign in ORDERING and declared["type"] not in ORDERED:
        return _("Only numbers and dates are smaller or greater than others.")
    if isinstance(wanted, Mapping):
        return mistake_of_reference(content, wanted)
    if sign == "in":
        is_list_of_fitting = isinstance(wanted, list) and bool(wanted) and all(suits(declared, one) for one in wanted)
        return "" if is_list_of_fitting else _("Give a list of values that this input may have.")
    return "" if suits(declared, wanted) else _("This input never has this value: look at its type.")


def suits(declared: Content, wanted: Plain) -> bool:
    """Return whether a value that a rule writes is one that an input may have; rules write days as texts."""
    if declared["type"] != "date":
        is_chosen = declared["type"] == "enum" and isinstance(declared.get("values"), list)
        return fits(declared, wanted) if is_chosen or declared["type"] != "enum" else False
    try:
        return isinstance(wanted, str) and bool(dt.date.fromisoformat(wanted))
    except ValueError:
        return False


def mistake_of_reference(content: Content, wanted: Content) -> str:
    """Return what is wrong with a reference to a norm; one that is there but empty is right: it is not set."""
    ref = wanted.get("ref")
    if set(wanted) != {"ref"} or not isinstance(ref, str):
        return _("A reference is written {ref: section.name}.")
    unknown = _("Nothing is there in this file: “%(ref)s”.") % {"ref": ref}
    match = LOOKUP.fullmatch(ref)
    if match is None:
        return "" if stands(content, ref) else unknown
    table, name, column = match.groups()
    try:
        rows = table_of_lookup(content, table)
    except NoSuchPath:
        return unknown
    is_whole = name in declared_inputs(content) and all(column in row for row in rows)
    return "" if is_whole else unknown


def stands(content: Content, path: str) -> bool:
    """Return whether something stands at a path, empty or not."""
    try:
        value_at(content, path)
    except NoSuchPath:
        return False
    return True
