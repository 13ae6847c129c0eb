"""The risk class of a child: given and taken back on her page."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.risks import give_risk, take_back_risk
from twiza.case_management.actions.visits import rules_of
from twiza.case_management.child_forms import RiskForm
from twiza.case_management.models import ChildRisk
from twiza.case_management.rules import FOLLOW_CHILDREN
from twiza.case_management.views.children import child_for
from twiza.core.answering import act_and_go, is_kept
from twiza.core.ids import new_id
from twiza.jobs.once import id_asked_under


@policy(FOLLOW_CHILDREN)
@require_http_methods(["GET", "POST"])
def child_risk(request: Request, person_id: uuid.UUID) -> HttpResponse:
    """Give a child a risk class, and see those she had."""
    child, today = child_for(request, person_id), timezone.localdate()
    rules = rules_of(child, today)
    form = RiskForm(request.POST or None, initial={"since": today})
    form.offer(rules, get_language() or "fr")
    if request.method == "POST" and is_kept(
        form,
        lambda: give_risk(
            **form.cleaned_data,
            id=id_asked_under(request) or new_id(),
            child=child,
            actor=request.actor,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The class is kept: the next visit is planned by it."))
        return redirect("child", child.pk)
    given = child.risks.select_related("given_by", "taken_back_by").order_by("-since", "-given_at")
    context = {"child": child, "form": form, "given": given, "rules": rules}
    return render(request, "case_management/child_risk.html", context, status=422 if form.errors else 200)


@policy(FOLLOW_CHILDREN)
@require_POST
def child_risk_take_back(request: Request, risk_id: uuid.UUID) -> HttpResponse:
    """Take a class back."""
    given = get_object_or_404(ChildRisk.objects.select_related("child"), pk=risk_id)
    child = child_for(request, given.child_id)
    return act_and_go(
        request,
        lambda: take_back_risk(given=given, actor=request.actor, at=timezone.now()),
        _("The class is taken back: what held before holds again."),
        reverse("child_risk", args=[child.pk]),
    )
