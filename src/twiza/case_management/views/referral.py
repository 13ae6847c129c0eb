"""One referral: its page, its slip, and what is done with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.models import Person
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.referral_consents import (
    ConsentTerms,
    agree_to_be_called,
    agree_to_tell_facility,
    forget_person,
    stop_telling_facility,
)
from twiza.case_management.actions.referrals import (
    hand_on_referral,
    move_referral,
    set_appointment,
    take_back_referral_move,
)
from twiza.case_management.models import Referral
from twiza.case_management.queries.referrals import referrals_of
from twiza.case_management.referral_forms import AppointmentForm, CallForm, HandOnForm, StepForm, TellForm
from twiza.case_management.referral_page import NOT_REFUSED, Refused, referral_context
from twiza.case_management.rules import FOLLOW_REFERRALS, SEE_REFERRAL
from twiza.core.errors import DomainError
from twiza.organisations.models import Organisation
from twiza.procedures.file_page import owner_options, party_options

STATUS_REFUSED = 422


def referral_for(request: Request, referral_id: uuid.UUID) -> Referral:
    """Return a referral that the actor may see. Raises Http404."""
    found = referrals_of(request.actor).select_related(
        "file__opened_by", "made_by", "facility__place", "facility__type"
    )
    return get_object_or_404(found, pk=referral_id)


@policy(FOLLOW_REFERRALS)
@require_GET
def referral_detail(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Show one referral."""
    referral = referral_for(request, referral_id)
    note(request, referral, "read")
    return referral_shown(request, referral)


def referral_shown(request: Request, referral: Referral, refused: Refused = NOT_REFUSED) -> HttpResponse:
    """Return the page of a referral, with the form that was refused, if one was."""
    fresh = referral_for(request, referral.pk)
    context = referral_context(
        fresh, request.actor, today=timezone.localdate(), back=f"/{request.LANGUAGE_CODE}/referrals/{fresh.pk}/",
        refused=refused,
    )  # fmt: skip
    status = STATUS_REFUSED if refused.form is not None else 200
    return render(request, "case_management/referral.html", context, status=status)


@policy(FOLLOW_REFERRALS)
@require_GET
def referral_slip(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Give the slip that the person takes along."""
    from twiza.case_management.files.referral_slip import slip_of  # noqa: PLC0415 -- slow import

    referral = referral_for(request, referral_id)
    note(request, referral, "exported")
    content = slip_of(referral, language=request.LANGUAGE_CODE)
    headers = {"Content-Disposition": f'inline; filename="twiza-{referral.file.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_move(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Take a step."""
    referral, step = referral_for(request, referral_id), request.POST.get("step", "")
    form = StepForm(request.POST, auto_id=f"step-{step}-%s")
    form.suit(step)
    return answer(
        request,
        referral,
        f"step-{step}",
        form,
        lambda: move_referral(
            referral=referral,
            step=step,
            seen_turn=form.cleaned_data["turn"],
            happened_on=form.cleaned_data["happened_on"],
            words=form.cleaned_data.get("words", ""),
            failure=form.cleaned_data.get("failure", ""),
            actor=request.actor,
            at=timezone.now(),
        ),
        _("Kept. This step can be taken back as long as nothing else is done."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_take_back(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Take the last step back."""
    referral, turn = referral_for(request, referral_id), request.POST.get("turn", "")
    seen_turn = int(turn) if turn.isdecimal() and len(turn) < 10 else -1
    try:
        take_back_referral_move(referral=referral, seen_turn=seen_turn, actor=request.actor, at=timezone.now())
        messages.success(request, _("The step is taken back: the referral is where it was."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("referral", referral.pk)


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_owner(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Say who follows a referral from now on."""
    referral = referral_for(request, referral_id)
    form = HandOnForm(request.POST, auto_id="owner-%s")
    form.offer(owner_options(referral.file, timezone.localdate()))
    return answer(
        request,
        referral,
        "hand_on_form",
        form,
        lambda: hand_on_referral(
            referral=referral,
            owner=Person.objects.get(pk=form.cleaned_data["owner"]),
            actor=request.actor,
            at=timezone.now(),
        ),
        _("Handed on: it waits for that person from now on."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_appointment(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Note when the facility expects the person."""
    referral, form = referral_for(request, referral_id), AppointmentForm(request.POST, auto_id="appointment-%s")
    return answer(
        request,
        referral,
        "appointment_form",
        form,
        lambda: set_appointment(referral=referral, actor=request.actor, at=timezone.now(), **form.cleaned_data),
        _("The appointment is kept."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_call(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Keep that the person agrees to be called, and how."""
    referral, form = referral_for(request, referral_id), CallForm(request.POST, auto_id="call-%s")
    return answer(
        request,
        referral,
        "call_form",
        form,
        lambda: agree_to_be_called(
            referral=referral,
            name=form.cleaned_data["name"],
            phone=form.cleaned_data["phone"],
            terms=terms_in(form),
            actor=request.actor,
            at=timezone.now(),
        ),
        _("Kept: this person may be called."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_tell(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Keep that the person lets the facility be told."""
    referral, form = referral_for(request, referral_id), TellForm(request.POST, auto_id="tell-%s")
    form.offer(party_options(referral.file))
    return answer(
        request,
        referral,
        "tell_form",
        form,
        lambda: agree_to_tell_facility(
            referral=referral,
            recipient=Organisation.objects.filter(pk=form.cleaned_data["recipient"]).first(),
            terms=terms_in(form),
            actor=request.actor,
            at=timezone.now(),
        ),
        _("Kept: the professionals of this organisation follow the referral too."),
    )


@policy(FOLLOW_REFERRALS)
@require_POST
def referral_stop_telling(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Keep that the person lets the facility know no more."""
    referral = referral_for(request, referral_id)
    try:
        stop_telling_facility(referral=referral, actor=request.actor, at=timezone.now())
        messages.success(request, _("The facility sees this referral no more."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("referral", referral.pk)


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


def answer(
    request: Request, referral: Referral, name: str, form: forms.Form, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do what a form asks and go back to the referral, or show it with the form as it came and what is wrong."""
    if form.is_valid():
        try:
            act()
            messages.success(request, said)
            return redirect("referral", referral.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return referral_shown(request, referral, Refused(name, form))


def note(request: Request, referral: Referral, outcome: str) -> None:
    """Write in the audit chain that a referral was read, or left as a file."""
    record_audit(
        actor=request.actor, action=SEE_REFERRAL, at=timezone.now(), outcome=outcome, object_kind="referral",
        object_id=referral.pk,
    )  # fmt: skip
