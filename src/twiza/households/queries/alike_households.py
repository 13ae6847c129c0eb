"""Questions about households that might be one: those in which the same people, or people who look alike, live."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.households.models import Household, HouseholdMerge, Member, Person, PersonMerge
from twiza.households.names.candidates import Described
from twiza.households.queries.alike import described, judge, kept_apart, may_be_one, ordered, pairs_to_decide
from twiza.households.queries.households import households_of

Couple = tuple[Person, Person]


@dataclass(frozen=True, slots=True)
class HouseholdPair:
    """Two households that might be one, and who speaks for it: somebody of the first beside somebody of the second."""

    first: Household
    second: Household
    people: list[Couple]


def household_pairs_to_decide(actor: Actor) -> list[HouseholdPair]:
    """
    Return the pairs of households that wait for a supervisor's decision, those with most people in common first.

    A pair is here for as long as its people look alike, or were found to be the same: deciding that they are two
    persons takes it off.
    """
    couples = [*found_to_be_one(actor), *((pair.first, pair.second) for pair in pairs_to_decide(actor))]
    homes = homes_of({person.pk for couple in couples for person in couple}, actor)
    pairs = [
        HouseholdPair(homes[people[0][0].pk], homes[people[0][1].pk], people)
        for people in couples_by_homes(couples, homes)
    ]
    return sorted(pairs, key=lambda pair: (-len(pair.people), pair.first.code, pair.second.code))


def couples_by_homes(couples: Iterable[Couple], homes: Mapping[uuid.UUID, Household]) -> Collection[list[Couple]]:
    """Return the couples who live in two households, those of the same two together and in the same order."""
    shared: dict[tuple[str, str], list[Couple]] = defaultdict(list)
    for couple in couples:
        if len({homes[person.pk].pk for person in couple if person.pk in homes}) == len(couple):
            one, other = sorted(couple, key=lambda person: homes[person.pk].code)
            shared[homes[one.pk].code, homes[other.pk].code].append((one, other))
    return shared.values()


def people_in_common(first: Household, second: Household) -> list[Couple]:
    """Return who speaks for two households being one: somebody of the first beside somebody of the second."""
    apart = kept_apart(first.organisation_id)
    return [
        (one, other)
        for one, here in living_in(first)
        for other, there in living_in(second)
        if other.pk == one.merged_into_id
        or one.pk == other.merged_into_id
        or (ordered(one.pk, other.pk) not in apart and may_be_one(one, other) and judge(here, there).is_likely)
    ]


def living_in(household: Household) -> list[tuple[Person, Described]]:
    """Return the people of a household, each as she is compared."""
    place = name_in(household.place.names, "fr")
    living = Member.objects.filter(household=household, until=None, person__erased_at=None).select_related("person")
    return [(one.person, described(one.person, place)) for one in living.order_by("since", "id")]


def found_to_be_one(actor: Actor) -> list[Couple]:
    """Return the people whose two records were found to be one person's, where the actor sees both."""
    living = Member.objects.filter(household__in=seen_by(actor)).values("person")
    merges = PersonMerge.objects.filter(undone_at=None, kept__in=living, found__in=living, kept__erased_at=None)
    return [(merge.kept, merge.found) for merge in merges.select_related("kept", "found")]


def homes_of(people: Collection[uuid.UUID], actor: Actor) -> dict[uuid.UUID, Household]:
    """Return the household each of these people lives in now, among those that stand for themselves."""
    living = Member.objects.filter(until=None, household__in=seen_by(actor), household__merged_into=None)
    return {
        one.person_id: one.household
        for one in living.filter(person__in=people).select_related("household__place").order_by("since", "id")
    }


def merges_seen_by(actor: Actor) -> QuerySet[HouseholdMerge]:
    """Return what was decided of households that an actor sees both, the last first."""
    seen = seen_by(actor)
    merges = HouseholdMerge.objects.filter(found__in=seen, kept__in=seen)
    return merges.select_related("kept", "found", "made_by").order_by("-made_at", "-id")


def seen_by(actor: Actor) -> QuerySet[Household, Any]:
    """Return the ids of the households that an actor sees, for a question inside another."""
    return households_of(actor).order_by().values("pk")
