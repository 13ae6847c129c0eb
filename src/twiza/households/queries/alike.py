"""Questions about people who might be one: whom somebody looks like, and which pairs wait for a decision."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from django.db.models import Count, QuerySet

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.households.births import is_estimated
from twiza.households.models import Different, Member, NameKey, Person
from twiza.households.names.candidates import Candidate, Described, compared
from twiza.households.names.scanning import REACH, may_be_alike
from twiza.households.queries.households import households_of

CROWD = 500
"""A key that more people share tells too little; at 200, four in ten doubles of 60,000 people were missed."""
PAIRS_MOST = 500
COMPARED_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who might be one, how likely, and why."""

    first: Person
    second: Person
    candidate: Candidate


def people_of(actor: Actor) -> QuerySet[Person]:
    """Return the people whose household an actor may see, but those forgotten or found to be another one."""
    living = Member.objects.filter(household__in=households_of(actor).order_by().values("pk"))
    return Person.objects.filter(pk__in=living.values("person"), merged_into=None, erased_at=None)


def described(person: Person, place: str = "") -> Described:
    """Return somebody as she is compared."""
    return Described(person.name, person.sex, person.born_on, is_estimated(person), place)


def alike(person: Person, actor: Actor, keys: Collection[str]) -> list[Pair]:
    """Return the people whom somebody, registered or not yet, might be: the likeliest first."""
    others = people_of(actor).filter(name_keys__key__in=keys).exclude(pk=person.pk).distinct()
    apart = kept_apart(person.organisation_id)
    pairs = [
        Pair(person, other, compared(described(person), described(other)))
        for other in others
        if ordered(person.pk, other.pk) not in apart
    ]
    return sorted((one for one in pairs if one.candidate.is_likely), key=lambda one: -one.candidate.score)


def pairs_to_decide(actor: Actor) -> list[Pair]:
    """Return the pairs of people that wait for a supervisor's decision, the likeliest first, `PAIRS_MOST` at most."""
    if actor.grant is None:
        return []
    people = {one.pk: one for one in people_of(actor)}
    places = places_of(people)
    apart = kept_apart(actor.grant.organisation_id)
    found = [
        Pair(people[one], people[other], judged)
        for one, other in pairs_sharing_a_key(people)
        if (one, other) not in apart
        and may_be_one(people[one], people[other])
        and (judged := judge(described(people[one], places[one]), described(people[other], places[other]))).is_likely
    ]
    return sorted(found, key=lambda pair: (-pair.candidate.score, pair.first.pk))[:PAIRS_MOST]


def may_be_one(one: Person, other: Person) -> bool:
    """Return whether sex and birth let two people be one: known sooner than how alike their names are."""
    if not may_be_alike(one.sex, other.sex):
        return False
    return one.born_on is None or other.born_on is None or abs(one.born_on - other.born_on) <= REACH


@lru_cache(maxsize=COMPARED_KEPT)
def judge(one: Described, other: Described) -> Candidate:
    """Return how likely two are one: kept, since the same pairs are asked for each time the list is opened."""
    return compared(one, other)


def pairs_sharing_a_key(people: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """Yield, once, each two people who share a key that no crowd shares, the smaller id first."""
    seen: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for sharing in sharing_a_key(people):
        for one, other in combinations(sorted(sharing), 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield one, other


def sharing_a_key(people: Collection[uuid.UUID]) -> Iterable[list[uuid.UUID]]:
    """Return the people of each key that two at least share, and no crowd."""
    shared = NameKey.objects.values("organisation", "key").annotate(people=Count("person"))
    keys = shared.filter(people__gt=1, people__lte=CROWD).values("key")
    groups: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key, person_id in NameKey.objects.filter(key__in=keys).values_list("key", "person"):
        if person_id in people:
            groups[key].append(person_id)
    return groups.values()


def kept_apart(organisation_id: int) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return the pairs that somebody of an organisation decided are two persons, the smaller id first."""
    decided = Different.objects.filter(first__organisation=organisation_id)
    return set(decided.values_list("first", "second"))


def ordered(one: uuid.UUID, other: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Return two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


def places_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the name of the place where each person lives; empty for who lives nowhere that is known."""
    living = Member.objects.filter(until=None).select_related("household__place")
    known = {one.person_id: name_in(one.household.place.names, "fr") for one in living}
    return {person: known.get(person, "") for person in people}
