"""Pages of the versions of a plan: an earlier one, what changed between two, the next one, publication; files."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.care_supply.actions.plan import begin_version
from twiza.care_supply.actions.publishing import publish_version
from twiza.care_supply.files.sheet import plan_sheet
from twiza.care_supply.files.tables import CONTENT_TYPE_OF_JSON, lines_as_json, lines_table
from twiza.care_supply.plan_page import difference_rows, page_of
from twiza.care_supply.queries.plans import versions_of
from twiza.care_supply.rules import VIEW_PLANS, WRITE_PLANS
from twiza.care_supply.views.found import (
    SORTS,
    last_version,
    of_plan,
    plan_for,
    plan_to_write,
    version_for,
)
from twiza.care_supply.views.plans import versions_shown
from twiza.care_supply.views.sending import KINDS, note_export
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.documents.table_files import table_as
from twiza.funding.views.sending import attachment, sent


@policy(VIEW_PLANS)
@require_GET
def version_detail(request: Request, plan_id: uuid.UUID, number: int) -> HttpResponse:
    """Show a version of a plan as it stands."""
    plan = plan_for(request, plan_id)
    version = version_for(plan, number)
    versions = [of_plan(plan, one) for one in versions_of(plan)]
    context = {**page_of(plan, version), **versions_shown(versions), "may_write": False, "may_change": False}
    return render(request, "care_supply/version.html", context)


@policy(VIEW_PLANS)
@require_GET
def version_differences(request: Request, plan_id: uuid.UUID, number: int) -> HttpResponse:
    """Show what changed in a version since another one: the one it is based on, unless another is asked for."""
    plan = plan_for(request, plan_id)
    version = version_for(plan, number)
    versions = [of_plan(plan, one) for one in versions_of(plan)]
    asked = request.GET.get("with", "")
    chosen = [one for one in versions if str(one.number) == asked and one.pk != version.pk]
    based = [one for one in versions if one.pk == version.based_on_id]
    before = next(iter(chosen or based), None)
    context = {
        "plan": plan,
        "version": version,
        "before": before,
        "others": [one for one in versions if one.pk != version.pk],
        "rows": difference_rows(before, version) if before else [],
    }
    return render(request, "care_supply/differences.html", context)


@policy(WRITE_PLANS)
@require_POST
def version_new(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Begin the next version of a plan."""
    plan = plan_to_write(request, plan_id)
    act = partial(begin_version, plan=plan, actor=request.actor, at=timezone.now(), id=new_id())
    said = _("The next version is begun, with the lines of the one that holds.")
    return act_and_go(request, act, said, reverse("care_supply_plan", args=[plan.pk]))


@policy(WRITE_PLANS)
@require_POST
def version_publish(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Publish the last version, which was adopted."""
    plan = plan_to_write(request, plan_id)
    version = last_version(plan)
    try:
        seen_turn = int(request.POST.get("turn", "0")) if request.POST.get("turn", "").isdecimal() else 0
        publish_version(version=version, seen_turn=seen_turn, actor=request.actor, at=timezone.now())
        messages.success(request, _("The version is published. Choose now what everybody may read of it."))
        return redirect("care_supply_public", plan.pk)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("care_supply_plan", plan.pk)


@policy(VIEW_PLANS)
@require_GET
def version_pdf(request: Request, plan_id: uuid.UUID, number: int) -> HttpResponse:
    """Send a version on paper, with what changed in it, in the language of the page."""
    plan = plan_for(request, plan_id)
    version = version_for(plan, number)
    note_export(request, "care_supply_version", version.pk)
    content = plan_sheet(plan, version, timezone.localdate(), language=get_language() or "fr")
    return attachment(content, "application/pdf", f"twiza-{version.file.number}.pdf")


@policy(VIEW_PLANS)
@require_GET
def version_export(request: Request, plan_id: uuid.UUID, number: int, sort: str, kind: str) -> HttpResponse:
    """Send the gaps or the actions of a version as a file."""
    plan = plan_for(request, plan_id)
    version = version_for(plan, number)
    if sort not in SORTS or kind not in KINDS:
        raise Http404
    note_export(request, "care_supply_version", version.pk)
    stem = f"twiza-{version.file.number}-{sort}"
    table = lines_table(plan, version, sort, timezone.localdate())
    if kind == "json":
        return attachment(lines_as_json(plan, version, table), CONTENT_TYPE_OF_JSON, f"{stem}.json")
    return sent(table_as(kind, table, language=get_language() or "fr"), kind, stem)
