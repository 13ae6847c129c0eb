"""Rights whose end is near, what was done about each, and those that were never used."""

from __future__ import annotations

import datetime as dt
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
from twiza.core.names import name_in
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.social_protection.files.rights_table import rights_table
from twiza.social_protection.filter_forms import RightFilterForm, homes_in, whole
from twiza.social_protection.models import OpenRight
from twiza.social_protection.queries.enrolments import schemes_with_files
from twiza.social_protection.queries.rights import Next, RightFilter, never_used, rights_asked, rights_of, stage_of
from twiza.social_protection.rules import FOLLOW_RIGHTS

ROWS_PER_PAGE = 50


@policy(FOLLOW_RIGHTS)
@require_GET
def rights_ending(request: Request) -> HttpResponse:
    """List the rights whose end is near, and those that were never used."""
    today, seen = timezone.localdate(), rights_of(request.actor)
    form, asked = filter_from(request, today)
    page = Paginator(rights_asked(seen, asked, today), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    unused = never_used(seen, today)
    context = {
        "filter": form,
        "is_filtered": asked != RightFilter(),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [row_of(one, today) for one in page],
        "query": request.GET.urlencode(),
        "unused": list(unused[:ROWS_PER_PAGE]),
        "unused_count": unused.count(),
    }
    return render(request, "social_protection/ending.html", context)


@policy(FOLLOW_RIGHTS)
@require_GET
def rights_ending_export(request: Request, kind: str) -> HttpResponse:
    """Send what is listed as a file, without names."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    today, language = timezone.localdate(), get_language() or "fr"
    _form, asked = filter_from(request, today)
    table = rights_table(rights_asked(rights_of(request.actor), asked, today), on=today, language=language)
    record_audit(
        actor=request.actor, action=FOLLOW_RIGHTS, at=timezone.now(), outcome="exported", object_kind="rights_ending"
    )
    headers = {"Content-Disposition": f'attachment; filename="twiza-rights-ending.{kind}"'}
    return HttpResponse(table_as(kind, table, language=language), content_type=CONTENT_TYPES[kind], headers=headers)


def row_of(right: OpenRight, today: dt.date) -> tuple[OpenRight, int | None, str, Next]:
    """Return a right with the days it has left, the quarter of its end, and what was done about it."""
    days = (right.until - today).days if right.until else None
    return right, days, quarter_of(right.until), stage_of(right)


def quarter_of(day: dt.date | None) -> str:
    """Return the quarter of a day, the year and which of its four; empty of none."""
    return f"{day.year} · {(day.month + 2) // 3}/4" if day else ""


def filter_from(request: Request, today: dt.date) -> tuple[RightFilterForm, RightFilter]:
    """Return the filter as a form and as a question; what is not offered is not asked."""
    form = RightFilterForm(request.GET, auto_id="filter_%s")
    form.offer_homes(request.actor, today)
    language = get_language() or "fr"
    form.offer([(str(one.pk), name_in(one.names, language)) for one in schemes_with_files()])
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return form, RightFilter(
        homes=homes_in(given, request.actor),
        scheme_id=whole(given.get("scheme")),
        owner_id=whole(given.get("agent")),
        months=whole(given.get("within")),
        next=Next(given["next"]) if given.get("next") else None,
    )
