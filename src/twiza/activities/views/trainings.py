"""Pages of trainings: the list, one training, written, changed, withdrawn, its days."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.trainings import (
    add_day,
    bring_training_back,
    change_day,
    change_training,
    withdraw_training,
    write_training,
)
from twiza.activities.awareness_forms import ReasonForm
from twiza.activities.counting_rule import training_rule
from twiza.activities.files.trainings import participants_table, trainings_table
from twiza.activities.models import Training, TrainingDay
from twiza.activities.queries.training import (
    Followed,
    days_of,
    followed_in,
    listed_trainings,
    modules_of,
    participants_of,
    trainings_asked,
    trainings_of,
)
from twiza.activities.rules import KEEP_TRAININGS, SEE_TRAINING
from twiza.activities.training_forms import DayForm, TrainingFilterForm, TrainingForm, training_filled_in
from twiza.activities.views.found import refuse_kind, sent
from twiza.activities.views.training_found import day_for, training_for
from twiza.activities.wording import trained_rule_said
from twiza.core.answering import act_and_go, is_kept
from twiza.core.text import sounds_asked

TRAININGS_PER_PAGE = 25


@policy(KEEP_TRAININGS)
@require_GET
def training_list(request: Request) -> HttpResponse:
    """List the trainings of the organisation, the latest first."""
    form, found = found_by(request)
    page = Paginator(listed_trainings(found), TRAININGS_PER_PAGE).get_page(request.GET.get("page"))
    is_filtered = any(form.cleaned_data.values())
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "is_filtered": is_filtered,
        "has_modules": bool(page.object_list) or modules_of(request.actor).exists(),
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
    }
    return render(request, "activities/trainings.html", context)


@policy(KEEP_TRAININGS)
@require_GET
def trainings_export(request: Request, kind: str) -> HttpResponse:
    """Send the list as a file."""
    refuse_kind(kind)
    _form, found = found_by(request)
    return sent(request, kind, trainings_table(listed_trainings(found)), name="trainings", action=SEE_TRAINING)


def found_by(request: Request) -> tuple[TrainingFilterForm, QuerySet[Training]]:
    """Return the filter as it was sent, and the trainings that answer it."""
    form = TrainingFilterForm(request.GET, auto_id="filter_%s")
    form.is_valid()
    given = form.cleaned_data
    asked = partial(trainings_asked, sounds=sounds_asked(given.get("q", "")), state=given.get("state", ""))
    return form, asked(trainings_of(request.actor), today=timezone.localdate())


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_new(request: Request) -> HttpResponse:
    """Write a training."""
    form = TrainingForm(request.POST or None, actor=request.actor)
    form.offer(modules_of(request.actor).filter(retired_at=None))
    keep = partial(write_training, rule=training_rule(), actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(id=form.cleaned_data["id"], said=form.said())):
        messages.success(request, _("The training is written. Add its days, then who takes part."))
        return redirect("training", form.cleaned_data["id"])
    return form_shown(request, form, None)


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_change(request: Request, training_id: uuid.UUID) -> HttpResponse:
    """Change what a training says of itself."""
    training = training_for(request, training_id)
    form = TrainingForm(request.POST or None, actor=request.actor, initial=training_filled_in(training))
    form.offer(modules_of(request.actor))
    keep = partial(change_training, training=training, rule=training_rule(), actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(said=form.said())):
        messages.success(request, _("The training is changed."))
        return redirect("training", training.pk)
    return form_shown(request, form, training)


def form_shown(request: Request, form: TrainingForm, training: Training | None) -> HttpResponse:
    """Show the form of a training."""
    context = {"form": form, "training": training}
    return render(request, "activities/training_form.html", context, status=422 if form.errors else 200)


@policy(KEEP_TRAININGS)
@require_GET
def training_detail(request: Request, training_id: uuid.UUID) -> HttpResponse:
    """Show a training: its days, who takes part, what each one amounts to."""
    training = training_for(request, training_id)
    followed = followed_of(training)
    context = {
        "training": training,
        "days": days_of(training),
        "followed": followed,
        "trained": sum(one.is_trained for one in followed),
        "rule": trained_rule_said(training_rule()),
        "reason_form": ReasonForm(),
        "today": timezone.localdate(),
    }
    return render(request, "activities/training.html", context)


def followed_of(training: Training) -> list[Followed]:
    """Return what each participation of a training amounts to, by name."""
    return followed_in(participants_of(training), training_rule())


@policy(KEEP_TRAININGS)
@require_GET
def participants_export(request: Request, training_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send who takes part in a training as a file."""
    refuse_kind(kind)
    training = training_for(request, training_id)
    table = participants_table(training, followed_of(training))
    return sent(request, kind, table, name="training-participants", action=SEE_TRAINING)


@policy(KEEP_TRAININGS)
@require_POST
def training_withdraw(request: Request, training_id: uuid.UUID) -> HttpResponse:
    """Withdraw a training for a reason."""
    training = training_for(request, training_id)
    reason = request.POST.get("reason", "")[:500]
    act = partial(withdraw_training, training=training, reason=reason, actor=request.actor, at=timezone.now())
    done = _("The training is withdrawn: it counts no more.")
    return act_and_go(request, act, done, reverse("training", args=[training.pk]))


@policy(KEEP_TRAININGS)
@require_POST
def training_restore(request: Request, training_id: uuid.UUID) -> HttpResponse:
    """Bring a withdrawn training back."""
    training = training_for(request, training_id)
    act = partial(bring_training_back, training=training, actor=request.actor, at=timezone.now())
    done = _("The training is back, and counts again.")
    return act_and_go(request, act, done, reverse("training", args=[training.pk]))


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_day_new(request: Request, training_id: uuid.UUID) -> HttpResponse:
    """Add a session to a training."""
    training = training_for(request, training_id)
    form = DayForm(request.POST or None, initial={"held_on": training.starts_on})
    keep = partial(add_day, training=training, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(id=form.cleaned_data["id"], said=form.said())):
        messages.success(request, _("The day is added."))
        return redirect("training", training.pk)
    return day_form_shown(request, form, training, None)


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_day_change(request: Request, training_id: uuid.UUID, day_id: uuid.UUID) -> HttpResponse:
    """Change when a session of a training is."""
    day = day_for(request, training_id, day_id)
    names = ("held_on", "starts_at", "ends_at", "hours")
    form = DayForm(request.POST or None, initial={name: getattr(day, name) for name in names} | {"id": day.pk})
    keep = partial(change_day, day=day, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(said=form.said())):
        messages.success(request, _("The day is changed."))
        return redirect("training_day", training_id, day.pk)
    return day_form_shown(request, form, day.training, day)


def day_form_shown(request: Request, form: DayForm, training: Training, day: TrainingDay | None) -> HttpResponse:
    """Show the form of a day."""
    context = {"form": form, "training": training, "day": day}
    return render(request, "activities/training_day_form.html", context, status=422 if form.errors else 200)
