"""Fixed and mobile care side by side: a post here, or so many caravans a year there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.outreach.beside import people_of, side_by_side
from twiza.outreach.beside_form import BesideForm, usual
from twiza.outreach.beside_said import BesideRow, PartRow, beside_rows, part_rows, rests_on, title_said
from twiza.outreach.files.beside import beside_sheet, beside_table
from twiza.outreach.models import Plan
from twiza.outreach.queries.plans import area_people_of
from twiza.outreach.rules import VIEW_PLANS
from twiza.outreach.views.exports import attachment, note_export, stem
from twiza.outreach.views.found import plan_for


@dataclass(frozen=True, slots=True)
class Answered:
    """What a form asked for, in rows and words."""

    title: str
    rows: list[BesideRow]
    parts: list[PartRow]
    rests_on: list[str]


@policy(VIEW_PLANS)
@require_GET
def plan_beside(request: Request, plan_id: uuid.UUID) -> HttpResponse:
    """Show a post and caravans side by side, on the people of a plan."""
    plan = plan_for(request, plan_id)
    form = form_for(request, plan)
    answer = answered(plan, form) if form.is_bound and form.is_valid() else None
    context = {"plan": plan, "form": form, "answer": answer, "asked": request.GET.urlencode()}
    return render(request, "outreach/plan_beside.html", context, status=422 if form.errors else 200)


@policy(VIEW_PLANS)
@require_GET
def plan_beside_export(request: Request, plan_id: uuid.UUID, kind: str) -> HttpResponse:
    """Answer with the same as a workbook, as CSV, or on a sheet of paper."""
    plan = plan_for(request, plan_id)
    form = form_for(request, plan)
    if kind not in {"csv", "xlsx", "pdf"} or not form.is_bound or not form.is_valid():
        raise Http404
    language, answer = get_language() or "fr", answered(plan, form)
    name = f"{stem(plan)}-fixed-mobile.{kind}"
    note_export(request, plan)
    if kind == "pdf":
        return attachment(beside_sheet(plan, answer, language=language), "application/pdf", name)
    table = beside_table(answer.title, answer.rows, answer.rests_on)
    return attachment(table_as(kind, table, language=language), CONTENT_TYPES[kind], name)


def form_for(request: Request, plan: Plan) -> BesideForm:
    """Return the form with what was asked after the `?`, or with what it shows first."""
    form = BesideForm(request.GET or None, plan=plan, actor=request.actor)
    form.initial = usual(plan, form.places)
    return form


def answered(plan: Plan, form: BesideForm) -> Answered:
    """Return what a valid form asks for."""
    language = get_language() or "fr"
    post, caravans = form.post(), form.caravans()
    found = side_by_side(
        people_of(plan.problem, plan.snapshot),
        post,
        caravans,
        problem=plan.problem,
        reach_minutes=plan.assumptions["fixed_reach_minutes"],
    )
    names = {code: name_in(names, language) for code, names, _people in area_people_of(plan)}
    place = form.places[form.cleaned_data["place"]].name
    return Answered(
        title=title_said(place, caravans.visits, len(caravans.stops)),
        rows=beside_rows(found, plan.snapshot, language),
        parts=part_rows(found, names),
        rests_on=rests_on(plan.assumptions, plan.problem, language),
    )
