"""Lists: the schemes there are, and the files that wait."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
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
from twiza.procedures.due import days_late
from twiza.procedures.models import Step
from twiza.social_protection.files.enrolment_table import enrolments_table
from twiza.social_protection.filter_forms import EnrolmentFilterForm, homes_in, whole
from twiza.social_protection.models import Scheme
from twiza.social_protection.queries.enrolments import (
    EnrolmentFilter,
    by_waiting,
    enrolments_asked,
    enrolments_in_order,
    enrolments_of,
    schemes_with_files,
)
from twiza.social_protection.rules import FOLLOW_RIGHTS

ROWS_PER_PAGE = 50
STATES = {"open": True, "closed": False}


@policy(FOLLOW_RIGHTS)
@require_GET
def enrolment_list(request: Request) -> HttpResponse:
    """List the files that one may see: whom each waits for, since when, and whether it is late."""
    today = timezone.localdate()
    form, asked = filter_from(request, today)
    seen = enrolments_of(request.actor)
    found = by_waiting(enrolments_asked(seen, asked)).values_list("pk", flat=True)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    rows = enrolments_in_order(list(page.object_list))
    context = {
        "filter": form,
        "is_filtered": asked != EnrolmentFilter(),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(one, (today - one.file.entered_on).days, days_late(one.file, today)) for one in rows],
        "query": request.GET.urlencode(),
    }
    return render(request, "social_protection/enrolments.html", context)


@policy(FOLLOW_RIGHTS)
@require_GET
def enrolments_export(request: Request, kind: str) -> HttpResponse:
    """Send what is listed as a file, without names."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    today, language = timezone.localdate(), get_language() or "fr"
    _form, asked = filter_from(request, today)
    found = by_waiting(enrolments_asked(enrolments_of(request.actor), asked))
    content = table_as(kind, enrolments_table(found, on=today, language=language), language=language)
    record_audit(
        actor=request.actor, action=FOLLOW_RIGHTS, at=timezone.now(), outcome="exported", object_kind="enrolments"
    )
    headers = {"Content-Disposition": f'attachment; filename="twiza-enrolments.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@policy(FOLLOW_RIGHTS)
@require_GET
def scheme_list(request: Request) -> HttpResponse:
    """List the schemes that households are oriented to, with what is set and what is not."""
    seen = enrolments_of(request.actor).select_related(None).order_by()
    files = dict(seen.values_list("scheme").annotate(count=Count("pk")))
    schemes = Scheme.objects.prefetch_related("alerts").order_by("country", "rank")
    rows = [
        (one, sorted((alert.months for alert in one.alerts.all()), reverse=True), files.get(one.pk, 0))
        for one in schemes
    ]
    return render(request, "social_protection/schemes.html", {"rows": rows})


def filter_from(request: Request, today: dt.date) -> tuple[EnrolmentFilterForm, EnrolmentFilter]:
    """Return the filter as a form and as a question; what is not offered is not asked."""
    language, schemes = get_language() or "fr", schemes_with_files()
    steps = Step.objects.filter(version__kind__code__in=[one.file_kind for one in schemes], version__state="active")
    form = EnrolmentFilterForm(request.GET, auto_id="filter_%s")
    form.offer_homes(request.actor, today)
    form.offer(
        [(str(one.pk), name_in(one.names, language)) for one in schemes],
        [(one.code, name_in(one.names, language)) for one in steps.order_by("version__kind__code", "position")],
    )
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    state = given.get("step", "")
    return form, EnrolmentFilter(
        homes=homes_in(given, request.actor),
        scheme_id=whole(given.get("scheme")),
        step="" if state in STATES else state,
        is_open=STATES.get(state),
        late_on=today if given.get("late") else None,
        owner_id=request.actor.person_id if given.get("mine") else whole(given.get("agent")),
    )
