"""What a ruleset is made of: its sections, each of one kind, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.rulesets.evaluation.evidence import Content, Plain, is_list
from twiza.rulesets.evaluation.paths import is_rows, row_keys

META = "meta"
FORMULAS = "formulas"


class SectionKind(models.TextChoices):
    """What a section of a ruleset is."""

    INPUTS = "inputs", _("Inputs")
    DECISION_TABLE = "decision_table", _("Decision table")
    SCHEDULE = "schedule", _("Schedule")
    FORMULAS = "formulas", _("Formulas")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    TABLE = "table", _("Table")
    NORMS = "norms", _("Norms and parameters")
    NOTES = "notes", _("Notes")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its path in the file, what it is, and what it holds."""

    path: str
    kind: SectionKind
    value: Plain


def sections_of(content: Content) -> Iterator[Section]:
    """Yield the sections of a content but its header; the tables inside its mappings follow them."""
    for key, value in content.items():
        if key != META:
            yield Section(key, kind_of(key, value), value)
            yield from tables_inside(key, value)


def tables_inside(path: str, value: Plain) -> Iterator[Section]:
    """Yield the tables that stand inside a mapping, each as a section of its own."""
    if not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        if is_rows(inner):
            yield Section(f"{path}.{key}", kind_of(key, inner), inner)
        else:
            yield from tables_inside(f"{path}.{key}", inner)


def kind_of(key: str, value: Plain) -> SectionKind:
    """Return what a section is, by its name and by what its rows hold."""
    if is_rows(value):
        return kind_of_rows(key, value)
    return SectionKind.NOTES if is_list(value) or isinstance(value, str) else SectionKind.NORMS


def kind_of_rows(key: str, rows: Sequence[Content]) -> SectionKind:
    """Return what a table is."""
    if key == "inputs":
        return SectionKind.INPUTS
    if key == FORMULAS:
        return SectionKind.FORMULAS
    if key == "sections":
        return SectionKind.QUESTIONNAIRE
    if key.startswith("rules") or all(isinstance(row.get("when"), Mapping) for row in rows):
        return SectionKind.DECISION_TABLE
    if any("due" in row for row in rows) or all("from" in row and "to" in row for row in rows):
        return SectionKind.SCHEDULE
    return SectionKind.TABLE


def decision_tables(content: Content) -> list[str]:
    """Return the keys of the decision tables of a content."""
    return [section.path for section in sections_of(content) if section.kind == SectionKind.DECISION_TABLE]


def formula_ids(content: Content) -> list[str]:
    """Return the ids of the formulas of a content."""
    rows: Plain = content.get(FORMULAS)
    return row_keys(rows) if is_rows(rows) else []
