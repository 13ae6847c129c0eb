"""What is done with a referral: a step, the step taken back, who follows it, the appointment."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.models import Person
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.referrals import (
    hand_on_referral,
    move_referral,
    set_appointment,
    take_back_referral_move,
)
from twiza.case_management.referral_forms import AppointmentForm, HandOnForm, StepForm
from twiza.case_management.rules import FOLLOW_REFERRALS
from twiza.case_management.views.found import referral_for
from twiza.case_management.views.referral import answer_to
from twiza.core.answering import act_and_go
from twiza.procedures.file_page import owner_options


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_move(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Take a step."""
    referral, step = referral_for(request, referral_id), request.POST.get("step", "")
    form = StepForm(request.POST, auto_id=f"step-{step}-%s")
    form.suit(step)
    move = partial(move_referral, referral=referral, step=step, actor=request.actor, at=timezone.now())
    said = _("Kept. This step can be taken back as long as nothing else is done.")
    return answer_to(request, referral, f"step-{step}", form, lambda: move(**form.terms()), said)


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_take_back(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Take the last step back."""
    referral, turn = referral_for(request, referral_id), request.POST.get("turn", "")
    seen_turn = int(turn) if turn.isdecimal() and len(turn) < 10 else -1
    act = partial(
        take_back_referral_move, referral=referral, seen_turn=seen_turn, actor=request.actor, at=timezone.now()
    )
    said = _("The step is taken back: the referral is where it was.")
    return act_and_go(request, act, said, reverse("referral", args=[referral.pk]))


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_owner(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Say who follows a referral from now on."""
    referral = referral_for(request, referral_id)
    form = HandOnForm(request.POST, auto_id="owner-%s")
    form.offer(owner_options(referral.file, timezone.localdate()))
    hand_on = partial(hand_on_referral, referral=referral, actor=request.actor, at=timezone.now())
    return answer_to(
        request,
        referral,
        "hand_on_form",
        form,
        lambda: hand_on(owner=Person.objects.get(pk=form.cleaned_data["owner"])),
        _("Handed on: it waits for that person from now on."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_appointment(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Note when the facility expects the person."""
    referral, form = referral_for(request, referral_id), AppointmentForm(request.POST, auto_id="appointment-%s")
    keep = partial(set_appointment, referral=referral, actor=request.actor, at=timezone.now())
    said = _("The appointment is kept.")
    return answer_to(request, referral, "appointment_form", form, lambda: keep(**form.cleaned_data), said)
