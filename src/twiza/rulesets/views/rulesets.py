"""The list of rulesets, and one ruleset with its versions."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.rulesets.forms import RulesetFilterForm
from twiza.rulesets.own_pages import own_page_of
from twiza.rulesets.queries.listing import countries_of, rulesets_asked, version_shown_first
from twiza.rulesets.queries.versions import is_in_force, rulesets_of, versions_of

ROWS_PER_PAGE = 50


@policy("rulesets.view")
@require_GET
def rulesets(request: Request) -> HttpResponse:
    """List the rulesets one may read, each with the version that stands for it."""
    form = RulesetFilterForm(request.GET or None)
    form.offer(countries=countries_of(request.actor))
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(rulesets_asked(request.actor, asked), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "lines": [(one, version_shown_first(list(one.versions.all()))) for one in page],
        "is_filtered": any(asked.values()),
        "may_write": bool(decide(request.actor, "rulesets.write")),
    }
    return render(request, "rulesets/rulesets.html", context)


@policy("rulesets.view")
@require_GET
def ruleset(request: Request, ruleset_id: uuid.UUID) -> HttpResponse:
    """Show a ruleset with its versions, the last one first."""
    shown = get_object_or_404(rulesets_of(request.actor), id=ruleset_id)
    versions = list(versions_of(request.actor).filter(ruleset=shown).defer("content_text"))
    today = timezone.localdate()
    context = {
        "ruleset": shown,
        "versions": versions,
        "in_force": next((one for one in versions if is_in_force(one, today)), None),
        "own_page": own_page_of(shown.code),
        "may_change": bool(decide(request.actor, "rulesets.change", Facts(organisation_id=shown.organisation_id))),
    }
    return render(request, "rulesets/ruleset.html", context)
