"""Pages of who takes part in a training: found in the register or new, scored, observed."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.participants import enrol, observe, score, strike_participant_out
from twiza.activities.actions.professionals import SoundsLike, register_professional
from twiza.activities.models import Participation, Professional, Training
from twiza.activities.queries.training import professionals_of, to_observe
from twiza.activities.rules import KEEP_TRAININGS
from twiza.activities.training_forms import ObservationForm, ProfessionalForm, ScoresForm, observation_filled_in
from twiza.activities.views.training_found import participation_for, training_for
from twiza.core.answering import act_and_go, is_kept
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.core.text import sounds_asked
from twiza.facilities.queries.facility import facilities_of

FOUND_AT_ONCE = 10
PER_PAGE = 50


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_new(request: Request, training_id: uuid.UUID) -> HttpResponse:
    """Find somebody in the register, or write somebody new, and let her take part."""
    training = training_for(request, training_id)
    form = ProfessionalForm(request.POST or None)
    alike: tuple[Professional, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            professional = registered(request, form)
            return enrolled(request, training, professional)
        except SoundsLike as error:
            alike = error.found
            form.add_error("name", str(error))
        except DomainError as error:
            form.add_error(None, str(error))
    asked = request.GET.get("q", "")[:100]
    context = {
        "training": training, "form": form, "alike": alike, "others": " ".join(str(one.pk) for one in alike),
        "asked": asked, "found": found_in_register(request, asked), "enrolled_id": new_id(),
    }  # fmt: skip
    return render(request, "activities/participant_new.html", context, status=422 if form.errors else 200)


def registered(request: Request, form: ProfessionalForm) -> Professional:
    """Write somebody in the register as a form says."""
    return register_professional(
        id=form.cleaned_data["id"],
        said=form.said(facilities_of(request.actor)),
        others=form.known_others(),
        actor=request.actor,
        at=timezone.now(),
    )


def enrolled(request: Request, training: Training, professional: Professional) -> HttpResponse:
    """Let somebody take part, and go back to the training."""
    made = uuid.uuid5(training.pk, str(professional.pk))
    act = partial(enrol, id=made, training=training, professional=professional, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("She takes part."), reverse("training", args=[training.pk]))


def found_in_register(request: Request, asked: str) -> list[Professional]:
    """Return whom the register has under some words, the first few."""
    sounds = sounds_asked(asked)
    found = professionals_of(request.actor)
    for sound in sounds:
        found = found.filter(search_text__contains=sound)
    return list(found[:FOUND_AT_ONCE]) if sounds else []


@policy(KEEP_TRAININGS)
@require_POST
def participant_enrol(request: Request, training_id: uuid.UUID, professional_id: uuid.UUID) -> HttpResponse:
    """Let somebody of the register take part in a training."""
    training = training_for(request, training_id)
    professional = get_object_or_404(professionals_of(request.actor), pk=professional_id)
    return enrolled(request, training, professional)


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: Request, training_id: uuid.UUID, participation_id: uuid.UUID) -> HttpResponse:
    """Show somebody's part in a training, and keep the scores of her tests."""
    one = participation_for(request, training_id, participation_id)
    scores = ScoresForm(request.POST or None, initial={"before": one.before, "after": one.after})
    keep = partial(score, participation=one, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(scores, lambda: keep(**scores.cleaned_data)):
        messages.success(request, _("The scores are kept."))
        return redirect("training", training_id)
    return participant_shown(request, one, scores, ObservationForm(initial=observation_filled_in(one)))


def participant_shown(request: Request, one: Participation, scores: ScoresForm, seen: ObservationForm) -> HttpResponse:
    """Show somebody's part in a training with its forms as they were sent."""
    is_wrong = scores.errors or seen.errors
    context = {
        "one": one,
        "training": one.training,
        "scores": scores,
        "seen": seen,
        "form": seen if seen.errors else scores,
        "is_over": one.training.ends_on <= timezone.localdate(),
        "today": timezone.localdate(),
    }
    return render(request, "activities/participant.html", context, status=422 if is_wrong else 200)


@policy(KEEP_TRAININGS)
@require_POST
def participant_observe(request: Request, training_id: uuid.UUID, participation_id: uuid.UUID) -> HttpResponse:
    """Keep what was seen of somebody's work."""
    one = participation_for(request, training_id, participation_id)
    form = ObservationForm(request.POST)
    keep = partial(observe, participation=one, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: keep(id=form.cleaned_data["id"], said=form.said())):
        messages.success(request, _("The observation is kept."))
        return redirect("training", training_id)
    scores = ScoresForm(initial={"before": one.before, "after": one.after})
    return participant_shown(request, one, scores, form)


@policy(KEEP_TRAININGS)
@require_POST
def participant_remove(request: Request, training_id: uuid.UUID, participation_id: uuid.UUID) -> HttpResponse:
    """Take somebody off a training."""
    one = participation_for(request, training_id, participation_id)
    act = partial(strike_participant_out, participation=one, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("She takes part no more."), reverse("training", args=[training_id]))


@policy(KEEP_TRAININGS)
@require_GET
def observations(request: Request) -> HttpResponse:
    """List whose work is to be observed, the most urgent first."""
    page = Paginator(to_observe(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "today": timezone.localdate(),
    }
    return render(request, "activities/observations.html", context)
