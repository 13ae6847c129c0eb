"""What a person who is referred agrees to, and agrees to no more."""

from __future__ import annotations

import uuid
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.referral_consents import (
    ConsentTerms,
    agree_to_be_called,
    agree_to_tell_facility,
    forget_person,
    stop_telling_facility,
)
from twiza.case_management.referral_forms import CallForm, TellForm
from twiza.case_management.rules import FOLLOW_REFERRALS
from twiza.case_management.views.found import referral_for
from twiza.case_management.views.referral import answer_to
from twiza.core.answering import act_and_go
from twiza.organisations.models import Organisation
from twiza.procedures.file_page import party_options


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_call(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Keep that the person agrees to be called, and how."""
    referral, form = referral_for(request, referral_id), CallForm(request.POST, auto_id="call-%s")
    agree = partial(agree_to_be_called, referral=referral, actor=request.actor, at=timezone.now())
    return answer_to(
        request,
        referral,
        "call_form",
        form,
        lambda: agree(name=form.cleaned_data["name"], phone=form.cleaned_data["phone"], terms=terms_in(form)),
        _("Kept: this person may be called."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_tell(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Keep that the person lets the facility be told."""
    referral, form = referral_for(request, referral_id), TellForm(request.POST, auto_id="tell-%s")
    form.offer(party_options(referral.file))
    agree = partial(agree_to_tell_facility, referral=referral, actor=request.actor, at=timezone.now())
    return answer_to(
        request,
        referral,
        "tell_form",
        form,
        lambda: agree(
            recipient=Organisation.objects.filter(pk=form.cleaned_data["recipient"]).first(), terms=terms_in(form)
        ),
        _("Kept: the professionals of this organisation follow the referral too."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_stop_telling(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Keep that the person lets the facility know no more."""
    referral = referral_for(request, referral_id)
    act = partial(stop_telling_facility, referral=referral, actor=request.actor, at=timezone.now())
    said = _("The facility sees this referral no more.")
    return act_and_go(request, act, said, reverse("referral", args=[referral.pk]))


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_forget(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Erase a name and a telephone number: the person agrees no more."""
    referral = referral_for(request, referral_id)
    forget_person(referral=referral, actor=request.actor, at=timezone.now())
    messages.success(request, _("The name and the telephone number are erased."))
    return redirect("referral", referral.pk)


def terms_in(form: forms.Form) -> ConsentTerms:
    """Return who agreed and how, now, as a form says."""
    return ConsentTerms(form.cleaned_data["given_by"], form.cleaned_data["how"], timezone.now())
