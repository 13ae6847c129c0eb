"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from twiza.accounts.audit import record_audit
from twiza.accounts.requests import Request
from twiza.households.models import Household
from twiza.households.queries.households import households_of
from twiza.social_protection.models import Enquiry, Enrolment, Orientation, Scheme
from twiza.social_protection.queries.enquiries import enquiries_of, orientations_of
from twiza.social_protection.queries.enrolments import enrolments_of
from twiza.social_protection.rules import FOLLOW_RIGHTS

SHOWN_ALONE = ("file__opened_by", "follows__file", "follows__scheme", "right")
"""What the page of one file shows and a list does not."""


def household_for(request: Request, household_id: uuid.UUID) -> Household:
    """Return a household that the actor may see. Raises Http404."""
    return get_object_or_404(households_of(request.actor).select_related("place"), pk=household_id)


def enquiry_for(request: Request, enquiry_id: uuid.UUID) -> Enquiry:
    """Return an enquiry that the actor may see. Raises Http404."""
    return get_object_or_404(enquiries_of(request.actor), pk=enquiry_id)


def orientation_for(request: Request, orientation_id: uuid.UUID) -> Orientation:
    """Return a decision that the actor may see. Raises Http404."""
    return get_object_or_404(orientations_of(request.actor), pk=orientation_id)


def enrolment_for(request: Request, enrolment_id: uuid.UUID) -> Enrolment:
    """Return a file that the actor may see. Raises Http404."""
    return get_object_or_404(enrolments_of(request.actor).select_related(*SHOWN_ALONE), pk=enrolment_id)


def scheme_for(enquiry: Enquiry, code: str) -> Scheme:
    """Return a scheme of the country of an enquiry. Raises Http404."""
    scheme = Scheme.objects.filter(country=enquiry.household.place.country, code=code).first()
    if scheme is None:
        raise Http404
    return scheme


def note_read(request: Request, kind: str, object_id: uuid.UUID, outcome: str) -> None:
    """Write in the audit chain that something was read, or left as a file."""
    record_audit(
        actor=request.actor,
        action=FOLLOW_RIGHTS,
        at=timezone.now(),
        outcome=outcome,
        object_kind=f"social_protection.{kind}",
        object_id=object_id,
    )
