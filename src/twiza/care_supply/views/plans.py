"""Pages of plans: the list, one plan, begun, its terms changed, who takes part."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.care_supply.actions.parties import add_party, bring_back_party, remove_party
from twiza.care_supply.actions.plan import change_terms, make_plan
from twiza.care_supply.follow_up_page import counts_of, followed
from twiza.care_supply.forms import NewPlanForm, PlanFilterForm, PlanPartyForm, TermsForm
from twiza.care_supply.models import CareSupplyPlan, PlanParty, PlanVersion
from twiza.care_supply.plan_page import page_of
from twiza.care_supply.queries.lines import removed_lines
from twiza.care_supply.queries.plans import (
    PlanFilter,
    listed,
    may_be_changed,
    plans_asked,
    plans_of,
    removed_parties,
    version_in_force,
    versions_of,
)
from twiza.care_supply.rules import VIEW_PLANS, WRITE_PLANS
from twiza.care_supply.steps import ADOPTED, CLOSED, KIND
from twiza.care_supply.views.found import last_version, may_write, of_plan, party_for, plan_for, plan_to_write
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.core.names import LANGUAGES
from twiza.core.text import sounds_asked
from twiza.procedures.models import Step

PLANS_PER_PAGE = 25


@policy(VIEW_PLANS)
@require_GET
def plan_list(request: Request) -> HttpResponse:
    """List the plans that the actor may see, the newest first."""
    form = PlanFilterForm(request.GET, auto_id="filter_%s")
    form.offer(list(Step.objects.filter(version__kind__code=KIND, version__state="active").order_by("position")))
    form.is_valid()
    given = form.cleaned_data
    asked = PlanFilter(sounds=sounds_asked(given.get("q", "")), step_code=given.get("step", ""))
    found = listed(plans_asked(plans_of(request.actor), asked))
    page = Paginator(found, PLANS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "has_plans": bool(page.object_list) or any(given.values()),
        "may_write": bool(decide(request.actor, WRITE_PLANS)),
    }
    return render(request, "care_supply/plans.html", context)


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def plan_create(request: Request) -> HttpResponse:
    """Begin a plan."""
    form = NewPlanForm(request.POST or None, initial=first_shown(request))
    form.offer(request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            plan = make_plan(
                names=form.names(),
                area=form.cleaned_data["area"],
                terms=form.terms(),
                actor=request.actor,
                at=timezone.now(),
                id=form.cleaned_data["id"],
            )
            messages.success(request, _("The plan is begun. Take its gaps from the needs, then say what is done."))
            return redirect("care_supply_plan", plan.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "plan": None, "verb": _("Begin this plan")}
    return render(request, "care_supply/plan_form.html", context, status=422 if form.errors else 200)


def first_shown(request: Request) -> dict[str, object]:
    """Return what the form of a new plan shows first: five years from the next one, in the currency used last."""
    year = timezone.localdate().year + 1
    used = PlanVersion.objects.filter(plan__in=plans_of(request.actor).order_by().values("pk"))
    currency = used.order_by("-made_at").values_list("currency", flat=True).first()
    return {"first_year": year, "last_year": year + 4, "currency": currency or ""}


@policy(VIEW_PLANS)
@require_GET
def plan_detail(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show a plan by its last version: gaps, actions, money, timetable, who takes part, versions."""
    plan = plan_for(request, plan_id)
    versions = [of_plan(plan, one) for one in versions_of(plan)]
    writes = may_write(request, plan)
    version = versions[0]
    changes = writes and may_be_changed(version)
    context = {
        **page_of(plan, version),
        **versions_shown(versions),
        "may_write": writes,
        "may_change": changes,
        "may_publish": writes and version.file.step.code == ADOPTED,
        "may_begin_version": writes and version.file.step.code in CLOSED,
        "standing_counts": counts_of(followed(plan, version, timezone.localdate())),
        "removed": removed_lines(version) if changes else [],
        "removed_parties": list(removed_parties(plan)) if writes else [],
    }
    return render(request, "care_supply/plan.html", context)


def versions_shown(versions: list[PlanVersion]) -> dict[str, Any]:
    """Return the versions of a plan as pages list them."""
    return {"versions": versions, "in_force": version_in_force(versions)}


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def plan_change(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Change the names and the terms of a plan, in its last version."""
    plan = plan_to_write(request, plan_id)
    version = last_version(plan)
    form = TermsForm(request.POST or None, initial=terms_in_form(plan, version))
    if request.method == "POST" and form.is_valid():
        try:
            change_terms(
                version=version,
                names=form.names(),
                terms=form.terms(),
                seen_revision=form.cleaned_data["revision"],
                actor=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("The terms are changed."))
            return redirect("care_supply_plan", plan.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "plan": plan, "verb": _("Save")}
    return render(request, "care_supply/plan_form.html", context, status=422 if form.errors else 200)


def terms_in_form(plan: CareSupplyPlan, version: PlanVersion) -> dict[str, object]:
    """Return the terms of a version as the form shows them."""
    return {
        **{f"name_{language}": plan.names.get(language, "") for language in LANGUAGES},
        "purpose": version.purpose,
        "first_year": version.first_year,
        "last_year": version.last_year,
        "currency": version.currency,
        "revision": version.revision,
    }


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def party_new(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Let somebody take part in a plan."""
    plan = plan_to_write(request, plan_id)
    form = PlanPartyForm(request.POST or None)
    form.offer(plan)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        party = PlanParty(
            id=given["id"], plan=plan, organisation=given["organisation"], name=given["name"], part=given["part"]
        )
        try:
            add_party(party=party, actor=request.actor, at=timezone.now())
            messages.success(request, _("Added: an organisation with an account sees the plan from now on."))
            return redirect("care_supply_plan", plan.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "plan": plan}
    return render(request, "care_supply/party_form.html", context, status=422 if form.errors else 200)


@policy(WRITE_PLANS)
@require_POST
def party_remove(request: Request, plan_id: uuid.UUID, party_id: uuid.UUID) -> HttpResponse:
    """Let somebody take part no more, or again."""
    plan = plan_to_write(request, plan_id)
    party = party_for(plan, party_id)
    change, said = (
        (bring_back_party, _("Takes part again."))
        if party.removed_at
        else (remove_party, _("Takes part no more. It can be brought back at the end of this page."))
    )
    act = partial(change, party=party, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("care_supply_plan", args=[plan.pk]))
