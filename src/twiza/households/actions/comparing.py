"""Comparing people in the background, so that who looks like whom is known before anybody asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from twiza.households.models import LikelyPair, Person
from twiza.households.names.candidates import compared
from twiza.households.queries.alike import described, places_of, uncompared, worth_comparing


def forget_likeness(people: Collection[UUID]) -> None:
    """Erase whom these people looked like."""
    LikelyPair.objects.filter(Q(first__in=people) | Q(second__in=people)).delete()


def compare_waiting(most: int) -> int:
    """
    Compare those who wait, `most` at once, and return how many were.

    Nothing is held while they are compared: on SQLite nobody else could write meanwhile.
    """
    waiting = list(uncompared(Person.objects.order_by("pk"))[:most])
    if waiting:
        keep_compared(waiting, [pair for person in waiting for pair in likely_pairs_of(person)])
    return len(waiting)


@transaction.atomic
def keep_compared(compared_people: Sequence[Person], pairs: Sequence[LikelyPair]) -> None:
    """Keep whom some people look like; who was corrected meanwhile waits still, who was forgotten is in no pair."""
    ids = {one.pk for one in compared_people} | {one for pair in pairs for one in (pair.first_id, pair.second_id)}
    held = Person.objects.select_for_update().filter(pk__in=ids, erased_at=None).order_by("pk")
    now = {one.pk: identity(one) for one in held}
    same = {one.pk for one in compared_people if now.get(one.pk) == identity(one)}
    forget_likeness(same)
    known = (pair for pair in pairs if pair.first_id in now and pair.second_id in now)
    LikelyPair.objects.bulk_create(
        (pair for pair in known if same & {pair.first_id, pair.second_id}), ignore_conflicts=True
    )
    Person.objects.filter(pk__in=same).update(is_compared=True)


def identity(person: Person) -> tuple[object, ...]:
    """Return what somebody is compared by."""
    return person.search_text, person.name, person.sex, person.born_on, person.birth_known


def likely_pairs_of(person: Person) -> Iterator[LikelyPair]:
    """Yield whom somebody looks like."""
    others = list(worth_comparing(person, list(person.name_keys.values_list("key", flat=True))))
    places = places_of([person.pk, *(other.pk for other in others)])
    for other in others:
        pair = likely_pair(person, other, places)
        if pair is not None:
            yield pair


def likely_pair(person: Person, other: Person, places: Mapping[UUID, str]) -> LikelyPair | None:
    """Return that two people look alike, or None when they do not."""
    first, second = sorted((person, other), key=lambda one: one.pk)
    candidate = compared(described(first, places[first.pk]), described(second, places[second.pk]))
    return LikelyPair(first=first, second=second, score=candidate.score) if candidate.is_likely else None
