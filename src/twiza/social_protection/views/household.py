"""The rights of one household on one page."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.social_protection.queries.enquiries import enquiries_in, orientations_of
from twiza.social_protection.queries.enrolments import enrolments_of
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
    decisions = decisions.select_related("enrolment")
    files = enrolments_of(request.actor).filter(household=household).select_related("right").order_by("-made_at", "id")
    context = {
        "enrolments": files,
        "today": timezone.localdate(),
        "household": household,
        "enquiries": enquiries,
        "orientations": decisions.order_by("-made_at", "-id"),
    }
    return render(request, "social_protection/household.html", context)
