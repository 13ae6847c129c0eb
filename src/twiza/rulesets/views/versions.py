"""One version: what it says, its files, and how it differs from another one."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.rulesets.comparing import difference
from twiza.rulesets.difference_page import change_views
from twiza.rulesets.files import CONTENT_TYPES, version_as
from twiza.rulesets.forms import ComparisonForm
from twiza.rulesets.models import RulesetVersion, State
from twiza.rulesets.own_pages import own_page_of
from twiza.rulesets.queries.listing import sources_of, versions_beside
from twiza.rulesets.queries.versions import is_in_force, versions_of
from twiza.rulesets.sections import decision_tables, formula_ids
from twiza.rulesets.version_page import section_views


@policy("rulesets.view")
@require_GET
def version(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Show a version section by section, with its way so far."""
    shown = get_object_or_404(versions_of(request.actor), id=version_id)
    content = shown.content
    today = timezone.localdate()
    context = {
        "version": shown,
        "sections": section_views(content, get_language() or "fr"),
        "sources": sources_of(content, shown.ruleset.organisation_id),
        "steps": shown.steps.select_related("by").order_by("at", "id"),
        "is_in_force": is_in_force(shown, today),
        "has_run_out": shown.valid_to is not None and shown.valid_to < today,
        "may_try": bool(decision_tables(content) or formula_ids(content)),
        **doors_of(request.actor, shown),
        "may_undo": may_undo(request.actor, shown),
        "own_page": own_page_of(shown.ruleset.code),
    }
    return render(request, "rulesets/version.html", context)


def doors_of(actor: Actor, shown: RulesetVersion) -> dict[str, bool]:
    """Return which steps the actor may take with a version from where it stands."""
    facts = Facts(organisation_id=shown.ruleset.organisation_id)
    may_change = bool(decide(actor, "rulesets.change", facts))
    may_activate = bool(decide(actor, "rulesets.activate", facts))
    is_shipped = shown.ruleset.organisation_id is None
    return {
        "may_take": is_shipped and bool(decide(actor, "rulesets.write")) and not own_page_of(shown.ruleset.code),
        "may_submit": may_change and shown.state == State.DRAFT,
        "may_send_back": may_activate and shown.state == State.UNDER_REVIEW,
        "may_activate": may_activate and shown.state == State.UNDER_REVIEW,
        "may_withdraw": (may_change and shown.state in {State.DRAFT, State.UNDER_REVIEW})
        or (may_activate and shown.state == State.ACTIVE),
        "may_restore": may_change and shown.state == State.WITHDRAWN and shown.in_force_from is None,
    }


def may_undo(actor: Actor, shown: RulesetVersion) -> bool:
    """Return whether the actor may undo the activation of a version: on its day only."""
    facts = Facts(organisation_id=shown.ruleset.organisation_id)
    if shown.state != State.ACTIVE or shown.activated_at is None or not decide(actor, "rulesets.activate", facts):
        return False
    return timezone.localdate(shown.activated_at) == timezone.localdate()


@policy("rulesets.view")
@require_GET
def version_export(request: Request, version_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send a version as YAML, as a workbook or as a document to print."""
    if kind not in CONTENT_TYPES:
        raise Http404
    shown = get_object_or_404(versions_of(request.actor), id=version_id)
    content = version_as(kind, shown, language=get_language() or "fr")
    record_audit(
        actor=request.actor,
        action="rulesets.view",
        at=timezone.now(),
        outcome="exported",
        object_kind="ruleset_version",
        object_id=shown.pk,
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    name = f"twiza-{shown.ruleset.code}-{shown.number}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@policy("rulesets.view")
@require_GET
def version_compare(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Show what differs between a version and another one of the same rules."""
    shown = get_object_or_404(versions_of(request.actor), id=version_id)
    others = list(versions_beside(request.actor, shown))
    form = ComparisonForm(request.GET or None)
    form.offer([(one, label_of(one)) for one in others])
    other = chosen_among(others, shown, form)
    context: dict[str, Any] = {"version": shown, "other": other, "form": form}
    if other is not None:
        form.initial["other"] = str(other.pk)
        changes = difference(other.content, shown.content)
        context["changes"] = change_views(changes, get_language() or "fr")
    return render(request, "rulesets/compare.html", context)


def chosen_among(others: list[RulesetVersion], shown: RulesetVersion, form: ComparisonForm) -> RulesetVersion | None:
    """Return the version asked for, else the one that the version was made from, else the newest other one."""
    asked = form.cleaned_data["other"] if form.is_bound and form.is_valid() else str(shown.based_on_id)
    return next((one for one in others if str(one.pk) == asked), others[0] if others else None)


def label_of(one: RulesetVersion) -> str:
    """Return how a version is named in a list of versions."""
    whose = "Twiza" if one.ruleset.organisation_id is None else "–"
    number = f"{one.version} ({one.number})"
    return f"{number} · {one.get_state_display()}" + (f" · {whose}" if whose == "Twiza" else "")
