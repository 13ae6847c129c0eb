"""What the record of a household answers already: its size, its children, where it lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twiza.households.births import ADULT_YEARS, age_years_on
from twiza.households.models import Household, Person
from twiza.households.queries.households import people_in
from twiza.rulesets.evaluation.decision_tables import inputs_of
from twiza.rulesets.evaluation.evidence import Content, Plain

CHILDREN_UNDER_15_MANY = 4
UNDER_15 = 15


@dataclass(frozen=True, slots=True)
class Record:
    """Who lives in a household on a day, and about whom of them is asked (None: about all)."""

    living: tuple[Person, ...]
    person: Person | None
    on: dt.date


def household_size(record: Record) -> int | None:
    """Return how many people live there."""
    return len(record.living) or None


def is_minor(record: Record) -> bool | None:
    """Return whether the person is under 18; None when nobody is asked about or her age is not known."""
    years = age_years_on(record.person, record.on) if record.person else None
    return None if years is None else years < ADULT_YEARS


def over_4_children_under_15(record: Record) -> bool | None:
    """Return whether more than four children under 15 live there; None as long as an age not known could tell."""
    ages = [age_years_on(person, record.on) for person in record.living]
    children = sum(age is not None and age < UNDER_15 for age in ages)
    if children > CHILDREN_UNDER_15_MANY:
        return True
    return False if children + ages.count(None) <= CHILDREN_UNDER_15_MANY else None


def lives_here(record: Record) -> bool | None:
    """Return that the household lives where it is registered."""
    return True if record.living else None


FILLS: Mapping[str, Callable[[Record], Plain]] = {
    "household_size": household_size,
    "is_minor": is_minor,
    "lives_here": lives_here,
    "over_4_children_under_15": over_4_children_under_15,
}
"""What a question may be filled with, by the word of its `fill`."""


def facts_known(questions: Content, household: Household, person: Person | None, on: dt.date) -> dict[str, Plain]:
    """Return what the record answers of a questionnaire, by question; what it does not know is left out."""
    living = tuple(one.person for one in people_in(household) if one.until is None and one.person.died_on is None)
    record = Record(living, person, on)
    filled = {name: str(row.get("fill") or "") for name, row in inputs_of(questions).items()}
    known = {name: FILLS[fill](record) for name, fill in filled.items() if fill in FILLS}
    return {name: value for name, value in known.items() if value is not None}
