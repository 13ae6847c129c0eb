"""Keeping what a person's names share with others', so that who might be the same is found without comparing all."""

from __future__ import annotations

from twiza.households.births import is_estimated
from twiza.households.models import NameKey, Person
from twiza.households.names.blocking import blocking_keys


def keep_name_keys(person: Person) -> None:
    """Keep the keys of somebody's names in place of those kept before; she waits to be compared under them."""
    names = [person.name, *person.aliases.values_list("name", flat=True)]
    keys = {key for name in names for key in keys_of(name, person)}
    person.name_keys.exclude(key__in=keys).delete()
    NameKey.objects.bulk_create(
        (NameKey(person=person, organisation_id=person.organisation_id, key=key) for key in sorted(keys)),
        ignore_conflicts=True,
    )
    Person.objects.filter(pk=person.pk).update(is_compared=False)


def keys_of(name: str, person: Person) -> frozenset[str]:
    """Return the keys of one name of somebody."""
    return blocking_keys(name=name, born_on=person.born_on, is_birth_estimated=is_estimated(person))
