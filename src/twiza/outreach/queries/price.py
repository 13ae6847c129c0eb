"""Questions about the price of equity of a plan."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.jobs.models import Job, JobState
from twiza.outreach.models import EquityPrice, Plan

PRICE_EQUITY_JOB = "outreach.price_equity"


def price_of(plan: Plan) -> EquityPrice | None:
    """Return what equity costs a plan; None when that was not computed."""
    price: EquityPrice | None = getattr(plan, "equity_price", None)
    return price


def pricing_of(plan: Plan) -> QuerySet[Job]:
    """Return the work under way, whoever asked for it, that computes what equity costs a plan."""
    under_way = Job.objects.filter(kind=PRICE_EQUITY_JOB, state__in=[JobState.WAITING, JobState.RUNNING])
    return under_way.filter(arguments__plan=str(plan.pk)).order_by("created_at")
