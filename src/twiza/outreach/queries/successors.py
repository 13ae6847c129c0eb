"""Questions about what became of a plan: those that were made from it."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.outreach.models import Plan
from twiza.outreach.queries.plans import in_short


def successors_of(plan: Plan) -> QuerySet[Plan]:
    """Return the plans made from a plan, the newest first, without the deleted ones."""
    made = in_short(Plan.objects.filter(based_on=plan, deleted_at__isnull=True))
    return made.select_related("made_by", "area").order_by("-made_at", "-number")


def latest_successor(plan: Plan) -> Plan | None:
    """Return the last plan made from a plan, None where there is none."""
    return successors_of(plan).first()
