"""Two plans side by side."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.outreach.comparison import compare_areas, compare_plans, more_figures
from twiza.outreach.models import Plan
from twiza.outreach.price_said import price_in_short
from twiza.outreach.queries.plans import area_people_of
from twiza.outreach.rules import VIEW_PLANS
from twiza.outreach.views.found import plan_for
from twiza.outreach.wording import proof_said

PLANS_COMPARED = 2


@policy(VIEW_PLANS)
@require_GET
def plan_compare(request: Request) -> HttpResponse:
    """Compare the two plans named by `?plan=…&plan=…` or `?plan=…&with=…`; with another number, ask for two."""
    asked = [*request.GET.getlist("plan"), *request.GET.getlist("with")]
    if len(asked) != PLANS_COMPARED:
        return render(request, "outreach/compare.html", {"plans": []}, status=422 if asked else 200)
    first, second = (plan_for(request, plan_id_in(text)) for text in asked)
    areas = compare_areas(area_people_of(first), area_people_of(second))
    context = {
        "plans": [(first, proof_said(first)), (second, proof_said(second))],
        "prices": [(first, price_in_short(first)), (second, price_in_short(second))],
        "figures": figures_of(first, second),
        "more": more_figures(first, second, get_language() or "fr"),
        "comparison": compare_plans(first, second, areas),
    }
    return render(request, "outreach/compare.html", context)


def figures_of(first: Plan, second: Plan) -> dict[str, float]:
    """Return how much more the second plan gives than the first."""
    names = ("people_newly_reached", "need_met", "value", "visit_count", "route_count", "km", "cost")
    return {name: getattr(second, name) - getattr(first, name) for name in names}


def plan_id_in(text: str) -> uuid.UUID:
    """Return an id of a plan. Raises Http404."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
