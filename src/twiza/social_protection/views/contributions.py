"""Contributions to a right, on the page of its file: noted and taken back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.procedures.file_page import Refused
from twiza.social_protection.actions.contributions import note_contribution, take_back_contribution
from twiza.social_protection.forms import ContributionForm, PaidUntilForm
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.enrolments import enrolment_shown, right_for


@policy(FOLLOW_RIGHTS)
@require_POST
def enrolment_contribution(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Note a contribution."""
    enrolment, right = right_for(request, enrolment_id)
    form = ContributionForm(request.POST, auto_id="contribution-%s")
    if is_kept(form, lambda: note_contribution(
        right=right, **form.cleaned_data, actor=request.actor, at=timezone.now()
    )):  # fmt: skip
        messages.success(request, _("The contribution is kept."))
        return redirect("enrolment", enrolment.pk)
    return enrolment_shown(request, enrolment, Refused("contribution", form))


@policy(FOLLOW_RIGHTS)
@require_POST
def enrolment_contribution_take_back(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Take a contribution back."""
    enrolment, right = right_for(request, enrolment_id)
    form = PaidUntilForm(request.POST)
    if not form.is_valid():
        raise Http404
    return act_and_go(
        request,
        lambda: take_back_contribution(
            right=right, paid_until=form.cleaned_data["paid_until"], actor=request.actor, at=timezone.now()
        ),
        _("The contribution is taken back."),
        reverse("enrolment", args=[enrolment.pk]),
    )
