"""Trying a table or a formula out on a case: nothing of the case is kept, and none of it stands in an address."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.rulesets.evaluation.alternatives import what_would_change
from twiza.rulesets.evaluation.decision_tables import inputs_asked, inputs_of
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.formulas import compute, inputs_of_formula
from twiza.rulesets.forms import CaseForm
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import decide_with, versions_of
from twiza.rulesets.sections import FORMULAS, decision_tables, formula_ids
from twiza.rulesets.trial_page import formula_trial_view, trial_view


@policy("rulesets.view")
def version_try(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Ask for the facts of a case, and say what a table or a formula answers, by which rule and why."""
    shown = get_object_or_404(versions_of(request.actor), id=version_id)
    content, language = shown.content, get_language() or "fr"
    tables = [*decision_tables(content), *(f"{FORMULAS}.{one}" for one in formula_ids(content))]
    asked = request.POST.get("table") or request.GET.get("table")
    table = asked if asked in tables else next(iter(tables), None)
    context: dict[str, Any] = {"version": shown, "tables": tables, "table": table}
    if table is None:
        return render(request, "rulesets/try_out.html", context)
    given = request.POST if request.method == "POST" else None
    form = CaseForm(given, inputs=inputs_to_ask(content, table), language=language)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        context |= answer_of(shown, table, form.facts(), language)
    return render(request, "rulesets/try_out.html", context, status=422 if form.errors else 200)


def inputs_to_ask(content: Content, table: str) -> list[Content]:
    """Return the inputs that a table or a formula reads."""
    if is_formula(table):
        return [{**one, "type": "decimal"} for one in inputs_of_formula(content, table.removeprefix(f"{FORMULAS}."))]
    declared = inputs_of(content)
    return [declared[name] for name in inputs_asked(content, table)]


def answer_of(shown: RulesetVersion, table: str, facts: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what the page shows of the answer."""
    if is_formula(table):
        result = compute(shown.content, table.removeprefix(f"{FORMULAS}."), facts)
        return {"result": formula_trial_view(result, inputs_to_ask(shown.content, table), language)}
    ruling = decide_with(shown, table, facts, on=timezone.localdate())
    others = what_would_change(shown.content, table, facts)
    return {"trial": trial_view(ruling, shown.content, others, language)}


def is_formula(table: str) -> bool:
    """Return whether what is tried out is a formula."""
    return table.startswith(f"{FORMULAS}.")
