"""Trying a table out on a case: nothing of the case is kept, and none of it stands in an address."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.rulesets.evaluation.decision_tables import inputs_asked, inputs_of
from twiza.rulesets.forms import CaseForm
from twiza.rulesets.queries.versions import decide_with, versions_of
from twiza.rulesets.sections import decision_tables
from twiza.rulesets.trial_page import trial_view


@policy("rulesets.view")
def version_try(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Ask for the facts of a case, and say what a table answers, by which rule and why."""
    shown = get_object_or_404(versions_of(request.actor), id=version_id)
    content, language = shown.content, get_language() or "fr"
    tables = decision_tables(content)
    asked = request.POST.get("table") or request.GET.get("table")
    table = asked if asked in tables else next(iter(tables), None)
    context: dict[str, Any] = {"version": shown, "tables": tables, "table": table}
    if table is not None:
        declared = inputs_of(content)
        inputs = [declared[name] for name in inputs_asked(content, table)]
        form = CaseForm(request.POST if request.method == "POST" else None, inputs=inputs, language=language)
        context["form"] = form
        if request.method == "POST" and form.is_valid():
            ruling = decide_with(shown, table, form.facts(), on=timezone.localdate())
            context["trial"] = trial_view(ruling, content, language)
        if form.errors:
            return render(request, "rulesets/try_out.html", context, status=422)
    return render(request, "rulesets/try_out.html", context)
