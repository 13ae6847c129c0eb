"""The page on which an action of a round's plan is decided; it is moved on as every file is."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.quality.actions.plan import ActionTerms, plan_action
from twiza.quality.forms import ActionForm
from twiza.quality.grid import grid_of
from twiza.quality.models import PlannedAction, QualityRound
from twiza.quality.queries import assessors_of
from twiza.quality.round_page import item_lines
from twiza.quality.rules import HOLD_ROUNDS
from twiza.quality.views.rounds import round_to_hold


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_action_new(request: Request, round_id: uuid.UUID) -> HttpResponse:
    """Plan an action for an item that was marked."""
    round = round_to_hold(request, round_id)
    form = ActionForm(request.POST or None, initial={"item": request.GET.get("item", "")})
    form.offer(item_lines(grid_of(round.version.content), round, assessors_of(round)))
    if request.method == "POST" and is_kept(form, lambda: action_kept(request, round, form)):
        messages.success(request, _("The action is in the plan of the round."))
        return redirect("quality_round", round.pk)
    context = {"form": form, "round": round}
    return render(request, "quality/action_new.html", context, status=422 if form.errors else 200)


def action_kept(request: Request, round: QualityRound, form: ActionForm) -> PlannedAction:
    """Keep the action that a form describes. Raises as `plan_action` does."""
    said = form.cleaned_data
    terms = ActionTerms(item=said["item"], what=said["what"], who=said["who"], until=said["until"])
    return plan_action(id=said["id"], round=round, terms=terms, actor=request.actor, at=timezone.now())
