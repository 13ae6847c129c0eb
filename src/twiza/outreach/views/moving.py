"""Pages to move a visit of a plan, take it out, add one, and take such a change back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.outreach.actions.move import MovedMeanwhile, add_visit, move_visit, remove_visit, take_back_move
from twiza.outreach.models import Plan, PlanStop
from twiza.outreach.moving import Slot
from twiza.outreach.plan_forms import NewVisitForm, SlotForm
from twiza.outreach.queries.successors import latest_successor
from twiza.outreach.rules import MAKE_PLANS
from twiza.outreach.team_names import team_said
from twiza.outreach.views.found import plan_to_change

Context = dict[str, Any]


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def visit_move(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Move the visit named by `?visit=…` to another team, day or place in the order, or take it out of the plan."""
    plan = plan_to_change(request, plan_id)
    visit = visit_asked(request, plan)
    source = Slot(visit.route.team, visit.route.day, visit.rank)
    shown = {"team": source.team, "day": source.day, "place": source.rank + 1}
    form = SlotForm(request.POST or None, plan=plan, initial=shown)
    team = team_said(visit.route.team_name, visit.route.team_number)
    context: Context = {"plan": plan, "visit": visit, "team": team}
    try:
        if "remove" in request.POST:
            return made(request, removed(request, plan, source))
        if request.method == "POST" and form.is_valid():
            return made(request, moved(request, plan, source, form.slot()))
    except DomainError as error:
        return refused(request, form, error, context)
    return page(request, form, context)


def moved(request: Request, plan: Plan, source: Slot, to: Slot) -> Plan:
    """Move a visit. Raises as `move_visit`."""
    seen = seen_by(request)
    return move_visit(plan=plan, source=source, to=to, seen=seen, actor=request.actor, at=timezone.now())


def removed(request: Request, plan: Plan, source: Slot) -> Plan:
    """Take a visit out. Raises as `remove_visit`."""
    return remove_visit(plan=plan, source=source, seen=seen_by(request), actor=request.actor, at=timezone.now())


@policy(MAKE_PLANS)
@require_http_methods(["GET", "POST"])
def visit_create(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Add a visit to a plan."""
    plan = plan_to_change(request, plan_id)
    form = NewVisitForm(request.POST or None, plan=plan, initial={"place": 1, "stop": request.GET.get("stop", "")})
    context: Context = {"plan": plan}
    if request.method == "POST" and form.is_valid():
        try:
            new = add_visit(
                plan=plan,
                stop=form.cleaned_data["stop"],
                to=form.slot(),
                seen=seen_by(request),
                actor=request.actor,
                at=timezone.now(),
            )
            return made(request, new)
        except DomainError as error:
            return refused(request, form, error, context)
    return page(request, form, context)


@policy(MAKE_PLANS)
@require_POST
def take_back(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Go back to the plan that a change by hand started from."""
    plan = plan_to_change(request, plan_id)
    try:
        before = take_back_move(plan=plan, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plan", plan.pk)
    messages.success(request, _("The change is taken back: this is the plan as it was before it."))
    return redirect("plan", before.pk)


def visit_asked(request: Request, plan: Plan) -> PlanStop:
    """Return the visit that is asked for, by its number or by its stop. Raises Http404."""
    asked = request.GET.get("visit", "")
    found: QuerySet[PlanStop] = PlanStop.objects.filter(route__plan=plan).select_related("route", "commune")
    named = found.filter(pk=asked) if asked.isdecimal() and len(asked) < 19 else found.filter(stop=asked)
    visit = named.order_by("route__day", "rank").first()
    if visit is None:
        raise Http404
    return visit


def seen_by(request: Request) -> uuid.UUID | None:
    """Return the last plan made from this one that the form knew of."""
    try:
        return uuid.UUID(request.POST.get("seen", ""))
    except ValueError:
        return None


def made(request: Request, plan: Plan) -> HttpResponse:
    """Go to the plan that a change made."""
    messages.success(
        request, _("The change made this plan; the one it started from stays, and this can be taken back.")
    )
    return redirect("plan", plan.pk)


def refused(request: Request, form: SlotForm, error: DomainError, context: Context) -> HttpResponse:
    """Show the form again with what refuses it; a change of somebody else also says where it is."""
    if form.is_bound and not form.errors:
        form.add_error(None, str(error))
    if isinstance(error, MovedMeanwhile):
        return page(request, form, context | {"meanwhile": error.successor}, 409)
    return page(request, form, context | {"refusal": str(error)}, 422)


def page(request: Request, form: SlotForm, context: Context, status: int | None = None) -> HttpResponse:
    """Show the form of a visit."""
    plan = context["plan"]
    latest = latest_successor(plan) if isinstance(plan, Plan) else None
    known = context | {"form": form, "seen": latest.pk if latest else ""}
    return render(request, "outreach/plan_move.html", known, status=status or (422 if form.errors else 200))
