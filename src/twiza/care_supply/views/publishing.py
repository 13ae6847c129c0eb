"""The public page of a plan: which lines it shows, whether it is open, the page and its file."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import PUBLIC, policy
from twiza.accounts.requests import Request
from twiza.care_supply.actions.publishing import choose_public_lines, close_public_page, open_public_page
from twiza.care_supply.files.sheet import public_sheet
from twiza.care_supply.models import CareSupplyPlan, PlanVersion
from twiza.care_supply.plan_page import page_of
from twiza.care_supply.public_page import public_page_of, published_version
from twiza.care_supply.queries.plans import published_plans
from twiza.care_supply.rules import WRITE_PLANS
from twiza.care_supply.views.found import last_version, of_plan, plan_to_write
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.funding.views.publishing import ids_in
from twiza.funding.views.sending import attachment


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def public_choice(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Choose line by line what everybody may read of the published version, or of the last one before that."""
    plan = plan_to_write(request, plan_id)
    published = published_version(plan)
    version = of_plan(plan, published) if published else last_version(plan)
    if request.method == "POST":
        try:
            chosen = ids_in(request.POST.getlist("line"))
            choose_public_lines(version=version, chosen=chosen, actor=request.actor, at=timezone.now())
            messages.success(request, _("The choice is kept."))
            return redirect("care_supply_public", plan.pk)
        except DomainError as error:
            messages.error(request, str(error))
    address = request.build_absolute_uri(reverse("care_supply_page", args=[plan.public_id]))
    context = {**page_of(plan, version), "address": address, "is_published": published is not None}
    return render(request, "care_supply/public_choice.html", context)


@policy(WRITE_PLANS)
@require_POST
def public_open(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Open the public page, or close it."""
    plan = plan_to_write(request, plan_id)
    change, said = (
        (close_public_page, _("The public page is closed: its address answers nobody."))
        if plan.page_opened_at
        else (open_public_page, _("The public page is open: share its address."))
    )
    act = partial(change, plan=plan, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("care_supply_public", args=[plan.pk]))


@policy(PUBLIC)
@require_GET
def public_page(request: Request, public_id: uuid.UUID) -> HttpResponse:
    """Show everybody what was chosen of the published version of a plan."""
    plan, version = published_for(request, public_id)
    return render(request, "care_supply/public.html", public_page_of(plan, version, timezone.localdate()))


@policy(PUBLIC)
@require_GET
def public_pdf(request: Request, public_id: uuid.UUID) -> HttpResponse:
    """Send everybody the same on paper, in the language of the page."""
    plan, version = published_for(request, public_id)
    content = public_sheet(plan, version, timezone.localdate(), language=get_language() or "fr")
    return attachment(content, "application/pdf", "twiza-plan.pdf")


def published_for(request: Request, public_id: uuid.UUID) -> tuple[CareSupplyPlan, PlanVersion]:
    """Return a plan whose public page is open, with its published version. Raises Http404."""
    plan = get_object_or_404(published_plans(request.actor), public_id=public_id)
    version = published_version(plan)
    if version is None:
        raise Http404
    return plan, of_plan(plan, version)
