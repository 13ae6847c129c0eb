"""Pages about formulas of needs: their weights, trying others out, and keeping them as a new version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.access.actions.formula import save_formula
from twiza.access.assumptions import formula_assumptions
from twiza.access.formula_files import formula_table
from twiza.access.formula_form import FormulaForm, Offered, TermFormSet, term_lines
from twiza.access.models import NeedFormula, NeedTerm, PopulationGroup, Specialty
from twiza.access.queries.formulas import formulas_of
from twiza.access.queries.needs import terms_of
from twiza.access.queries.try_out import tried_rows
from twiza.access.views.files import file_response
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.organisations.models import Organisation
from twiza.territory.models import CensusIndicator
from twiza.territory.queries.places import places_of


@policy("access.view")
@require_GET
def formulas(request: Request) -> HttpResponse:
    """List the formulas one may use, newest first."""
    context = {"formulas": formulas_of(request.actor), "may_edit": bool(decide(request.actor, "access.plan"))}
    return render(request, "access/formulas.html", context)


@policy("access.view")
@require_GET
def formula(request: Request, formula_id: str) -> HttpResponse:
    """Show every weight of one version."""
    shown = get_object_or_404(formulas_of(request.actor), id=formula_id)
    context = {
        "formula": shown,
        "terms": terms_of(shown),
        "may_edit": bool(decide(request.actor, "access.plan")),
        "assumptions": formula_assumptions(shown),
    }
    return render(request, "access/formula.html", context)


@policy("access.view")
@require_GET
def formula_export(request: Request, formula_id: str) -> HttpResponse:
    """Send the weights of one version as a workbook."""
    shown = get_object_or_404(formulas_of(request.actor), id=formula_id)
    table = formula_table(shown, list(terms_of(shown)), get_language() or "fr")
    return file_response(request, "xlsx", table, name="formula", action="access.view", object_id=shown.pk)


@policy("access.plan")
def formula_edit(request: Request, formula_id: str) -> HttpResponse:
    """Change weights, try them out on the regions, and keep them as a new version."""
    base = get_object_or_404(formulas_of(request.actor), id=formula_id)
    terms = list(terms_of(base))
    form = FormulaForm(request.POST or None, initial={"name": name_in(base.names, get_language() or "fr")})
    lines = TermFormSet(request.POST or None, initial=term_lines(terms), form_kwargs={"offered": what_is_offered()})
    context: dict[str, Any] = {"formula": base, "form": form, "lines": lines}
    is_refused = request.method == "POST" and not (form.is_valid() and lines.is_valid())
    if request.method == "POST" and not is_refused:
        given = [term for line in lines if (term := line.term())]
        if "try" in request.POST:
            context["tried"] = tried_rows(country_of(request), terms, given)
        else:
            try:
                return redirect("need_formula", saved(request, base, form, given).pk)
            except DomainError as error:
                form.add_error(None, str(error))
                is_refused = True
    return render(request, "access/formula_edit.html", context, status=422 if is_refused else 200)


def saved(request: Request, base: NeedFormula, form: FormulaForm, terms: list[NeedTerm]) -> NeedFormula:
    """Keep a new version for the organisation acted for, and say so."""
    grant = request.actor.grant
    if grant is None:
        raise Http404
    kept = save_formula(
        base=base,
        organisation=Organisation.objects.get(pk=grant.organisation_id),
        names={get_language() or "fr": form.cleaned_data["name"]},
        note=form.cleaned_data["note"],
        terms=terms,
        made_by=request.user,
        actor=request.actor,
        at=timezone.now(),
    )
    messages.success(
        request, _("Version %(version)s is saved; the one before stays as it was.") % {"version": kept.version}
    )
    return kept


def what_is_offered() -> Offered:
    """Return what a term may be about."""
    return Offered(
        list(Specialty.objects.order_by("position", "code")),
        list(PopulationGroup.objects.order_by("position", "code")),
        list(CensusIndicator.objects.order_by("position", "code")),
    )


def country_of(request: Request) -> str:
    """Return the path of the country in which weights are tried out."""
    country = places_of(request.actor).filter(kind__rank=0).order_by("path").first()
    if country is None:
        raise Http404
    return country.path
