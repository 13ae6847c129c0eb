"""Norms and thresholds: figures that a ruleset states, or leaves empty until somebody sets them."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping

from twiza.rulesets.evaluation.evidence import Content, Plain, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import NoSuchPath, rows_at, value_at

BOUND = re.compile(r"(lt|lte|gt|gte)(?:_\w+)?")
COMPARES = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


def norm(content: Content, path: str) -> Plain:
    """
    Return the value of a norm, or None: not set, or not in this ruleset. None is never 0.

    A norm written with its evidence (`{value: 3, ev: …}`) gives its value.
    """
    try:
        found = value_at(content, path)
    except NoSuchPath:
        return None
    return found["value"] if isinstance(found, Mapping) and "value" in found else found


def norm_is_to_be_validated(content: Content, path: str) -> bool:
    """
    Return whether nothing read stands behind a norm.

    The evidence is the nearest one stated: of the norm, else of what it stands in.
    """
    steps = path.split(".")
    for length in range(len(steps), 0, -1):
        try:
            evidence = evidence_of(value_at(content, ".".join(steps[:length])))
        except NoSuchPath:
            return True
        if evidence:
            return is_to_be_validated(evidence)
    return True


def level_reached(content: Content, table: str, score: float) -> Content | None:
    """Return the row with the highest `min` that a score reaches, or None below them all. Raises NoSuchPath."""
    reached = [row for row in rows_at(content, table) if row.get("min") is not None and row["min"] <= score]
    return max(reached, key=lambda row: row["min"], default=None)


def threshold_row(content: Content, table: str, value: float, *, where: Content) -> Content | None:
    """
    Return the first row whose `rule` a value keeps (`{gte_mm: 115, lt_mm: 125}`) among those like `where`, or None.

    Raises NoSuchPath.
    """
    for row in rows_at(content, table):
        is_asked = all(row.get(column) == wanted for column, wanted in where.items())
        if is_asked and isinstance(row.get("rule"), Mapping) and keeps_bounds(row["rule"], value):
            return row
    return None


def keeps_bounds(rule: Content, value: float) -> bool:
    """Return whether a value lies within all bounds of a rule; a rule without bounds holds for none."""
    bounds = [(match[1], limit) for key, limit in rule.items() if (match := BOUND.fullmatch(key))]
    return bool(bounds) and all(COMPARES[name](value, limit) for name, limit in bounds)
