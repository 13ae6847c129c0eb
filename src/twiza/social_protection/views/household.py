"""The rights of one household on one page."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.social_protection.queries.enquiries import enquiries_in, orientations_of
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.found import household_for, note_read


@policy(FOLLOW_RIGHTS)
@require_GET
def household_rights(request: Request, household_id: uuid.UUID) -> HttpResponse:
    """Show what a household was asked, oriented to and has a right to."""
    household = household_for(request, household_id)
    note_read(request, "household", household.pk, "read")
    enquiries = list(enquiries_in(household))
    decisions = orientations_of(request.actor).filter(enquiry__in=enquiries, taken_back_at=None)
    context = {
        "household": household,
        "enquiries": enquiries,
        "orientations": decisions.order_by("-made_at", "-id"),
    }
    return render(request, "social_protection/household.html", context)
