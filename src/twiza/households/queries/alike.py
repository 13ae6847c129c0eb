"""Questions about people who might be one: whom somebody looks like, and which pairs wait for a decision."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.households.births import is_estimated
from twiza.households.models import Different, LikelyPair, Member, NameKey, Person
from twiza.households.names.candidates import Candidate, Described, compared
from twiza.households.names.scanning import REACH
from twiza.households.queries.households import households_of

CROWD = 500
"""A key that more people share tells too little; at 200, four in ten doubles of 60,000 people were missed."""
LIKELIEST = 2000
"""No more pairs are listed at once: the next ones come as these are decided."""


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
    others = worth_comparing(person, keys).filter(pk__in=people_of(actor).values("pk"))
    apart = kept_apart(person.organisation_id)
    pairs = [
        Pair(person, other, compared(described(person), described(other)))
        for other in others
        if ordered(person.pk, other.pk) not in apart
    ]
    return sorted((one for one in pairs if one.candidate.is_likely), key=lambda one: -one.candidate.score)


def worth_comparing(person: Person, keys: Collection[str]) -> QuerySet[Person]:
    """Return who shares a key with somebody that no crowd shares, where sex and birth let them be one."""
    ours = NameKey.objects.filter(organisation=person.organisation_id, key__in=keys)
    shared = ours.order_by().values("key").annotate(people=Count("pk")).filter(people__lte=CROWD).values("key")
    sharing = NameKey.objects.filter(organisation=person.organisation_id, key__in=shared)
    others = Person.objects.filter(pk__in=sharing.values("person"), erased_at=None).exclude(pk=person.pk)
    return others.filter(*possible_with(person))


def possible_with(person: Person) -> Iterator[Q]:
    """Yield what another record's sex and birth must be for it to be somebody's: known sooner than by their names."""
    if person.sex:
        yield Q(sex__in=["", person.sex])
    if person.born_on is not None:
        yield Q(born_on=None) | Q(born_on__range=(person.born_on - REACH, person.born_on + REACH))


def pairs_to_decide(actor: Actor) -> QuerySet[LikelyPair]:
    """Return the pairs of people that wait for a supervisor's decision, the likeliest first, `LIKELIEST` at most."""
    seen = people_of(actor).values("pk")
    decided = Different.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
    pairs = LikelyPair.objects.filter(~Exists(decided), first__in=seen, second__in=seen)
    return pairs.select_related("first", "second").order_by("-score", "first", "second")[:LIKELIEST]


def pairs_shown(pairs: Collection[LikelyPair]) -> list[Pair]:
    """Return some pairs with what speaks for each."""
    places = places_of({person for pair in pairs for person in (pair.first_id, pair.second_id)})
    return [Pair(pair.first, pair.second, candidate_of(pair, places)) for pair in pairs]


def candidate_of(pair: LikelyPair, places: Mapping[uuid.UUID, str]) -> Candidate:
    """Return how likely the two of a pair are one, and why."""
    return compared(described(pair.first, places[pair.first_id]), described(pair.second, places[pair.second_id]))


def many_uncompared(actor: Actor) -> int:
    """Return how many of the people an actor sees were registered or corrected since they were last compared."""
    return uncompared(people_of(actor)).count()


def uncompared(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return those of some people who were registered or corrected since they were last compared."""
    return people.filter(is_compared=False, erased_at=None)


def kept_apart(organisation_id: int) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return the pairs that somebody of an organisation decided are two persons, the smaller id first."""
    decided = Different.objects.filter(first__organisation=organisation_id)
    return set(decided.values_list("first", "second"))


def ordered(one: uuid.UUID, other: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Return two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


def places_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the name of the place where each person lives; empty for who lives nowhere that is known."""
    living = Member.objects.filter(until=None, person__in=people)
    known = {person: name_in(names, "fr") for person, names in living.values_list("person", "household__place__names")}
    return {person: known.get(person, "") for person in people}
