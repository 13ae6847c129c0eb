"""Questions about names: whose name is like one that somebody typed whole, in any spelling and script."""

from __future__ import annotations

import uuid

from django.db.models import F, QuerySet

from twiza.households.models import Person
from twiza.households.names.blocking import blocking_keys
from twiza.households.names.candidates import Described, compared

COMPARED_MOST = 500
"""How many who share something of a name are compared with it, letter by letter."""


def named_like(text: str, people: QuerySet[Person]) -> list[uuid.UUID]:
    """Return who of some people bears a name like a whole one, in French, Arabic or Bambara spellings."""
    keys = blocking_keys(name=text, born_on=None, is_birth_estimated=True)
    sharing = people.filter(name_keys__key__in=keys, name_keys__organisation=F("organisation")).distinct()
    compared_with = sharing.prefetch_related("aliases")[:COMPARED_MOST]
    return [one.pk for one in compared_with if any(is_like(text, name) for name in names_of(one))]


def names_of(person: Person) -> list[str]:
    """Return every name that somebody goes by."""
    return [person.name, *(alias.name for alias in person.aliases.all())]


def is_like(text: str, name: str) -> bool:
    """Return whether two names are likely those of one person, of whom nothing else is known."""
    return compared(Described(text), Described(name)).is_likely
