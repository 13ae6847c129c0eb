"""Decisions about many households at once: other agents follow them from now on, and all of that taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person as Account
from twiza.core.errors import DomainError
from twiza.households.actions.assignments import NotAnAgent
from twiza.households.actions.keeping import HouseholdNotYours, person_of
from twiza.households.models import Assignment, Handover, Household
from twiza.households.queries.agents import agents_of
from twiza.households.queries.handovers import (
    Share,
    digest_of,
    followers_of,
    households_left_by,
    shared,
    taken_over_from,
)
from twiza.households.queries.households import facts_with
from twiza.households.rules import DECIDE_SAMENESS


class NothingToHandOver(DomainError):
    """Somebody is to follow at least one household."""


class ChangedMeanwhile(DomainError):
    """What was looked at is not what there is any more."""


class HandedOverByAnother(DomainError):
    """An id is that of one decision of one person."""


class WithoutReason(DomainError):
    """Many households change agents for a reason."""


@transaction.atomic
def hand_over(
    *,
    id: uuid.UUID,
    leaving: Account | None,
    place_id: int | None,
    taking: Sequence[Account],
    expected: str,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> Handover:
    """
    Share the households that somebody (None: nobody) follows among agents, neighbours together; once per `id`.

    `expected` is the `digest_of` those that were looked at before. What she recorded stays hers, and visits that
    arrive late are kept (docs/decisions/0027). Raises HouseholdNotYours, HandedOverByAnother, NotAnAgent,
    NothingToHandOver, ChangedMeanwhile, WithoutReason.
    """
    person_id = person_of(actor)
    known = known_handover(id, person_id)
    if known is not None:
        return known
    households = held_households(leaving.pk if leaving else None, place_id, actor)
    refuse_unless_possible(households, taking, expected, reason, actor, at)
    handover = Handover.objects.create(
        id=id, organisation_id=households[0].organisation_id, leaving=leaving, reason=reason.strip(),
        made_by_id=person_id, made_at=at,
    )  # fmt: skip
    end_assignments(households, at)
    Assignment.objects.bulk_create(assignments_from(shared(households, taking), handover, at))
    note_handover(actor, handover, "made", at)
    return handover


def known_handover(id: uuid.UUID, person_id: int) -> Handover | None:
    """Return what this person decided under this id before. Raises HandedOverByAnother."""
    known = Handover.objects.filter(pk=id).first()
    if known is not None and known.made_by_id != person_id:
        raise HandedOverByAnother(_("Somebody else made this hand-over: reload the page and begin again."))
    return known


def held_households(leaving_id: int | None, place_id: int | None, actor: Actor) -> list[Household]:
    """Return the households to hand over, locked: whoever gives one of them to somebody at the same time waits."""
    asked = households_left_by(leaving_id, place_id, actor)
    list(Household.objects.select_for_update().filter(pk__in=[one.pk for one in asked]).order_by("pk"))
    return households_left_by(leaving_id, place_id, actor)


def refuse_unless_possible(
    households: Sequence[Household],
    taking: Sequence[Account],
    expected: str,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Raises HouseholdNotYours, NotAnAgent, NothingToHandOver, ChangedMeanwhile, WithoutReason."""
    if not households or not taking:
        raise NothingToHandOver(_("Nobody would follow anything else: choose whose households go to whom."))
    refuse_stranger(households, actor)
    able = set(agents_of(households[0].organisation_id, at.date()).values_list("pk", flat=True))
    for agent in taking:
        if agent.pk not in able:
            raise NotAnAgent(_("%(name)s may not follow households here.") % {"name": agent.name})
    if digest_of(households) != expected:
        raise ChangedMeanwhile(_("The households changed since you looked: look at what will move again."))
    if not reason.strip():
        raise WithoutReason(_("Write why."))


def refuse_stranger(households: Iterable[Household], actor: Actor) -> None:
    """Raise HouseholdNotYours unless the actor supervises where every household lies."""
    if not all(decide(actor, DECIDE_SAMENESS, facts_with(one, set())) for one in households):
        raise HouseholdNotYours(_("Only the supervisor says who follows a household."))


def end_assignments(households: Iterable[Household], at: dt.datetime) -> None:
    """Keep that nobody follows these households any more."""
    Assignment.objects.filter(household__in=households, ended_at=None).update(ended_at=at)


def assignments_from(shares: Iterable[Share], handover: Handover, at: dt.datetime) -> list[Assignment]:
    """Return that each agent follows her share from now on."""
    return [
        Assignment(
            household=household, agent=agent, assigned_by_id=handover.made_by_id, assigned_at=at, handover=handover
        )
        for agent, households in shares
        for household in households
    ]


@transaction.atomic
def take_back_handover(*, handover: Handover, actor: Actor, at: dt.datetime) -> list[Household]:
    """
    Let those follow the households who did before, and return the ones somebody else was given since: they stay so.

    Once: again it changes nothing. Raises HouseholdNotYours.
    """
    person_id = person_of(actor)
    held = Handover.objects.select_for_update().get(pk=handover.pk)
    moved = list(held.assignments.select_related("household__place"))
    refuse_stranger((one.household for one in moved), actor)
    if held.taken_back_at is not None:
        return []
    before, now = taken_over_from(held), followers_of(held)
    still = [one for one in moved if now.get(one.household_id) == one.agent_id]
    end_assignments([one.household for one in still], at)
    Assignment.objects.bulk_create(
        Assignment(
            household=one.household, agent_id=before[one.household_id], assigned_by_id=person_id, assigned_at=at
        )
        for one in still
        if one.household_id in before
    )
    held.taken_back_by_id, held.taken_back_at = person_id, at
    held.save()
    note_handover(actor, held, "taken_back", at)
    return [one.household for one in moved if one not in still]


def note_handover(actor: Actor, handover: Handover, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    record_audit(
        actor=actor, action=DECIDE_SAMENESS, at=at, outcome=f"handover_{outcome}",
        object_kind="households.handover", object_id=handover.pk,
    )  # fmt: skip
