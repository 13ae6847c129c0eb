"""Comparing people in the background, so that who looks like whom is known before anybody asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """Compare those who wait, `most` at once, and return how many were; each is kept as soon as she is compared."""
    waiting = list(uncompared(Person.objects.order_by("pk")).values_list("pk", flat=True)[:most])
    for person_id in waiting:
        compare(person_id)
    return len(waiting)


@transaction.atomic
def compare(person_id: UUID) -> None:
    """
    Compare somebody with everybody she might be, and keep whom she looks like.

    Her record is held meanwhile: a correction of her name waits, and asks for her to be compared again.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    forget_likeness([person_id])
    others = list(worth_comparing(person, person.name_keys.values_list("key", flat=True)))
    places = places_of([person_id, *(other.pk for other in others)])
    pairs = (likely_pair(person, other, places) for other in others)
    LikelyPair.objects.bulk_create((pair for pair in pairs if pair is not None), ignore_conflicts=True)
    Person.objects.filter(pk=person_id).update(is_compared=True)


def likely_pair(person: Person, other: Person, places: Mapping[UUID, str]) -> LikelyPair | None:
    """Return that two people look alike, or None when they do not."""
    first, second = sorted((person, other), key=lambda one: one.pk)
    candidate = compared(described(first, places[first.pk]), described(second, places[second.pk]))
    return LikelyPair(first=first, second=second, score=candidate.score) if candidate.is_likely else None
