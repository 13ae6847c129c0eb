"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from twiza.accounts.requests import Request
from twiza.case_management.models import Referral, RoundsPlan, RoundsVersion
from twiza.case_management.queries.referrals import referrals_of
from twiza.case_management.queries.rounds import deleted_rounds_of, rounds_of, version_that_holds


def rounds_for(request: Request, plan_id: uuid.UUID) -> RoundsPlan:
    """Return rounds that the actor may see and change. Raises Http404."""
    return get_object_or_404(rounds_of(request.actor).select_related("area", "made_by", "organisation"), pk=plan_id)


def deleted_rounds_for(request: Request, plan_id: uuid.UUID) -> RoundsPlan:
    """Return deleted rounds that the actor may bring back. Raises Http404."""
    return get_object_or_404(deleted_rounds_of(request.actor), pk=plan_id)


def referral_for(request: Request, referral_id: uuid.UUID) -> Referral:
    """Return a referral that the actor may see. Raises Http404."""
    found = referrals_of(request.actor).select_related(
        "file__opened_by", "made_by", "facility__place", "facility__type"
    )
    return get_object_or_404(found, pk=referral_id)


def version_for(plan: RoundsPlan, number: int) -> RoundsVersion:
    """Return a version of rounds by its number. Raises Http404."""
    found = plan.versions.select_related("based_on", "made_by", "accepted_by")
    return with_plan(get_object_or_404(found, number=number), plan)


def held_version_for(request: Request, plan_id: uuid.UUID) -> RoundsVersion:
    """Return the version that holds of rounds the actor may see. Raises Http404."""
    plan = rounds_for(request, plan_id)
    version = version_that_holds(plan)
    if version is None:
        raise Http404
    return with_plan(version, plan)


def with_plan(version: RoundsVersion, plan: RoundsPlan) -> RoundsVersion:
    """Return a version that knows its rounds already: nothing asks the database for them again."""
    version.plan = plan
    return version
