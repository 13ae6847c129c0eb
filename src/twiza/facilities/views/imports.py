"""Bringing in a file of facilities: its columns, what it would change, then all of it or nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.documents.guard import shown_name
from twiza.facilities.actions.imports import begin_import, prepare_import, store_import
from twiza.facilities.import_forms import DECISIONS, ColumnsForm, ImportFileForm, TypesForm, decisions_from
from twiza.facilities.models import FacilityImport, FacilityType
from twiza.facilities.queries.imports import (
    ALL_LIKE,
    MOST_BYTES,
    ImportReading,
    imports_of,
    possible_decisions,
    read_import,
)
from twiza.facilities.views.facilities import own_organisation
from twiza.territory.queries.places import places_of
from twiza.territory.row_problems import RowsRefused

PROBLEMS_SHOWN = 100
ROWS_SHOWN = 10
DUPLICATES_SHOWN = 200


@policy("facilities.keep")
def import_begin(request: Request) -> HttpResponse:
    """Take a file, refuse it at once if it is no table, and go on to its columns."""
    form = ImportFileForm(request.POST or None, request.FILES or None)
    countries = places_of(request.actor).filter(kind__rank=0).order_by("path")
    form.offer(
        countries=[(one.country, name_in(one.names, get_language() or "fr")) for one in countries],
        types=list(FacilityType.objects.order_by("country", "level", "code")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("facility_import", begun(request, form).pk)
        except DomainError as error:
            form.add_error("file", str(error))
    return render(request, "facilities/import_begin.html", {"form": form}, status=422 if form.errors else 200)


@policy("facilities.keep")
def import_check(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Show what a file would bring in; store it once everything is understood and decided."""
    draft = get_object_or_404(imports_of(request.actor), id=import_id)
    today = timezone.localdate()
    reading = read_import(draft, request.actor, today)
    status = 200
    if request.method == "POST":
        draft = prepared(request, draft, reading)
        if "store" in request.POST:
            try:
                return stored(request, draft)
            except RowsRefused:
                messages.error(request, _("Nothing was stored: some rows are not understood."))
            except DomainError as error:
                messages.error(request, str(error))
            status = 422
        reading = read_import(draft, request.actor, today)
    return render(request, "facilities/import_check.html", check_context(draft, reading), status=status)


@policy("facilities.keep")
@require_POST
def import_give_up(request: Request, import_id: uuid.UUID) -> HttpResponse:
    """Forget a file: nothing of it was stored."""
    get_object_or_404(imports_of(request.actor), id=import_id).delete()
    messages.success(request, _("The file is forgotten; nothing of it was stored."))
    return redirect("facilities")


def begun(request: Request, form: ImportFileForm) -> FacilityImport:
    """Keep the file that was sent, read no further than what is accepted."""
    sent = form.cleaned_data["file"]
    return begin_import(
        organisation=own_organisation(request),
        country=form.cleaned_data["country"],
        file_name=shown_name(sent.name),
        content=sent.read(MOST_BYTES + 1),
        source=form.cleaned_data["source"],
        default_type=FacilityType.objects.filter(code=form.cleaned_data["default_type"]).first(),
        made_by=request.user,
        at=timezone.now(),
    )


def prepared(request: Request, draft: FacilityImport, reading: ImportReading) -> FacilityImport:
    """Keep what was said of the file."""
    columns, types = forms_of(draft, reading, request.POST)
    if not (columns.is_valid() and types.is_valid()):
        raise Http404
    return prepare_import(
        draft=draft, columns=columns.columns(), types=types.types(), decisions=decisions_from(request.POST.dict())
    )


def stored(request: Request, draft: FacilityImport) -> HttpResponse:
    """Store the file and say what that changed."""
    outcome = store_import(draft=draft, actor=request.actor, at=timezone.now())
    messages.success(
        request,
        _("Stored: %(added)s added, %(updated)s updated, %(skipped)s left as they were.")
        % {"added": outcome.added, "updated": outcome.updated, "skipped": outcome.skipped},
    )
    return redirect("facilities")


def forms_of(draft: FacilityImport, reading: ImportReading, given: Any = None) -> tuple[ColumnsForm, TypesForm]:
    """Return the forms of a file's columns and types, filled in with what was said."""
    types = list(FacilityType.objects.filter(country=draft.country).order_by("level", "code"))
    words = list(dict.fromkeys([*draft.types, *reading.unknown_types]))
    return (
        ColumnsForm(given, columns=reading.columns, chosen=draft.columns),
        TypesForm(given, words=words, types=types, chosen=draft.types),
    )


def check_context(draft: FacilityImport, reading: ImportReading) -> dict[str, Any]:
    """Return what the page of a file shows."""
    columns, types = forms_of(draft, reading)
    return {
        "draft": draft,
        "reading": reading,
        "columns": columns,
        "types": types,
        "problems": reading.problems[:PROBLEMS_SHOWN],
        "problems_hidden": max(0, len(reading.problems) - PROBLEMS_SHOWN),
        "rows": reading.candidates[:ROWS_SHOWN],
        "duplicates": duplicate_lines(reading, draft.decisions),
        "duplicates_hidden": max(0, len(reading.duplicates) - DUPLICATES_SHOWN),
        "all_decision": draft.decisions.get(ALL_LIKE, ""),
        "decisions": DECISIONS,
    }


def duplicate_lines(reading: ImportReading, said: dict[str, str]) -> list[dict[str, Any]]:
    """Return the rows that may be there already, each with what may be done and what was said of it."""
    labels = dict(DECISIONS)
    return [
        {
            "duplicate": one,
            "chosen": said.get(str(one.candidate.number), ""),
            "options": [(value, labels[value]) for value in possible_decisions(one)],
        }
        for one in reading.duplicates[:DUPLICATES_SHOWN]
    ]
