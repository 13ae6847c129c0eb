"""Pages of evolution: a centre round after round, all centres side by side, and both as files."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.facilities.models import Facility
from twiza.quality.attendance import attendance_of
from twiza.quality.evolution import Evolution, evolution_of, last_rounds, rounds_of_centre
from twiza.quality.evolution_page import charts_of, domain_names, rows_of
from twiza.quality.files.tables import scores_table
from twiza.quality.forms import DayForm
from twiza.quality.queries import facts_of, rounds_of
from twiza.quality.rules import HOLD_ROUND, VIEW_ROUNDS

CENTRES_PER_PAGE = 50


@policy(VIEW_ROUNDS)
@require_GET
def quality_evolution(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Show the scores of a centre, round after round."""
    facility, evolution = centre_asked(request, facility_id)
    context = {
        "facility": facility,
        "may_hold": bool(decide(request.actor, HOLD_ROUND, facts_of(evolution.rounds[0].round))),
        "charts": charts_of(evolution),
        "domains": domain_names(evolution),
        "rows": rows_of(evolution),
        "attendance": attendance_of(request.actor, facility, [one.round for one in evolution.rounds]),
    }
    return render(request, "quality/evolution.html", context)


@policy(VIEW_ROUNDS)
@require_GET
def quality_evolution_export(request: Request, facility_id: uuid.UUID, kind: str) -> HttpResponse:
    """Send the scores of a centre, round after round, as a file."""
    refuse_other_kind(kind)
    _facility, evolution = centre_asked(request, facility_id)
    return table_sent(request, kind, evolution, "quality-evolution")


@policy(VIEW_ROUNDS)
@require_GET
def quality_centres(request: Request) -> HttpResponse:
    """Show the last round of each centre up to a day, side by side."""
    form, on = day_asked(request)
    page = Paginator(last_rounds(rounds_of(request.actor), on), CENTRES_PER_PAGE).get_page(request.GET.get("page"))
    evolution = evolution_of(list(page.object_list))
    context = {
        "filter": form,
        "on": on,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "domains": domain_names(evolution),
        "rows": rows_of(evolution),
        "query": f"on={on:%Y-%m-%d}",
    }
    return render(request, "quality/centres.html", context, status=422 if form.errors else 200)


@policy(VIEW_ROUNDS)
@require_GET
def quality_centres_export(request: Request, kind: str) -> HttpResponse:
    """Send the last round of each centre up to a day as a file."""
    refuse_other_kind(kind)
    _form, on = day_asked(request)
    evolution = evolution_of(list(last_rounds(rounds_of(request.actor), on)))
    return table_sent(request, kind, evolution, "quality-centres")


def centre_asked(request: Request, facility_id: uuid.UUID) -> tuple[Facility, Evolution]:
    """Return a centre where a round was held that the actor may see, and its scores. Raises Http404."""
    rounds = rounds_of_centre(rounds_of(request.actor), get_object_or_404(Facility, pk=facility_id))
    if not rounds:
        raise Http404
    return rounds[0].facility, evolution_of(rounds)


def day_asked(request: Request) -> tuple[DayForm, dt.date]:
    """Return the form of a day and the day it gives; today where it gives none."""
    today = timezone.localdate()
    form = DayForm(request.GET or {"on": today}, auto_id="scope_%s")
    return form, form.cleaned_data["on"] or today if form.is_valid() else today


def refuse_other_kind(kind: str) -> None:
    """Say that nothing is here when a kind of file is asked for that we do not write. Raises Http404."""
    if kind not in {"xlsx", "csv"}:
        raise Http404


def table_sent(request: Request, kind: str, evolution: Evolution, name: str) -> HttpResponse:
    """Return scores as a file to save, and keep that they went out."""
    language = get_language() or "fr"
    content = table_as(kind, scores_table(evolution, language=language), language=language)
    record_audit(actor=request.actor, action=VIEW_ROUNDS, at=timezone.now(), outcome="exported", object_kind=name)
    headers = {"Content-Disposition": f'attachment; filename="twiza-{name}.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)
