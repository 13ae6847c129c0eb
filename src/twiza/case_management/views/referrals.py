"""Lists of referrals: all that one may see, as a file, and what waits at each facility."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.access.models import Specialty
from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.files.referral_table import referrals_table
from twiza.case_management.queries.referrals import (
    ReferralFilter,
    by_due_date,
    counts_of,
    facilities_of,
    for_a_table,
    referrals_asked,
    referrals_in_order,
    referrals_of,
    steps_of_referrals,
    waiting_by_facility,
    with_facilities,
)
from twiza.case_management.referral_forms import ReferralFilterForm
from twiza.case_management.rules import FOLLOW_REFERRALS
from twiza.core.spoken_code import in_halves
from twiza.core.text import sounds_asked
from twiza.documents.table_files import CONTENT_TYPES, table_as
from twiza.procedures.due import days_late

REFERRALS_PER_PAGE, FACILITIES_PER_PAGE, FACILITIES_OFFERED = 50, 50, 100
STATES = {"open": True, "closed": False}


@policy(FOLLOW_REFERRALS)
@require_GET
def referral_list(request: Request) -> HttpResponse:
    """List the referrals that one may see, what is due first at the top."""
    today = timezone.localdate()
    form, asked = filter_from(request, today)
    seen = referrals_of(request.actor)
    # Ids alone are put in order: whole rows of 20,000 referrals would be carried along to show 50 of them.
    found = by_due_date(referrals_asked(seen, asked)).values_list("pk", flat=True)
    counts, is_filtered = counts_of(seen, request.actor, today), asked != ReferralFilter()
    paginator = Paginator(found, REFERRALS_PER_PAGE)
    if not is_filtered:
        paginator.count = counts["all"]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "is_filtered": is_filtered,
        "counts": counts,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(one, days_late(one.file, today)) for one in referrals_in_order(list(page.object_list))],
        "query": request.GET.urlencode(),
    }
    return render(request, "case_management/referrals.html", context)


@policy(FOLLOW_REFERRALS)
@require_GET
def referrals_export(request: Request, kind: str) -> HttpResponse:
    """Send what is listed as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    today, language = timezone.localdate(), get_language() or "fr"
    _form, asked = filter_from(request, today)
    found = for_a_table(by_due_date(referrals_asked(referrals_of(request.actor), asked)))
    content = table_as(kind, referrals_table(found, on=today, language=language), language=language)
    record_audit(
        actor=request.actor, action=FOLLOW_REFERRALS, at=timezone.now(), outcome="exported", object_kind="referrals"
    )
    headers = {"Content-Disposition": f'attachment; filename="twiza-referrals.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@policy(FOLLOW_REFERRALS)
@require_GET
def referrals_waiting(request: Request) -> HttpResponse:
    """Show how many people wait at each facility, and for how long."""
    waiting = waiting_by_facility(referrals_of(request.actor), timezone.localdate())
    page = Paginator(waiting, FACILITIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "waiting": with_facilities(list(page.object_list)),
    }
    return render(request, "case_management/referrals_waiting.html", context)


def filter_from(request: Request, today: dt.date) -> tuple[ReferralFilterForm, ReferralFilter]:
    """Return the filter as a form and as a question; what is not offered is not asked."""
    seen = referrals_of(request.actor)
    facilities = facilities_of(seen, request.GET.get("facility", ""), most=FACILITIES_OFFERED)
    form = ReferralFilterForm(request.GET, auto_id="filter_%s")
    form.offer(steps=steps_of_referrals(), specialties=Specialty.objects.order_by("position"), facilities=facilities)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    state = given.get("state", "")
    return form, ReferralFilter(
        sounds=tuple(sounds_asked(in_halves(given.get("q", "")))),
        step="" if state in STATES else state,
        specialty=given.get("specialty", ""),
        facility=given.get("facility", ""),
        is_open=STATES.get(state),
        late_on=today if given.get("late") else None,
        owner_id=request.actor.person_id if given.get("mine") else None,
    )
