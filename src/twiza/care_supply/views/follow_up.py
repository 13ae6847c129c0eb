"""Pages of what became of the actions of a plan, as records say, and what people add to it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.care_supply.actions.comments import comment_on_action, remove_comment
from twiza.care_supply.follow_up import Standing, moments_of_years
from twiza.care_supply.follow_up_page import counts_of, followed
from twiza.care_supply.forms import ActionCommentForm
from twiza.care_supply.models import CareSupplyPlan, PlannedAction, PlanVersion
from twiza.care_supply.plan_page import gap_rows
from twiza.care_supply.queries.lines import actions_of, gaps_of, measures_of, removed_comments
from twiza.care_supply.queries.plans import version_in_force, versions_of
from twiza.care_supply.rules import VIEW_PLANS, WRITE_PLANS
from twiza.care_supply.views.found import comment_for, line_for, may_write, of_plan, plan_for, plan_to_write
from twiza.care_supply.wording import RULE_WORDS
from twiza.core.errors import DomainError


@policy(VIEW_PLANS)
@require_GET
def follow_up(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show how each action of the version that holds stands, year by year, as records say."""
    plan = plan_for(request, plan_id)
    version = followed_version(plan)
    today = timezone.localdate()
    rows = followed(plan, version, today)
    writes = may_write(request, plan)
    context = {
        "plan": plan,
        "version": version,
        "today": today,
        "rows": rows,
        "late": [row for row in rows if row.standing == Standing.LATE],
        "counts": counts_of(rows),
        "years": [year for year, _day in moments_of_years(version.first_year, version.last_year, today)],
        "rules": list(RULE_WORDS.values()),
        "gap_rows": gap_rows(list(gaps_of(version)), list(actions_of(version)), list(measures_of(plan))),
        "may_write": writes,
        "removed_comments": list(removed_comments(plan)) if writes else [],
    }
    return render(request, "care_supply/follow_up.html", context)


def followed_version(plan: CareSupplyPlan) -> PlanVersion:
    """Return the version that is followed: the one that holds, else the last one."""
    versions = list(versions_of(plan))
    return of_plan(plan, version_in_force(versions) or versions[0])


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def action_comment(request: Request, plan_id: uuid.UUID, line_id: uuid.UUID) -> HttpResponse:
    """Say something of what became of an action in a year."""
    plan = plan_to_write(request, plan_id)
    version = followed_version(plan)
    action = line_for(version, "actions", line_id)
    form = comment_form(request, version)
    if request.method == "POST" and form.is_valid() and isinstance(action, PlannedAction):
        try:
            comment_on_action(
                plan=plan,
                action=action,
                year=form.cleaned_data["year"],
                text=form.cleaned_data["text"],
                actor=request.actor,
                at=timezone.now(),
                id=form.cleaned_data["id"],
            )
            messages.success(request, _("The comment stands beside what records say."))
            return redirect("care_supply_follow_up", plan.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"plan": plan, "action": action, "form": form}
    return render(request, "care_supply/comment_form.html", context, status=422 if form.errors else 200)


def comment_form(request: Request, version: PlanVersion) -> ActionCommentForm:
    """Return the form of a comment, of a year that began."""
    today = timezone.localdate()
    years = [year for year, _day in moments_of_years(version.first_year, version.last_year, today)]
    form = ActionCommentForm(request.POST or None, initial={"year": years[-1] if years else version.first_year})
    form.fields["year"].choices = [(year, year) for year in years or [version.first_year]]  # type: ignore[attr-defined]
    return form


@policy(WRITE_PLANS)
@require_POST
def comment_remove(request: Request, plan_id: uuid.UUID, comment_id: uuid.UUID) -> HttpResponse:
    """Take a comment off the page, or put it back."""
    plan = plan_to_write(request, plan_id)
    comment = remove_comment(comment=comment_for(plan, comment_id), actor=request.actor, at=timezone.now())
    if comment.removed_at:
        messages.success(request, _("The comment is taken off. It can be brought back below the follow-up."))
    else:
        messages.success(request, _("The comment is brought back."))
    return redirect("care_supply_follow_up", plan.pk)
