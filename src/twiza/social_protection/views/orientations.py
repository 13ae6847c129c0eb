"""What the rules say after an enquiry, and what a person decides."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.social_protection.actions.orientations import decide_orientation, take_back_orientation
from twiza.social_protection.enquiry_page import advice_shown, answers_shown, points_of
from twiza.social_protection.forms import DecisionForm
from twiza.social_protection.models import Enquiry
from twiza.social_protection.queries.enquiries import orientations_after
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.found import enquiry_for, note_read, orientation_for, scheme_for

STATUS_REFUSED = 422


@policy(FOLLOW_RIGHTS)
@require_GET
def enquiry_detail(request: Request, enquiry_id: uuid.UUID) -> HttpResponse:
    """Show what the rules say of each scheme after an enquiry, why, and what was decided."""
    enquiry = enquiry_for(request, enquiry_id)
    note_read(request, "enquiry", enquiry.pk, "read")
    return enquiry_shown(request, enquiry, None)


@policy(FOLLOW_RIGHTS)
@require_POST
def enquiry_decide(request: Request, enquiry_id: uuid.UUID) -> HttpResponse:
    """Keep what a person decides about a scheme."""
    enquiry = enquiry_for(request, enquiry_id)
    scheme = scheme_for(enquiry, request.POST.get("scheme", ""))
    form = DecisionForm(request.POST, auto_id=f"{scheme.code}-%s")
    if is_kept(
        form,
        lambda: decide_orientation(
            id=form.cleaned_data["id"],
            enquiry=enquiry,
            scheme=scheme,
            choice=form.cleaned_data["choice"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The decision is kept, with what the rules say today. It can be taken back."))
        return redirect("enquiry", enquiry.pk)
    return enquiry_shown(request, enquiry, form)


@policy(FOLLOW_RIGHTS)
@require_POST
def orientation_take_back(request: Request, orientation_id: uuid.UUID) -> HttpResponse:
    """Take a decision back."""
    orientation = orientation_for(request, orientation_id)
    return act_and_go(
        request,
        lambda: take_back_orientation(orientation=orientation, actor=request.actor, at=timezone.now()),
        _("The decision is taken back: decide anew when you know."),
        reverse("enquiry", args=[orientation.enquiry_id]),
    )


def enquiry_shown(request: Request, enquiry: Enquiry, refused: DecisionForm | None) -> HttpResponse:
    """Return the page of an enquiry, with the form that was refused, if one was."""
    today, language = timezone.localdate(), get_language() or "fr"
    context = {
        "enquiry": enquiry,
        "household": enquiry.household,
        "advice": advice_shown(enquiry, today, language, refused),
        "answers": answers_shown(enquiry, language),
        "points": points_of(enquiry),
        "taken_back": [one for one in orientations_after(enquiry) if one.taken_back_at],
        "refused": refused,
    }
    return render(request, "social_protection/enquiry.html", context, status=STATUS_REFUSED if refused else 200)
