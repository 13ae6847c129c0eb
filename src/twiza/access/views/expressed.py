"""Pages about what people say is needed: the list, one need with its history, and what becomes of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.access.actions.expressed import (
    answer_need,
    bring_need_back,
    correct_need,
    open_need_again,
    take_need_up,
    withdraw_need,
    write_need_down,
)
from twiza.access.expressed_files import expressed_table
from twiza.access.expressed_form import AnswerForm, ExpressedFilter, ExpressedForm, NoteForm, lines_of
from twiza.access.models import ExpressedNeed, Specialty
from twiza.access.place_options import area_options, areas_of
from twiza.access.queries.expressed import ExpressedAsked, expressed_asked, expressed_of, steps_of
from twiza.access.views.files import file_response, refuse_other_kind
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.documents.evidence import EvidenceFile, guard_evidence
from twiza.organisations.models import Organisation

ROWS_PER_PAGE = 50
EVIDENCE_BYTES = 5_000_000
MOVES: dict[str, Callable[..., ExpressedNeed]] = {
    "take_up": take_need_up,
    "reopen": open_need_again,
    "withdraw": withdraw_need,
    "restore": bring_need_back,
}


@policy("access.hear_needs")
@require_GET
def expressed_needs(request: Request) -> HttpResponse:
    """Show what people said is needed."""
    form, asked = asked_of(request)
    page = Paginator(expressed_asked(expressed_of(request.actor), asked), ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "filter": form,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
    }
    return render(request, "access/expressed_needs.html", context)


@policy("access.hear_needs")
@require_GET
def expressed_export(request: Request, kind: str) -> HttpResponse:
    """Send what people said is needed as a file."""
    refuse_other_kind(kind)
    if kind == "geojson":
        raise Http404
    _form, asked = asked_of(request)
    table = expressed_table(list(expressed_asked(expressed_of(request.actor), asked)))
    return file_response(request, kind, table, name="expressed-needs", action="access.open_expressed")


@policy("access.hear_needs")
@require_http_methods(["GET", "HEAD", "POST"])
def expressed_new(request: Request) -> HttpResponse:
    """Write down what somebody said is needed."""
    initial = {"place": request.GET.get("place", "")[:100], "said_on": timezone.localdate()}
    return expressed_form(request, None, initial)


@policy("access.hear_needs")
@require_http_methods(["GET", "HEAD", "POST"])
def expressed_edit(request: Request, need_id: uuid.UUID) -> HttpResponse:
    """Correct what was written down."""
    need = get_object_or_404(expressed_of(request.actor), id=need_id)
    return expressed_form(request, need, lines_of(need))


@policy("access.hear_needs")
@require_GET
def expressed_need(request: Request, need_id: uuid.UUID) -> HttpResponse:
    """Show one need: what was said, by whom, and what became of it."""
    need = get_object_or_404(with_evidence(request), id=need_id)
    return render(request, "access/expressed_need.html", need_context(request, need))


@policy("access.answer_needs")
@require_POST
def expressed_answer(request: Request, need_id: uuid.UUID) -> HttpResponse:
    """Keep what was answered to those who spoke."""
    need = get_object_or_404(with_evidence(request), id=need_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_need(need=need, **form.cleaned_data, person=request.user, actor=request.actor, at=timezone.now())
            messages.success(request, _("The answer is kept: say it back to those who spoke."))
            return redirect("expressed_need", need.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {**need_context(request, need), "answer_form": form, "form": form}
    return render(request, "access/expressed_need.html", context, status=422)


@policy("access.answer_needs")
@require_POST
def expressed_move(request: Request, need_id: uuid.UUID, move: str) -> HttpResponse:
    """Take a need up, open it again, withdraw it or bring it back."""
    need = get_object_or_404(expressed_of(request.actor), id=need_id)
    if move not in MOVES:
        raise Http404
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        MOVES[move](need=need, note=note, person=request.user, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("expressed_need", need.pk)


@policy("access.hear_needs")
@require_GET
def expressed_evidence(request: Request, need_id: uuid.UUID) -> HttpResponse:
    """Send the letter or the photograph."""
    need = get_object_or_404(expressed_of(request.actor).filter(evidence__isnull=False), id=need_id)
    response = HttpResponse(bytes(need.evidence.content), content_type=need.evidence.content_type)
    end = "pdf" if need.evidence.content_type == "application/pdf" else "jpg"
    response.headers["Content-Disposition"] = f'attachment; filename="twiza-evidence.{end}"'
    return response


def expressed_form(request: Request, need: ExpressedNeed | None, initial: dict[str, Any]) -> HttpResponse:
    """Show the form of a need, and write down what it says."""
    form = ExpressedForm(request.POST or None, request.FILES or None, initial=initial)
    form.offer(actor=request.actor, specialties=specialties())
    if request.method == "POST" and form.is_valid():
        try:
            kept = written(request, form, need)
            messages.success(request, _("What was said is written down."))
            return redirect("expressed_need", kept.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "need": need}
    return render(request, "access/expressed_form.html", context, status=422 if form.errors else 200)


def written(request: Request, form: ExpressedForm, need: ExpressedNeed | None) -> ExpressedNeed:
    """Write down or correct what the form says."""
    said, now = form.said(evidence_in(form.cleaned_data["evidence"])), timezone.now()
    if need:
        return correct_need(need=need, said=said, person=request.user, actor=request.actor, at=now)
    organisation = Organisation.objects.get(pk=request.actor.grant.organisation_id)  # type: ignore[union-attr]
    return write_need_down(organisation=organisation, said=said, person=request.user, actor=request.actor, at=now)


def with_evidence(request: Request) -> QuerySet[ExpressedNeed]:
    """Return the needs that somebody may read with whether there is a letter, its content left where it is."""
    return expressed_of(request.actor).select_related("evidence").defer("evidence__content")


def evidence_in(file: Any) -> EvidenceFile | None:
    """Return the file sent, guarded; None when none was."""
    return guard_evidence(file, max_bytes=EVIDENCE_BYTES) if file else None


def need_context(request: Request, need: ExpressedNeed) -> dict[str, Any]:
    """Return what the page of a need shows."""
    return {
        "need": need,
        "steps": list(steps_of(need)),
        "evidence": getattr(need, "evidence", None),
        "may_answer": bool(decide(request.actor, "access.answer_needs")),
        "answer_form": AnswerForm(initial={"answered_on": timezone.localdate()}),
    }


def asked_of(request: Request) -> tuple[ExpressedFilter, ExpressedAsked]:
    """Return the filter as a form and as a question; what is not offered is not asked."""
    form = ExpressedFilter(request.GET, auto_id="filter_%s")
    form.offer(areas=area_options(areas_of(request.actor)), specialties=specialties())
    given = form.cleaned_data if form.is_valid() else {}
    return form, ExpressedAsked(
        text=given.get("q", ""),
        area_path=given.get("area", ""),
        specialty=given.get("specialty", ""),
        state=given.get("state", ""),
    )


def specialties() -> list[Specialty]:
    """Return the specialties that a need may be about."""
    return list(Specialty.objects.order_by("position", "code"))
