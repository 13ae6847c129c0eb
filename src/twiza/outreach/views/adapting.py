"""The page where something changed: what breaks of a plan, and the least change."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.jobs.once import id_asked_under
from twiza.outreach.actions.adapt import fallen_after, start_adapting
from twiza.outreach.broken_said import broken_said
from twiza.outreach.models import Plan
from twiza.outreach.plan_forms import HappeningForm
from twiza.outreach.rules import MAKE_PLANS
from twiza.outreach.views.found import plan_to_change


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def plan_changed(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Say what is not as it was planned; look at what breaks, then ask for the plan that changes least."""
    plan = plan_to_change(request, plan_id)
    dates = plan.snapshot["dates"]
    form = HappeningForm(request.POST or None, plan=plan, initial={"starts_on": dates[0], "ends_on": dates[0]})
    broken: list[str] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if "make" in request.POST:
                return asked(request, plan, form)
            broken = what_breaks(plan, form)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"plan": plan, "form": form, "broken": broken}
    return render(request, "outreach/plan_changed.html", context, status=422 if form.errors else 200)


def what_breaks(plan: Plan, form: HappeningForm) -> list[str]:
    """Return what of a plan breaks, sentence by sentence. Raises NothingHappened."""
    language = get_language() or "fr"
    fallen = fallen_after(plan, form.happening())
    return list(dict.fromkeys(broken_said(one, plan.snapshot, language) for one in fallen))


def asked(request: Request, plan: Plan, form: HappeningForm) -> HttpResponse:
    """Ask for the plan and show how far it is. Raises NothingHappened, PlanStands."""
    job = start_adapting(
        plan=plan,
        happening=form.happening(),
        change_price=form.cleaned_data["change_price"],
        actor=request.actor,
        at=timezone.now(),
        id=id_asked_under(request),
    )
    return redirect("plan_running", job.pk)
