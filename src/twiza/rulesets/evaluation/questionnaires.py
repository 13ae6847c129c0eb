"""Questionnaires: their sections and the fields asked for in each; the asking is done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from twiza.rulesets.evaluation.evidence import Content, Plain, as_list
from twiza.rulesets.evaluation.paths import is_rows, row_keys


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a questionnaire: its code, its title by language, the codes of its fields, and a note."""

    code: str
    names: Content
    fields: tuple[str, ...]
    note: str


def questionnaire(content: Content) -> tuple[Section, ...]:
    """Return the sections of the questionnaire that a ruleset holds under `sections`; none when it holds none."""
    rows: Plain = content.get("sections")
    if not is_rows(rows):
        return ()
    return tuple(
        Section(
            code=key,
            names={language: row[language] for language in ("fr", "ar", "en") if row.get(language)},
            fields=tuple(str(field) for field in as_list(row.get("fields"))),
            note=str(row.get("note") or ""),
        )
        for key, row in zip(row_keys(rows), rows, strict=True)
    )
