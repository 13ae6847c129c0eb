"""A line of a convention in words, field by field: what is kept of it before and after each change."""

from __future__ import annotations

from typing import TypeAlias

from twiza.core.names import name_in
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Obligation, Subject

Line: TypeAlias = ConventionParty | Axis | Obligation | Committee
Words = dict[str, str]

SUBJECTS: dict[type[Line], Subject] = {
    ConventionParty: Subject.PARTY,
    Axis: Subject.AXIS,
    Obligation: Subject.OBLIGATION,
    Committee: Subject.COMMITTEE,
}


def subject_of(line: Line) -> Subject:
    """Return what of a convention a line is."""
    return SUBJECTS[type(line)]


def words_of(line: Line) -> Words:
    """Return a line in words; empty fields are left out, dates are as in ISO 8601."""
    if isinstance(line, ConventionParty):
        return said(name=party_name(line, "fr"), part=line.part)
    if isinstance(line, Axis):
        return said(pillar=line.pillar, axis=line.axis, action=line.action, text=line.text)
    if isinstance(line, Committee):
        return said(name=line.name, members=line.members, rhythm=line.rhythm)
    return said(
        text=line.text,
        owed_by=party_name(line.owed_by, "fr"),
        owner=line.owner.name if line.owner else line.owner_function,
        due_on=line.due_on.isoformat(),
        every_months=str(line.every_months or ""),
        proof_asked=line.proof_asked,
    )


def words_of_terms(convention: Convention) -> Words:
    """Return the terms of a convention in words."""
    return said(
        title=convention.file.title,
        purpose=convention.purpose,
        starts_on=convention.starts_on.isoformat(),
        ends_on=convention.ends_on.isoformat() if convention.ends_on else "",
        renewal_terms=convention.renewal_terms,
    )


def party_name(party: ConventionParty, language: str) -> str:
    """Return the name of a party: of the organisation it is, or the one written."""
    return name_in(party.organisation.names, language) if party.organisation else party.name


def said(**words: str) -> Words:
    """Return the words that are not empty."""
    return {field: word for field, word in words.items() if word}
