"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from twiza.accounts.decisions import decide
from twiza.accounts.requests import Request
from twiza.care_supply.models import ActionComment, CareSupplyPlan, Gap, PlannedAction, PlanParty, PlanVersion
from twiza.care_supply.queries.lines import Line, with_action_words, with_gap_words
from twiza.care_supply.queries.plans import facts_of_plan, plans_of, versions_of
from twiza.care_supply.rules import WRITE_PLAN

SORTS = ("gaps", "actions")


def plan_for(request: Request, plan_id: uuid.UUID) -> CareSupplyPlan:
    """Return a plan that the actor may see. Raises Http404."""
    return get_object_or_404(plans_of(request.actor), pk=plan_id)


def plan_to_write(request: Request, plan_id: uuid.UUID) -> CareSupplyPlan:
    """Return a plan that the actor may write. Raises Http404."""
    plan = plan_for(request, plan_id)
    if not may_write(request, plan):
        raise Http404
    return plan


def may_write(request: Request, plan: CareSupplyPlan) -> bool:
    """Return whether the actor may write a plan."""
    return bool(decide(request.actor, WRITE_PLAN, facts_of_plan(plan, request.actor)))


def last_version(plan: CareSupplyPlan) -> PlanVersion:
    """Return the last version of a plan, which is where one writes."""
    return of_plan(plan, versions_of(plan)[0])


def version_for(plan: CareSupplyPlan, number: int) -> PlanVersion:
    """Return a version of a plan by its number. Raises Http404."""
    return of_plan(plan, get_object_or_404(versions_of(plan), number=number))


def of_plan(plan: CareSupplyPlan, version: PlanVersion) -> PlanVersion:
    """Return a version that knows its plan without asking again."""
    version.plan = plan
    return version


def line_for(version: PlanVersion, sort: str, line_id: uuid.UUID) -> Line:
    """Return a line of a version, also one that was taken out. Raises Http404."""
    line: Line
    if sort == "gaps":
        line = get_object_or_404(with_gap_words(Gap.objects.filter(version=version)), pk=line_id)
    elif sort == "actions":
        line = get_object_or_404(with_action_words(PlannedAction.objects.filter(version=version)), pk=line_id)
    else:
        raise Http404
    line.version = version
    return line


def party_for(plan: CareSupplyPlan, party_id: uuid.UUID) -> PlanParty:
    """Return a party of a plan, also one that was taken out. Raises Http404."""
    party = get_object_or_404(plan.parties.select_related("organisation"), pk=party_id)
    party.plan = plan
    return party


def comment_for(plan: CareSupplyPlan, comment_id: uuid.UUID) -> ActionComment:
    """Return a comment on an action of a plan. Raises Http404."""
    comment = get_object_or_404(plan.comments, pk=comment_id)
    comment.plan = plan
    return comment
