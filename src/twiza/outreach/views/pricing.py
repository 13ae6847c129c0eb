"""The price of equity on a plan's page: asked for, stopped, shown."""

from __future__ import annotations

import math
import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go
from twiza.outreach.actions.price import TIME_SHARE, start_pricing, stop_pricing
from twiza.outreach.equity_price import weighs_equity
from twiza.outreach.models import Plan
from twiza.outreach.price_said import computed_said, price_rows, price_said
from twiza.outreach.queries.price import price_of, pricing_of
from twiza.outreach.rules import MAKE_PLANS
from twiza.outreach.views.found import plan_to_change


@policy(MAKE_PLANS)
@require_POST
def plan_equity(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Ask for what equity costs a plan made before that was computed with it."""
    plan = plan_to_change(request, plan_id)
    return act_and_go(
        request,
        lambda: start_pricing(plan=plan, actor=request.actor, at=timezone.now()),
        _("What equity costs this plan is being computed: it will stand on this page."),
        section_of(plan),
    )


@policy(MAKE_PLANS)
@require_POST
def plan_equity_stop(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Stop computing what equity costs a plan; the plan stays as it is."""
    plan = plan_to_change(request, plan_id)
    return act_and_go(
        request,
        lambda: stop_pricing(plan=plan, actor=request.actor, at=timezone.now()),
        _("It is stopped. The plan stays as it is."),
        section_of(plan),
    )


def section_of(plan: Plan) -> str:
    """Return where a plan's page says what equity costs."""
    return f"{reverse('plan', args=[plan.pk])}#equity"


def price_context(plan: Plan) -> dict[str, Any]:
    """Return what the section of a plan's page needs."""
    price, may_have_price = price_of(plan), weighs_equity(plan.problem)
    return {
        "price": price,
        "price_said": price_said(plan),
        "price_rows": price_rows(plan, price) if price else [],
        "price_computed_said": computed_said(price) if price else "",
        "may_have_price": may_have_price,
        "is_being_priced": may_have_price and price is None and pricing_of(plan).exists(),
        "pricing_seconds": math.ceil(TIME_SHARE * plan.assumptions["seconds"]),
    }
