"""What the page of two people who look alike shows: each fact of one beside the other's."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.households.birth_text import birth_written
from twiza.households.models import Person
from twiza.households.queries.households import household_of

Row = tuple[str, str, str]


def rows_of(first: Person, second: Person) -> list[Row]:
    """Return what is known of two people, a line for each fact."""
    return [
        (label, one, other) for (label, one), (_label, other) in zip(facts_of(first), facts_of(second), strict=True)
    ]


def facts_of(person: Person) -> list[tuple[str, str]]:
    """Return what is known of somebody: a label and what is said, empty where nothing is."""
    household = household_of(person)
    guardians = person.guardians.filter(until=None).select_related("adult")
    return [
        (_("Name"), person.name),
        (_("Other names"), " · ".join(person.aliases.order_by("name").values_list("name", flat=True))),
        (_("Sex"), str(person.get_sex_display())),
        (_("Birth"), birth_written(person)),
        (_("Telephone"), person.phone),
        (_("Household"), household.code if household else ""),
        (_("Place"), name_in(household.place.names, get_language() or "fr") if household else ""),
        (_("Guardian"), " · ".join(one.adult.name for one in guardians)),
    ]
