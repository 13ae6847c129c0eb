"""Pages of plans: the list, one plan, one in the making, made again, deleted and brought back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.text import sounds_asked
from twiza.jobs.models import JobState
from twiza.jobs.once import id_asked_under
from twiza.jobs.queries import jobs_of
from twiza.outreach.actions.plan import (
    MAKE_PLAN_JOB,
    delete_plan,
    forbid_stops,
    lock_routes,
    restore_plan,
    start_plan_again,
)
from twiza.outreach.actions.plan_file import propose_plan
from twiza.outreach.change_said import change_rows, change_said
from twiza.outreach.models import Plan, PlanOrigin
from twiza.outreach.plan_change import usual_price
from twiza.outreach.plan_forms import AgainForm, PlanFilterForm
from twiza.outreach.plan_map import Box, bounds_of, map_config
from twiza.outreach.plan_page import area_rows, day_rows, plan_days, plan_teams
from twiza.outreach.plan_parts import shortfall_of, specialty_parts, team_parts
from twiza.outreach.queries.plans import (
    areas_in,
    deleted_plans_of,
    deleted_scenarios_of,
    in_short,
    planned_areas_of,
    plans_found,
    plans_of,
    routes_of,
    unplanned_scenarios_of,
)
from twiza.outreach.queries.successors import successors_of
from twiza.outreach.rules import MAKE_PLANS, VIEW_PLANS
from twiza.outreach.views.found import deleted_plan_to_change, may_change, plan_for, plan_to_change
from twiza.outreach.views.pricing import price_context
from twiza.outreach.wording import all_assumptions, counting_said, main_assumptions, people_said, proof_said
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import box_around

PLANS_PER_PAGE = 25
DELETED_SHOWN = 5
PLANS_COMPARED = 2
LAYERS = ("areas", "values", "waiting", "routes", "visits")


@policy(MAKE_PLANS)
@require_POST
def plan_propose(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Propose a plan to those who agree or not."""
    plan = plan_to_change(request, plan_id)
    try:
        file = propose_plan(plan=plan, actor=request.actor, at=timezone.now())
        return redirect("procedure_file", file.pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plan", plan.pk)


@policy(VIEW_PLANS)
@require_GET
def plan_list(request: Request) -> HttpResponse:
    """List the plans of one's organisation, the newest first; `?q=…&area=…` those that are looked for."""
    areas = list(planned_areas_of(request.actor))
    form = PlanFilterForm(request.GET, auto_id="filter_%s")
    form.offer(areas)
    paginator = Paginator(plans_asked(request, form), PLANS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "has_plans": bool(areas),
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "plans": [(plan, proof_said(plan)) for plan in page.object_list],
        "unplanned": unplanned_scenarios_of(request.actor),
        "deleted": in_short(deleted_plans_of(request.actor))[:DELETED_SHOWN],
        "deleted_scenarios": deleted_scenarios_of(request.actor)[:DELETED_SHOWN],
        "may_compare": len(page.object_list) >= PLANS_COMPARED,
        "may_make": bool(decide(request.actor, MAKE_PLANS)),
    }
    return render(request, "outreach/plan_list.html", context)


def plans_asked(request: Request, form: PlanFilterForm) -> QuerySet[Plan]:
    """Return the plans that a filter asks for; a part of it that is not understood asks nothing, and says so."""
    form.is_valid()
    given = form.cleaned_data
    plans = in_short(plans_of(request.actor)).select_related("area", "made_by")
    return plans_found(plans, sounds=sounds_asked(given.get("q", "")), area_path=given.get("area", ""))


@policy(MAKE_PLANS)
@require_GET
def plan_running(request: Request, job_id: uuid.UUID) -> HttpResponse:
    """Show how far a plan in the making is, then the plan."""
    job = get_object_or_404(jobs_of(request.actor).filter(kind=MAKE_PLAN_JOB), pk=job_id)
    if job.state == JobState.DONE and job.result:
        return redirect("plan", job.result["plan"])
    scenario_id = job.arguments.get("scenario")
    back = reverse("scenario", args=[scenario_id]) if scenario_id else reverse("plan", args=[job.arguments["plan"]])
    return render(request, "outreach/plan_running.html", {"job": job, "back": back})


@policy(VIEW_PLANS)
@require_GET
def plan_detail(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show a plan: in a sentence, in figures, on a map, by day and team, by commune, with its reasons."""
    plan = plan_for(request, plan_id)
    language = get_language() or "fr"
    routes = list(routes_of(plan))
    areas = area_rows(areas_in(plan))
    context = {
        "plan": plan,
        "people_said": people_said(plan),
        "proof_said": proof_said(plan),
        "days": day_rows(routes, language),
        "areas": [area for area in areas if area.out_of_reach],
        "areas_within_reach": sum(1 for area in areas if not area.out_of_reach),
        "day_choices": plan_days(plan),
        "team_choices": plan_teams(plan),
        "map_config": map_config(bounds=box_of(plan), urls=layer_urls(plan)),
        "map_views": [("waiting", _("People still out of reach"))],
        "assumptions": main_assumptions(plan.assumptions),
        "counting_said": counting_said(),
        "everything_assumed": all_assumptions(plan.assumptions, language),
        "others": in_short(plans_of(request.actor)).filter(area=plan.area_id).exclude(pk=plan.pk)[:20],
        "may_change": may_change(request, plan),
        "may_take_back": plan.origin in {PlanOrigin.MOVED, PlanOrigin.ADAPTED},
        "again_form": again_form(plan),
        "successors": successors_of(plan),
        "shortfall": shortfall_of(plan),
        "team_parts": team_parts(plan, routes),
        "specialty_parts": specialty_parts(plan, language),
    }
    return render(request, "outreach/plan.html", context | change_context(plan, language) | price_context(plan))


def change_context(plan: Plan, language: str) -> dict[str, Any]:
    """Return what lies between a plan and the one that it was made from, in words; nothing for a first one."""
    before = plan.based_on
    if before is None:
        return {}
    return {"change_said": change_said(before, plan), "change_rows": change_rows(before, plan, language)}


def again_form(plan: Plan) -> AgainForm:
    """Return the form that says what a changed visit is to earn, at the usual price."""
    return AgainForm(initial={"change_price": round(usual_price(plan), 1)})


def box_of(plan: Plan) -> Box:
    """Return the box around the plan's area, or around its people and stops when its boundary is not known."""
    return box_around(Place.objects.filter(pk=plan.area_id)) or bounds_of(plan)


def layer_urls(plan: Plan) -> dict[str, str]:
    """Return where the map finds each of its layers."""
    return {layer: reverse("plan_layer", args=[plan.pk, layer]) for layer in LAYERS}


@policy(MAKE_PLANS)
@require_POST
def plan_again(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Make a plan again: the routes ticked are kept, the stops ticked are left out."""
    plan = plan_to_change(request, plan_id)
    ticked = set(request.POST.getlist("lock"))
    routes = [route for route in plan.routes.values_list("pk", flat=True) if str(route) in ticked]
    form = AgainForm({"change_price": round(usual_price(plan), 1)} | request.POST.dict())
    if not form.is_valid():
        messages.error(request, _("Say what a changed visit is to earn: a number of needs, 0 or more."))
        return redirect("plan", plan.pk)
    try:
        lock_routes(plan=plan, routes=routes, actor=request.actor, at=timezone.now())
        forbid_stops(plan=plan, stops=request.POST.getlist("forbid"), actor=request.actor, at=timezone.now())
        job = start_plan_again(
            plan=plan,
            actor=request.actor,
            at=timezone.now(),
            change_price=form.cleaned_data["change_price"],
            id=id_asked_under(request),
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plan", plan.pk)
    return redirect("plan_running", job.pk)


@policy(MAKE_PLANS)
@require_POST
def plan_delete(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Take a plan away; the list offers to bring it back."""
    plan = plan_to_change(request, plan_id)
    delete_plan(plan=plan, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is deleted. It can be brought back at the foot of this page."))
    return redirect("plans")


@policy(MAKE_PLANS)
@require_POST
def plan_restore(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Bring a deleted plan back."""
    plan = deleted_plan_to_change(request, plan_id)
    restore_plan(plan=plan, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is back."))
    return redirect("plan", plan.pk)
