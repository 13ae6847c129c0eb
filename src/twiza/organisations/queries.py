"""Questions about who acts for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from twiza.accounts.decisions import NOBODY, Actor, Grant
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.organisations.models import Membership, Organisation


def not_over(on: dt.date) -> Q:
    """Return the condition that a membership, begun or not, has neither run out nor been ended on a day."""
    return is_agreed(on) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def is_agreed(on: dt.date) -> Q:
    """Return the condition that a membership, begun or not, has not run out on a day."""
    return Q(valid_until__isnull=True) | Q(valid_until__gt=on)


def memberships_of(person: Person, on: dt.date) -> QuerySet[Membership]:
    """Return a person's memberships that hold on a day, oldest first."""
    held = Membership.objects.filter(not_over(on), person=person, valid_from__lte=on)
    return held.select_related("organisation").order_by("valid_from", "id")


def actor_of(person: Person, on: dt.date, membership_id: int | None = None) -> Actor:
    """Return the person as an actor under the membership chosen, or under her first one; without any, in no role."""
    if not person.is_active:
        return NOBODY
    held = list(memberships_of(person, on))
    chosen = next((one for one in held if one.id == membership_id), held[0] if held else None)
    return Actor(person_id=person.pk, grant=grant_from(chosen) if chosen else None)


def grant_from(membership: Membership) -> Grant:
    """Return a membership as the fact that `decide` understands."""
    return Grant(
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=membership.role,
        territory=tuple(membership.territory),
        programme=membership.programme,
        valid_from=membership.valid_from,
        valid_until=membership.valid_until,
    )


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose members the actor may list."""
    if actor.role == Role.TECHNICAL_ADMINISTRATOR:
        return Organisation.objects.order_by("id")
    own = [actor.grant.organisation_id] if actor.grant else []
    return Organisation.objects.filter(id__in=own).order_by("id")


def members_of(organisation: Organisation, on: dt.date) -> QuerySet[Membership]:
    """Return who acts for an organisation on a day, by name."""
    return organisation.memberships.filter(not_over(on)).select_related("person").order_by("person__name", "id")


def count_others_acting_for(organisation_id: int, person_id: int, roles: Collection[str], on: dt.date) -> int:
    """Return how many other people act for an organisation in one of these roles on a day."""
    held = Membership.objects.filter(not_over(on), organisation_id=organisation_id, role__in=roles, valid_from__lte=on)
    others = held.exclude(person_id=person_id).filter(person__is_active=True)
    return others.values("person_id").distinct().count()


def ended_members_of(organisation: Organisation, on: dt.date) -> QuerySet[Membership]:
    """Return the memberships that were ended by a day and can be brought back, the last one first."""
    ended = organisation.memberships.filter(is_agreed(on), ended_on__lte=on)
    return ended.select_related("person").order_by("-ended_on", "-id")
