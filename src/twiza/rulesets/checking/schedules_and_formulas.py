"""Schedules and formulas: ages that can be counted, lines that follow others, arithmetic over declared inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from twiza.rulesets.checking.decision_tables import id_problems, stands
from twiza.rulesets.checking.problems import Problem
from twiza.rulesets.evaluation.ages import age_from
from twiza.rulesets.evaluation.evidence import Content, Plain, as_list
from twiza.rulesets.evaluation.formulas import ExpressionRefused, names_in, parsed
from twiza.rulesets.evaluation.paths import row_keys
from twiza.rulesets.sections import SectionKind, sections_of

AGES = ("due", "min", "max", "interval_min", "from", "to", "every")


def schedule_and_formula_problems(content: Content) -> Iterator[Problem]:
    """Yield the mistakes of every schedule and of the formulas."""
    for section in sections_of(content):
        if section.kind == SectionKind.SCHEDULE:
            yield from schedule_problems(section.path, section.value)
        if section.kind == SectionKind.FORMULAS:
            yield from id_problems(section.path, section.value)
            for row in section.value:
                yield from formula_problems(content, f"{section.path}.{row.get('id')}", row)


def schedule_problems(path: str, rows: Sequence[Content]) -> Iterator[Problem]:
    """Yield the ages that cannot be counted, and the lines that follow none."""
    keys = row_keys(rows)
    for key, row in zip(keys, rows, strict=True):
        for column in AGES:
            if row.get(column) is not None and not is_age(row[column]):
                sentence = _("Write an age such as 14d, 6w, 2m, 5y or 11y6m.")
                yield Problem(f"{path}.{key}.{column}", sentence)
        if row.get("after") is not None and str(row["after"]) not in keys:
            yield Problem(f"{path}.{key}.after", _("No line of this schedule has this name."))
        if {"from", "every"} & set(row) == {"every"} or ("every" in row and "to" not in row):
            yield Problem(f"{path}.{key}.every", _("Say from which age to which age it comes back: from, to."))


def is_age(value: Plain) -> bool:
    """Return whether a value is an age."""
    try:
        age_from(value)
    except ValueError:
        return False
    return True


def formula_problems(content: Content, path: str, row: Content) -> Iterator[Problem]:
    """Yield the mistakes of one formula."""
    try:
        names = names_in(parsed(row.get("expression") or ""))
    except ExpressionRefused:
        accepted = "+ - * / floor ceil round abs min max"
        sentence = _("Write arithmetic with numbers, inputs and %(accepted)s.") % {"accepted": accepted}
        yield Problem(f"{path}.expression", sentence)
        return
    inputs = {one.get("id"): one for one in as_list(row.get("inputs")) if isinstance(one, dict)}
    for name in names:
        if name not in inputs:
            yield Problem(f"{path}.inputs", _("The input “%(name)s” is not declared.") % {"name": name})
    for code, declared in inputs.items():
        if declared.get("ref") is not None and not (
            isinstance(declared["ref"], str) and stands(content, declared["ref"])
        ):
            sentence = _("Nothing is there in this file: “%(ref)s”.") % {"ref": declared["ref"]}
            yield Problem(f"{path}.inputs.{code}.ref", sentence)
