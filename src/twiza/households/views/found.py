"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.requests import Request
from twiza.households.models import Guardian, Household, Member, Person, PersonConsent
from twiza.households.queries.households import facts_of, household_of, households_of
from twiza.households.rules import DECIDE_SAMENESS, SEE_HOUSEHOLD


def household_for(request: Request, household_id: uuid.UUID) -> Household:
    """Return a household that the actor may see. Raises Http404."""
    found = households_of(request.actor).select_related("place", "organisation", "registered_by", "merged_into")
    return get_object_or_404(found, pk=household_id)


def person_for(request: Request, person_id: uuid.UUID) -> tuple[Person, Household]:
    """Return somebody whose household the actor may see, with it. Raises Http404."""
    person = get_object_or_404(Person.objects.select_related("merged_into"), pk=person_id)
    household = household_of(person)
    if household is None or not decide(request.actor, SEE_HOUSEHOLD, facts_of(household, request.actor)):
        raise Http404
    return person, household


def member_for(request: Request, member_id: uuid.UUID) -> Member:
    """Return who lives or lived in a household that the actor may see. Raises Http404."""
    member = get_object_or_404(Member.objects.select_related("household__place", "person"), pk=member_id)
    household_for(request, member.household_id)
    return member


def consent_for(request: Request, consent_id: uuid.UUID) -> PersonConsent:
    """Return an agreement of somebody whose household the actor may see. Raises Http404."""
    consent = get_object_or_404(PersonConsent.objects.select_related("person"), pk=consent_id)
    person_for(request, consent.person_id)
    return consent


def guardian_for(request: Request, guardian_id: uuid.UUID) -> Guardian:
    """Return who answers for a child that the actor may see. Raises Http404."""
    guardian = get_object_or_404(Guardian.objects.select_related("child", "adult"), pk=guardian_id)
    person_for(request, guardian.child_id)
    return guardian


def may_decide(request: Request, household: Household) -> bool:
    """Return whether the actor says who follows a household, and who in it is the same."""
    return bool(decide(request.actor, DECIDE_SAMENESS, facts_of(household, request.actor)))


def note_read(request: Request, kind: str, object_id: uuid.UUID) -> None:
    """Write in the audit chain that identified people were read."""
    record_audit(
        actor=request.actor,
        action=SEE_HOUSEHOLD,
        at=timezone.now(),
        outcome="read",
        object_kind=f"households.{kind}",
        object_id=object_id,
    )
