"""Questions about households that might be one: those in which the same people, or people who look alike, live."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.households.models import Household, HouseholdMerge, Member, Person, PersonMerge
from twiza.households.names.candidates import Described, compared
from twiza.households.queries.alike import described, kept_apart, ordered, pairs_to_decide
from twiza.households.queries.households import households_of

Couple = tuple[Person, Person]
TwoPeople = tuple[uuid.UUID, uuid.UUID]
Home = tuple[str, uuid.UUID]
"""The code and the id of a household."""


@dataclass(frozen=True, slots=True)
class TwoHomes:
    """Two households that might be one, and the ids of who speaks for it: one of the first, one of the second."""

    first: Home
    second: Home
    people: list[TwoPeople]


@dataclass(frozen=True, slots=True)
class HouseholdPair:
    """Two households that might be one, and who speaks for it: somebody of the first beside somebody of the second."""

    first: Household
    second: Household
    people: list[Couple]


def household_pairs_to_decide(actor: Actor) -> list[TwoHomes]:
    """
    Return the pairs of households that wait for a supervisor's decision, those with most people in common first.

    A pair is here for as long as its people look alike, or were found to be the same: deciding that they are two
    persons takes it off.
    """
    couples = {*found_to_be_one(actor), *pairs_to_decide(actor).values_list("first", "second")}
    homes = homes_of({person for couple in couples for person in couple}, actor)
    shared: dict[tuple[Home, Home], list[TwoPeople]] = defaultdict(list)
    for one, other in in_two_homes(couples, homes):
        shared[homes[one], homes[other]].append((one, other))
    return sorted(
        (TwoHomes(*both, sorted(those)) for both, those in shared.items()),
        key=lambda pair: (-len(pair.people), pair.first, pair.second),
    )


def in_two_homes(couples: Iterable[TwoPeople], homes: dict[uuid.UUID, Home]) -> Iterator[TwoPeople]:
    """Yield the couples who live in two households that are known, who lives in the first of them first."""
    for couple in couples:
        if len({homes[person] for person in couple if person in homes}) == len(couple):
            one, other = sorted(couple, key=homes.__getitem__)
            yield one, other


def household_pairs_shown(pairs: Collection[TwoHomes]) -> list[HouseholdPair]:
    """Return some pairs with their households and people."""
    homes = Household.objects.in_bulk({id for pair in pairs for _code, id in (pair.first, pair.second)})
    people = Person.objects.in_bulk({one for pair in pairs for couple in pair.people for one in couple})
    return [
        HouseholdPair(
            homes[pair.first[1]], homes[pair.second[1]], [(people[one], people[other]) for one, other in pair.people]
        )
        for pair in pairs
    ]


def people_in_common(first: Household, second: Household) -> list[Couple]:
    """Return who speaks for two households being one: somebody of the first beside somebody of the second."""
    apart = kept_apart(first.organisation_id)
    return [
        (one, other)
        for one, here in living_in(first)
        for other, there in living_in(second)
        if other.pk == one.merged_into_id
        or one.pk == other.merged_into_id
        or (ordered(one.pk, other.pk) not in apart and compared(here, there).is_likely)
    ]


def living_in(household: Household) -> list[tuple[Person, Described]]:
    """Return the people of a household, each as she is compared."""
    place = name_in(household.place.names, "fr")
    living = Member.objects.filter(household=household, until=None, person__erased_at=None).select_related("person")
    return [(one.person, described(one.person, place)) for one in living.order_by("since", "id")]


def found_to_be_one(actor: Actor) -> Iterable[TwoPeople]:
    """Return the people whose two records were found to be one person's, where the actor sees both."""
    living = Member.objects.filter(household__in=seen_by(actor)).values("person")
    merges = PersonMerge.objects.filter(undone_at=None, kept__in=living, found__in=living, kept__erased_at=None)
    return merges.values_list("kept", "found")


def homes_of(people: Collection[uuid.UUID], actor: Actor) -> dict[uuid.UUID, Home]:
    """Return the household each of these people lives in now, among those that stand for themselves."""
    living = Member.objects.filter(until=None, household__in=seen_by(actor), household__merged_into=None)
    here = living.filter(person__in=people).order_by("since", "id")
    rows = here.values_list("person", "household__code", "household")
    return {person: (code, household) for person, code, household in rows}


def merges_seen_by(actor: Actor) -> QuerySet[HouseholdMerge]:
    """Return what was decided of households that an actor sees both, the last first."""
    seen = seen_by(actor)
    merges = HouseholdMerge.objects.filter(found__in=seen, kept__in=seen)
    return merges.select_related("kept", "found", "made_by").order_by("-made_at", "-id")


def seen_by(actor: Actor) -> QuerySet[Household, Any]:
    """Return the ids of the households that an actor sees, for a question inside another."""
    return households_of(actor).order_by().values("pk")
