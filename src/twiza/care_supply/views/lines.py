"""Pages of the lines of a version: a gap or an action added, changed, taken out and brought back."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.care_supply.actions.lines import add_line, bring_back_line, change_line, remove_line
from twiza.care_supply.line_forms import (
    ACTION_FORMS,
    ActionForm,
    VersionLineForm,
    gap_form_for,
    initial_of_action,
    initial_of_gap,
)
from twiza.care_supply.models import Gap, PlannedAction, PlanVersion
from twiza.care_supply.queries.lines import Line
from twiza.care_supply.rules import WRITE_PLANS
from twiza.care_supply.views.found import last_version, line_for, plan_to_write
from twiza.core.answering import act_and_go, is_kept


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def gap_new(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Add a gap that is typed with its evidence, or taken from what somebody expressed."""
    version = last_version(plan_to_write(request, plan_id))
    form = gap_form_for(None)(request.POST or None, version=version, actor=request.actor)
    return line_page(request, form, Gap(version=version), is_known=False)


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def action_new(request: Request, plan_id: uuid.UUID, kind: str) -> HttpResponse:
    """Add an action of a kind."""
    version = last_version(plan_to_write(request, plan_id))
    if kind not in ACTION_FORMS:
        raise Http404
    form = ACTION_FORMS[kind](request.POST or None, version=version, actor=request.actor)
    return line_page(request, form, PlannedAction(version=version, kind=kind), is_known=False)


@policy(WRITE_PLANS)
@require_http_methods(["GET", "POST"])
def line_edit(request: Request, plan_id: uuid.UUID, sort: str, line_id: uuid.UUID) -> HttpResponse:
    """Change a gap or an action of the last version."""
    version = last_version(plan_to_write(request, plan_id))
    line = line_for(version, sort, line_id)
    maker: type[VersionLineForm]
    if isinstance(line, Gap):
        maker, initial = gap_form_for(line), initial_of_gap(line)
    else:
        maker, initial = ACTION_FORMS[line.kind], initial_of_action(line)
    form = maker(request.POST or None, initial=initial, version=version, actor=request.actor, line=line)
    return line_page(request, form, line, is_known=True)


def line_page(request: Request, form: VersionLineForm, line: Line, *, is_known: bool) -> HttpResponse:
    """Show the form of a line, and keep what is sent."""
    version = line.version
    if request.method == "POST" and is_kept(form, lambda: keep_line(request, form, line, is_known=is_known)):
        messages.success(request, _("The line is kept.") if is_known else _("The line is added."))
        return redirect("care_supply_plan", version.plan_id)
    context = {**shown_of(version, line), "form": form, "is_known": is_known}
    return render(request, "care_supply/line_form.html", context, status=422 if form.errors else 200)


def shown_of(version: PlanVersion, line: Line) -> dict[str, Any]:
    """Return what the page of a form says around it."""
    is_gap = isinstance(line, Gap)
    return {
        "plan": version.plan,
        "line": line,
        "sort": "gaps" if is_gap else "actions",
        "kind": "" if isinstance(line, Gap) else line.get_kind_display(),
    }


def keep_line(request: Request, form: VersionLineForm, line: Line, *, is_known: bool) -> None:
    """Store a line as its form says. Raises DomainError."""
    form.put_into(line)  # type: ignore[attr-defined]
    answers = list(form.cleaned_data["gaps"]) if isinstance(form, ActionForm) else []
    if is_known:
        seen = form.cleaned_data["revision"]
        change_line(line=line, answers=answers, seen_revision=seen, actor=request.actor, at=timezone.now())
    else:
        line.pk = form.cleaned_data["id"]
        add_line(line=line, answers=answers, actor=request.actor, at=timezone.now())


@policy(WRITE_PLANS)
@require_POST
def line_remove(request: Request, plan_id: uuid.UUID, sort: str, line_id: uuid.UUID) -> HttpResponse:
    """Take a line out of the last version, or bring it back."""
    plan = plan_to_write(request, plan_id)
    line = line_for(last_version(plan), sort, line_id)
    change, said = (
        (bring_back_line, _("The line is brought back."))
        if line.removed_at
        else (remove_line, _("The line is taken out. It can be brought back at the end of this page."))
    )
    act = partial(change, line=line, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("care_supply_plan", args=[plan.pk]))
