"""How long files wait for the offices outside the house."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.social_protection.files.offices_table import offices_table
from twiza.social_protection.filter_forms import OfficeFilterForm, homes_in, whole
from twiza.social_protection.queries.enrolments import (
    EnrolmentFilter,
    enrolments_asked,
    enrolments_of,
    schemes_with_files,
)
from twiza.social_protection.queries.offices import Office, offices
from twiza.social_protection.rules import FOLLOW_RIGHTS


@policy(FOLLOW_RIGHTS)
@require_GET
def office_list(request: Request) -> HttpResponse:
    """Show what waits for each office outside, for how long, and how long it took."""
    form, found = offices_asked(request, timezone.localdate())
    context = {"filter": form, "offices": found, "query": request.GET.urlencode()}
    return render(request, "social_protection/offices.html", context)


@policy(FOLLOW_RIGHTS)
@require_GET
def offices_export(request: Request, kind: str) -> HttpResponse:
    """Send what is shown as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    today, language = timezone.localdate(), get_language() or "fr"
    _form, found = offices_asked(request, today)
    content = table_as(kind, offices_table(found, on=today, language=language), language=language)
    headers = {"Content-Disposition": f'attachment; filename="twiza-offices.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


def offices_asked(request: Request, today: dt.date) -> tuple[OfficeFilterForm, list[Office]]:
    """Return the filter as a form, and what it asks for."""
    form, language = OfficeFilterForm(request.GET, auto_id="filter_%s"), get_language() or "fr"
    form.offer_homes(request.actor, today)
    form.offer([(str(one.pk), name_in(one.names, language)) for one in schemes_with_files()])
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    asked = EnrolmentFilter(
        homes=homes_in(given, request.actor),
        scheme_id=whole(given.get("scheme")),
        owner_id=whole(given.get("agent")),
    )
    among = enrolments_asked(enrolments_of(request.actor), asked)
    return form, offices(among, start=given.get("start"), end=given.get("end"), on=today)
