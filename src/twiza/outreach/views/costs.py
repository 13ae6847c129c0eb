"""Pages of what a caravan costs: by category, planned and paid, with what partners bring."""

from __future__ import annotations

import uuid
from functools import partial

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.outreach.actions.costs import add_cost, bring_back_cost, change_cost, remove_cost
from twiza.outreach.cost_forms import CostForm
from twiza.outreach.currency import currency_of
from twiza.outreach.models import Caravan, CaravanCost
from twiza.outreach.queries.caravans import days_of
from twiza.outreach.queries.costs import cost_of, in_kind_of, removed_costs, sums_of, total
from twiza.outreach.queries.register import counts_of
from twiza.outreach.register_counts import shown_counts
from twiza.outreach.rules import KEEP_REGISTER, MAKE_CARAVAN, MAKE_CARAVANS, SEE_COSTS, VIEW_CARAVANS
from twiza.outreach.views.found import may
from twiza.outreach.views.preparing import LinePage, caravan_allowed, line_page, may_change


@policy(VIEW_CARAVANS)
@require_GET
def caravan_costs(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show what a caravan costs, by category, and by consultation where that is known."""
    caravan = caravan_allowed(request, caravan_id, SEE_COSTS)
    sums, cost = sums_of(caravan), cost_of([caravan])[caravan.pk]
    seen = consultations_seen(request, caravan)
    context = {
        "caravan": caravan,
        "sums": sums,
        "planned": total(one.planned for one in sums),
        "paid": total(one.paid for one in sums),
        "unsaid": sum(1 for one in sums for line in one.lines if line.paid is None),
        "in_kind": in_kind_of(caravan),
        "cost": cost,
        "cost_each": cost / seen if cost is not None and seen else None,
        "currency": currency_of(caravan.area.country),
        "removed": removed_costs(caravan),
        "may_change": may_change(request, caravan),
    }
    return render(request, "outreach/preparation/costs.html", context)


def consultations_seen(request: Request, caravan: Caravan) -> int | None:
    """
    Return the consultations of a caravan; None where the actor does not see so small a number.

    A cost by consultation would tell it to whoever divides.
    """
    counts = counts_of(caravan, list(days_of(caravan)))
    return shown_counts(counts, sees_persons=may(request, caravan, KEEP_REGISTER))[-1].seen


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def cost_new(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add a line of money."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    form = CostForm(request.POST or None)
    add = partial(add_cost, caravan=caravan, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: add(terms=form.terms(), id=form.cleaned_data["id"])):
        return redirect("caravan_costs", caravan_id)
    back = reverse("caravan_costs", args=[caravan_id])
    return line_page(request, caravan, form, LinePage(_("Another line of cost"), back))


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def cost_change(request: Request, caravan_id: uuid.UUID, cost_id: uuid.UUID) -> HttpResponse:
    """Change a line of money, for instance when it is paid."""
    cost = cost_for(request, caravan_id, cost_id)
    form = CostForm(request.POST or None, initial={**model_to_dict(cost), "id": cost.pk})
    keep = partial(change_cost, cost=cost, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(terms=form.terms())):
        return redirect("caravan_costs", caravan_id)
    back = reverse("caravan_costs", args=[caravan_id])
    remove = reverse("cost_remove", args=[caravan_id, cost_id])
    return line_page(request, cost.caravan, form, LinePage(_("A line of cost"), back, remove))


@policy(MAKE_CARAVANS)
@require_POST
def cost_remove(request: Request, caravan_id: uuid.UUID, cost_id: uuid.UUID) -> HttpResponse:
    """Take a line out, or bring it back."""
    cost = cost_for(request, caravan_id, cost_id)
    change, done = (
        (bring_back_cost, _("The line is brought back."))
        if cost.removed_at
        else (remove_cost, _("The line is taken out. It can be brought back at the end of this page."))
    )
    act = partial(change, cost=cost, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, done, reverse("caravan_costs", args=[caravan_id]))


def cost_for(request: Request, caravan_id: uuid.UUID, cost_id: uuid.UUID) -> CaravanCost:
    """Return a line of a caravan that the actor may change, also one that was taken out. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    found = CaravanCost.kept.select_related("caravan__file__step")
    cost: CaravanCost = get_object_or_404(found, pk=cost_id, caravan=caravan)
    return cost
