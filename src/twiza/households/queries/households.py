"""Questions about households: which ones an actor may see, which she asks for, and how she stands to one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.rules import Role
from twiza.accounts.territories import within
from twiza.core.text import sounds_asked
from twiza.households.models import Assignment, Household, Member, Person
from twiza.households.queries.names import named_like
from twiza.households.rules import ASSIGNED, FOLLOWED_THEN, KEEP_HOUSEHOLDS

FIGURES_OF_A_CODE = 3
"""From how many figures on a text is looked for in the codes."""


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """
    What somebody asks of a list of households; empty parts ask nothing.

    A whole name is looked for in every spelling among those that `organisation_id` keeps.
    """

    text: str = ""
    organisation_id: int | None = None
    place_id: int | None = None
    agent_id: int | None = None
    is_open: bool | None = True


def households_of(actor: Actor) -> QuerySet[Household]:
    """Return the households that an actor may see, also those that were found to be another one."""
    if actor.grant is None or not decide(actor, KEEP_HOUSEHOLDS):
        return Household.objects.none()
    ours = Household.objects.filter(organisation=actor.grant.organisation_id)
    follows = followed_by(actor.person_id)
    if actor.role != Role.SUPERVISOR:
        return ours.filter(follows)
    return ours.filter(within(actor.grant.territory, "place__path") | follows) if actor.grant.territory else ours


def followed_by(person_id: int | None) -> Q:
    """Return the condition that somebody follows a household now."""
    held = Assignment.objects.filter(household=OuterRef("pk"), agent=person_id, ended_at=None)
    return Q(Exists(held))


def facts_of(household: Household, actor: Actor) -> Facts:
    """Return what the rules need to know of a household."""
    follows = household.assignments.filter(agent=actor.person_id, ended_at=None).exists()
    return facts_with(household, {ASSIGNED} if follows else set())


def facts_on(household: Household, actor: Actor, day: dt.date) -> Facts:
    """
    Return what the rules need to know of a household and a record of a day: who took over later changes nothing.

    Only the end counts: a clock that is late says days before anybody followed anything.
    """
    held = household.assignments.filter(agent=actor.person_id)
    still = held.filter(Q(ended_at=None) | Q(ended_at__date__gte=day)).exists()
    return facts_with(household, {FOLLOWED_THEN} if still else set())


def facts_with(household: Household, relations: set[str]) -> Facts:
    """Return the facts of a household for somebody who stands to it in these ways."""
    return Facts(household.organisation_id, household.place.path, frozenset(relations))


def households_asked(households: QuerySet[Household], asked: HouseholdFilter) -> QuerySet[Household]:
    """Return the households that match every part of a filter, the last registered first; none found twice."""
    found = households.filter(merged_into=None).filter(answering(asked.text, asked.organisation_id))
    if asked.place_id is not None:
        found = found.filter(place=asked.place_id)
    if asked.agent_id is not None:
        found = found.filter(followed_by(asked.agent_id))
    if asked.is_open is not None:
        found = found.filter(closed_on__isnull=asked.is_open)
    return found.order_by("-registered_on", "-id")


def answering(text: str, organisation_id: int | None) -> Q:
    """Return the condition that a code, or one of the people who live or lived there, answers what was typed."""
    figures = "".join(sign for sign in text if sign.isdecimal())
    if len(figures) >= FIGURES_OF_A_CODE:
        return Q(code__contains=figures)
    sounds = sounds_asked(text)
    if not sounds:
        return Q()
    alike = named_like(text, Person.objects.filter(organisation=organisation_id))
    heard = Person.objects.all()
    for sound in sounds:
        heard = heard.filter(search_text__contains=sound)
    found = Member.objects.filter(Q(person__in=heard.values("pk")) | Q(person__in=alike))
    return Q(pk__in=found.values("household"))


def shown(ids: Sequence[uuid.UUID]) -> list[Household]:
    """Return the households of a page of a list with who lives there and who follows them, in the order of the ids."""
    members = Member.objects.filter(until=None).select_related("person").order_by("since", "id")
    assignments = Assignment.objects.filter(ended_at=None).select_related("agent")
    found = Household.objects.select_related("place").prefetch_related(
        Prefetch("members", queryset=members, to_attr="living"),
        Prefetch("assignments", queryset=assignments, to_attr="following"),
    )
    by_id = found.in_bulk(ids)
    return [by_id[pk] for pk in ids]


def people_in(household: Household) -> QuerySet[Member]:
    """Return who lives in a household or in one that was found to be the same, the head first, then as they came."""
    of_it = Q(household=household) | Q(household__merged_into=household)
    return Member.objects.filter(of_it).select_related("person").order_by("until", "since", "id")


def household_of(person: Person) -> Household | None:
    """Return the household somebody lives in now, or lived in last."""
    latest = person.memberships.select_related("household__place").order_by("-since", "-id")
    living = latest.filter(until=None).first() or latest.first()
    return living.household if living else None
