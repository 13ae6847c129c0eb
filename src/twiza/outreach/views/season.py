"""The season's report: what the caravans of an area and a period did, on a page and as files."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.outreach.files.season import season_file
from twiza.outreach.models import Caravan
from twiza.outreach.queries.caravans import caravans_of
from twiza.outreach.queries.season import season_of
from twiza.outreach.rules import VIEW_CARAVANS
from twiza.outreach.season_form import SeasonForm
from twiza.outreach.season_page import SeasonPage, gap_told, season_page
from twiza.outreach.views.exports import attachment

CARAVANS_PER_PAGE = 50
KINDS = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@policy(VIEW_CARAVANS)
@require_GET
def season(request: Request) -> HttpResponse:
    """Show what the caravans of a season did; `?area=…&start=…&end=…&organisation=…` say which."""
    form, page = asked_for(request)
    paginator = Paginator(page.caravans, CARAVANS_PER_PAGE)
    rows = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "season": page,
        "page": rows,
        "page_numbers": paginator.get_elided_page_range(rows.number),
        "asked": asked_in(request),
        **gaps(page),
    }
    return render(request, "outreach/season/season.html", context, status=422 if form.errors else 200)


@policy(VIEW_CARAVANS)
@require_GET
def season_export(request: Request, kind: str) -> HttpResponse:
    """Answer with a season as a PDF, a workbook or a table of text."""
    if kind not in KINDS:
        raise Http404
    _form, page = asked_for(request)
    record_audit(
        actor=request.actor,
        action=VIEW_CARAVANS,
        at=timezone.now(),
        outcome="season_exported",
        object_kind="season",
        object_id=f"{page.season.terms.start}/{page.season.terms.end}",
    )
    content = season_file(kind, page, language=get_language() or "fr")
    return attachment(content, KINDS[kind], f"twiza-season-{page.season.terms.start}-{page.season.terms.end}.{kind}")


def asked_for(request: Request) -> tuple[SeasonForm, SeasonPage]:
    """Return the form as it was sent, and the season that it asks for."""
    caravans = caravans_of(request.actor)
    # What a person sees through two doors (as its planner, as a partner) is one caravan.
    mine = Caravan.objects.filter(pk__in=caravans.order_by().values("pk")).select_related("area", "organisation")
    form = SeasonForm(request.GET, caravans=mine)
    return form, season_page(season_of(mine, form.terms(today=timezone.localdate())))


def asked_in(request: Request) -> str:
    """Return what was asked for, to be asked again of a file."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def gaps(page: SeasonPage) -> dict[str, Any]:
    """Return the gap before and since, where it may be told."""
    return {"gap_before": gap_told(page.season.gap_before), "gap_since": gap_told(page.season.gap_since)}
