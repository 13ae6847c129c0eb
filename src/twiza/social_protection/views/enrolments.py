"""The file of a scheme: opened, shown and moved."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.core.ids import new_id
from twiza.jobs.once import id_asked_under
from twiza.procedures.file_page import Refused
from twiza.social_protection.actions.cares import note_care, take_back_care
from twiza.social_protection.actions.enrolments import (
    move_enrolment,
    open_enrolment,
    take_back_enrolment_move,
)
from twiza.social_protection.enrolment_page import enrolment_context
from twiza.social_protection.forms import CareForm, EnrolForm, StepForm
from twiza.social_protection.models import Enrolment, OpenRight
from twiza.social_protection.queries.enrolments import agreeing
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.found import enrolment_for, note_read, orientation_for

STATUS_REFUSED = 422


@policy(FOLLOW_RIGHTS)
def enrolment_new(request: Request, orientation_id: uuid.UUID) -> HttpResponse:
    """Open the file of the scheme that a household was oriented to."""
    orientation, today = orientation_for(request, orientation_id), timezone.localdate()
    people = {str(one.pk): one for one in agreeing(orientation.enquiry.household)}
    form = EnrolForm(request.POST or None, initial={"opened_on": today, "covered": list(people)})
    form.offer(people.values())
    id = id_asked_under(request) or new_id()
    if request.method == "POST" and is_kept(
        form,
        lambda: open_enrolment(
            id=id,
            orientation=orientation,
            applicant=people[form.cleaned_data["applicant"]],
            covered=[people[one] for one in form.cleaned_data["covered"]],
            opened_on=form.cleaned_data["opened_on"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The file is open: you follow it."))
        return redirect("enrolment", id)
    context = {
        "orientation": orientation,
        "household": orientation.enquiry.household,
        "form": form,
        "people": people,
    }
    status = STATUS_REFUSED if form.errors else 200
    return render(request, "social_protection/enrolment_new.html", context, status=status)


@policy(FOLLOW_RIGHTS)
@require_GET
def enrolment_detail(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Show one file, and the right that it opened."""
    enrolment = enrolment_for(request, enrolment_id)
    note_read(request, "enrolment", enrolment.pk, "read")
    return enrolment_shown(request, enrolment, None)


@policy(FOLLOW_RIGHTS)
@require_POST
def enrolment_move(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Take a step."""
    enrolment, step = enrolment_for(request, enrolment_id), request.POST.get("step", "")
    form = StepForm(request.POST, auto_id=f"step-{step}-%s")
    if is_kept(
        form,
        lambda: move_enrolment(
            enrolment=enrolment,
            step=form.cleaned_data["step"],
            seen_turn=form.cleaned_data["turn"],
            happened_on=form.cleaned_data["happened_on"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("Kept. This step can be taken back as long as nothing else is done."))
        return redirect("enrolment", enrolment.pk)
    return enrolment_shown(request, enrolment, Refused(f"step-{step}", form))


@policy(FOLLOW_RIGHTS)
@require_POST
def enrolment_take_back(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Take the last step back."""
    enrolment, turn = enrolment_for(request, enrolment_id), request.POST.get("turn", "")
    seen_turn = int(turn) if turn.isdecimal() and len(turn) < 10 else -1
    return act_and_go(
        request,
        lambda: take_back_enrolment_move(
            enrolment=enrolment, seen_turn=seen_turn, actor=request.actor, at=timezone.now()
        ),
        _("The step is taken back: the file is where it was."),
        reverse("enrolment", args=[enrolment.pk]),
    )


@policy(FOLLOW_RIGHTS)
@require_POST
def enrolment_care(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Note a day on which a right was used."""
    enrolment, right = right_for(request, enrolment_id)
    form = CareForm(request.POST, auto_id="care-%s")
    if is_kept(
        form,
        lambda: note_care(right=right, on=form.cleaned_data["care_on"], actor=request.actor, at=timezone.now()),
    ):
        messages.success(request, _("Kept: the right is in use."))
        return redirect("enrolment", enrolment.pk)
    return enrolment_shown(request, enrolment, Refused("care", form))


@policy(FOLLOW_RIGHTS)
@require_POST
def enrolment_care_take_back(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Take back a day on which a right was said to be used."""
    enrolment, right = right_for(request, enrolment_id)
    form = CareForm(request.POST)
    if not form.is_valid():
        raise Http404
    return act_and_go(
        request,
        lambda: take_back_care(right=right, on=form.cleaned_data["care_on"], actor=request.actor, at=timezone.now()),
        _("The care is taken back."),
        reverse("enrolment", args=[enrolment.pk]),
    )


def right_for(request: Request, enrolment_id: uuid.UUID) -> tuple[Enrolment, OpenRight]:
    """Return a file that the actor may see and the right that it opened. Raises Http404."""
    enrolment = enrolment_for(request, enrolment_id)
    return enrolment, get_object_or_404(OpenRight.objects.select_related("enrolment__household"), enrolment=enrolment)


def enrolment_shown(request: Request, enrolment: Enrolment, refused: Refused | None) -> HttpResponse:
    """Return the page of a file, with the form that was refused, if one was."""
    context = enrolment_context(
        enrolment,
        request.actor,
        today=timezone.localdate(),
        back=f"/{request.LANGUAGE_CODE}/rights/files/{enrolment.pk}/",
        refused=refused,
    )
    return render(request, "social_protection/enrolment.html", context, status=STATUS_REFUSED if refused else 200)
