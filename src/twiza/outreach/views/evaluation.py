"""The room in which a caravan is looked back at: with the people, with partners, with the team."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.outreach.actions.evaluation import (
    bring_back_evaluation,
    change_evaluation,
    decide_after,
    record_evaluation,
    remove_evaluation,
    reopen_decision,
    settle_decision,
)
from twiza.outreach.evaluation_forms import DecisionForm, EvaluationForm, initial_of
from twiza.outreach.models import Caravan, Evaluation, EvaluationBy, EvaluationDecision
from twiza.outreach.queries.evaluation import (
    criteria_for,
    evaluation_due_on,
    evaluations_of,
    is_late,
    removed_evaluations_of,
    scores_of,
)
from twiza.outreach.rules import MAKE_CARAVANS, VIEW_CARAVANS
from twiza.outreach.views.found import caravan_for, caravan_to_change
from twiza.outreach.views.preparing import may_change


@policy(VIEW_CARAVANS)
@require_GET
def evaluation_room(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show how a caravan is looked back at, those who say it kept apart."""
    return room(request, caravan_for(request, caravan_id))


def room(request: Request, caravan: Caravan, *, refused: tuple[uuid.UUID, DecisionForm] | None = None) -> HttpResponse:
    """Show the room, with the form of a decision as it was sent where something is wrong in it."""
    evaluations, due_on, today = list(evaluations_of(caravan)), evaluation_due_on(caravan), timezone.localdate()
    sent = dict([refused]) if refused else {}
    context = {
        "caravan": caravan,
        "evaluations": [(one, sent.get(one.pk) or decision_form(one)) for one in evaluations],
        "scores": scores_of(evaluations),
        "whom": EvaluationBy.choices,
        "due_on": due_on,
        "today": today,
        "is_late": is_late(evaluations, due_on, today),
        "removed": removed_evaluations_of(caravan),
        "may_change": may_change(request, caravan),
        "has_begun": caravan.starts_on <= today,
    }
    return render(request, "outreach/caravans/evaluation.html", context, status=422 if refused else 200)


def decision_form(evaluation: Evaluation, data: object = None) -> DecisionForm:
    """Return the form of a decision, its fields named apart from those of the other evaluations of the page."""
    return DecisionForm(data, auto_id=f"decision_{evaluation.pk}_%s")  # type: ignore[arg-type]


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def evaluation_new(request: Request, caravan_id: uuid.UUID, by: str) -> HttpResponse:
    """Keep what was said at an evaluation."""
    caravan = caravan_to_change(request, caravan_id)
    if by not in EvaluationBy.values:
        raise Http404
    form = EvaluationForm(request.POST or None, by=by, criteria=criteria_for(by))
    record = partial(record_evaluation, caravan=caravan, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(
        form, lambda: record(terms=form.terms(), scores=form.scores(), id=form.cleaned_data["id"])
    ):
        messages.success(request, _("The evaluation is kept."))
        return redirect("caravan_evaluation", caravan.pk)
    return form_page(request, caravan, form)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def evaluation_change(request: Request, caravan_id: uuid.UUID, evaluation_id: uuid.UUID) -> HttpResponse:
    """Correct what was said at an evaluation."""
    caravan = caravan_to_change(request, caravan_id)
    evaluation = get_object_or_404(evaluations_of(caravan), pk=evaluation_id)
    criteria = criteria_for(evaluation.by)
    form = EvaluationForm(request.POST or None, by=evaluation.by, criteria=criteria, initial=initial_of(evaluation))
    change = partial(change_evaluation, evaluation=evaluation, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: change(terms=form.terms(), scores=form.scores())):
        messages.success(request, _("The evaluation is corrected."))
        return redirect("caravan_evaluation", caravan.pk)
    return form_page(request, caravan, form, evaluation=evaluation)


def form_page(
    request: Request, caravan: Caravan, form: EvaluationForm, *, evaluation: Evaluation | None = None
) -> HttpResponse:
    """Show the form of an evaluation."""
    context = {"caravan": caravan, "form": form, "evaluation": evaluation, "whom": EvaluationBy(form.by).label}
    return render(request, "outreach/caravans/evaluation_form.html", context, status=422 if form.errors else 200)


@policy(MAKE_CARAVANS)
@require_POST
def evaluation_remove(request: Request, caravan_id: uuid.UUID, evaluation_id: uuid.UUID) -> HttpResponse:
    """Take an evaluation out, or bring it back."""
    caravan = caravan_to_change(request, caravan_id)
    evaluation = get_object_or_404(caravan.evaluations.select_related("caravan"), pk=evaluation_id)
    if evaluation.removed_at is None:
        remove_evaluation(evaluation=evaluation, actor=request.actor, at=timezone.now())
        messages.success(request, _("The evaluation is taken out. It can be brought back at the end of this page."))
    else:
        bring_back_evaluation(evaluation=evaluation, actor=request.actor, at=timezone.now())
        messages.success(request, _("The evaluation is brought back."))
    return redirect("caravan_evaluation", caravan.pk)


@policy(MAKE_CARAVANS)
@require_POST
def decision_new(request: Request, caravan_id: uuid.UUID, evaluation_id: uuid.UUID) -> HttpResponse:
    """Keep what was decided at an evaluation."""
    caravan = caravan_to_change(request, caravan_id)
    evaluation = get_object_or_404(evaluations_of(caravan), pk=evaluation_id)
    form = decision_form(evaluation, request.POST)
    if not form.is_valid():
        return room(request, caravan, refused=(evaluation.pk, form))
    decide_after(evaluation=evaluation, actor=request.actor, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The decision is kept."))
    return redirect("caravan_evaluation", caravan.pk)


@policy(MAKE_CARAVANS)
@require_POST
def decision_settle(
    request: Request, caravan_id: uuid.UUID, evaluation_id: uuid.UUID, decision_id: uuid.UUID
) -> HttpResponse:
    """Say that a decision is carried out, or that it is not after all."""
    caravan = caravan_to_change(request, caravan_id)
    kept = EvaluationDecision.objects.filter(evaluation__in=evaluations_of(caravan).filter(pk=evaluation_id))
    decision = get_object_or_404(kept.select_related("evaluation__caravan"), pk=decision_id)
    if decision.done_on is None:
        settle_decision(decision=decision, actor=request.actor, at=timezone.now())
        messages.success(request, _("The decision is carried out."))
    else:
        reopen_decision(decision=decision, actor=request.actor, at=timezone.now())
        messages.success(request, _("The decision is open again."))
    return redirect("caravan_evaluation", caravan.pk)
