"""The report of a caravan: as it stands, as it was published, and on paper."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import PUBLIC, policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go
from twiza.outreach.actions.report import publish_report, show_report_again, withdraw_report
from twiza.outreach.files.report import report_sheet
from twiza.outreach.models import Caravan, CaravanReport
from twiza.outreach.queries.report import published_reports, readable_report, report_sources, reports_of
from twiza.outreach.report_content import report_content
from twiza.outreach.report_page import report_context
from twiza.outreach.rules import MAKE_CARAVANS, SEE_COSTS, VIEW_CARAVAN, VIEW_CARAVANS
from twiza.outreach.views.exports import attachment
from twiza.outreach.views.found import caravan_for, caravan_to_change, may
from twiza.outreach.views.preparing import may_change

REPORTS_PER_PAGE = 25


class LessonsForm(forms.Form):
    """What is to be learnt from a caravan, in words that everybody may read."""

    lessons = forms.CharField(
        label=gettext_lazy("Lessons"),
        required=False,
        max_length=600,
        widget=forms.Textarea({"dir": "auto", "rows": 4}),
        help_text=gettext_lazy("Everybody will read them: name nobody. 600 characters at most."),
    )


@policy(VIEW_CARAVANS)
@require_GET
def report_room(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show the report of a caravan as it stands, and the versions that were published."""
    return room(request, caravan_for(request, caravan_id), None)


def room(request: Request, caravan: Caravan, form: LessonsForm | None) -> HttpResponse:
    """Show the room, with the form as it was sent where something is wrong in it."""
    content = draft_for(request, caravan)
    may_publish = may_change(request, caravan)
    context = {
        **report_context(content),
        "caravan": caravan,
        "versions": reports_of(caravan),
        "may_publish": may_publish,
        "is_open": caravan.days.filter(closed_at__isnull=True).exists(),
        "form": form or LessonsForm(initial={"lessons": content["lessons"][:600]}),
    }
    return render(request, "outreach/caravans/report.html", context, status=422 if form else 200)


@policy(VIEW_CARAVANS)
@require_GET
def report_pdf(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Answer with the report as it stands, on one sheet of paper."""
    caravan = caravan_for(request, caravan_id)
    content = draft_for(request, caravan)
    note_export(request, caravan.pk)
    draft = report_sheet(content, published=_("Draft, not published"), language=get_language() or "fr")
    return attachment(draft, "application/pdf", f"twiza-caravan-{caravan.year}-{caravan.number}.pdf")


@policy(MAKE_CARAVANS)
@require_POST
def report_publish(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Publish the report of a caravan as it stands."""
    caravan, form = caravan_to_change(request, caravan_id), LessonsForm(request.POST)
    if not form.is_valid():
        return room(request, caravan, form)
    return act_and_go(
        request,
        lambda: publish_report(caravan=caravan, actor=request.actor, at=timezone.now(), **form.cleaned_data),
        _("The report is published: everybody may read it at its address."),
        reverse("caravan_report", args=[caravan.pk]),
    )


@policy(MAKE_CARAVANS)
@require_POST
def report_withdraw(request: Request, caravan_id: uuid.UUID, report_id: uuid.UUID) -> HttpResponse:
    """Withdraw a published version, or show it again."""
    caravan = caravan_to_change(request, caravan_id)
    report = get_object_or_404(caravan.reports, pk=report_id)
    if report.withdrawn_at is None:
        withdraw_report(report=report, actor=request.actor, at=timezone.now())
        messages.success(request, _("The version is withdrawn: its address answers nobody. It can be shown again."))
    else:
        show_report_again(report=report, actor=request.actor, at=timezone.now())
        messages.success(request, _("The version is shown again."))
    return redirect("caravan_report", caravan.pk)


@policy(PUBLIC)
@require_GET
def report_list(request: Request) -> HttpResponse:
    """List the reports of caravans that everybody may read, the newest first."""
    paginator = Paginator(published_reports(request.actor), REPORTS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {"page": page, "page_numbers": paginator.get_elided_page_range(page.number)}
    return render(request, "outreach/caravans/reports.html", context)


@policy(PUBLIC)
@require_GET
def report_published(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Show a report as it was published."""
    report = found(request, report_id)
    context = {**report_context(report.content), "version": report}
    return render(request, "outreach/caravans/report_published.html", context)


@policy(PUBLIC)
@require_GET
def report_published_pdf(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Answer with a published report on one sheet of paper."""
    report = found(request, report_id)
    said = _("Published on %(day)s, version %(number)d") % {
        "day": date_format(report.published_at, "DATE_FORMAT"),
        "number": report.number,
    }
    content = report_sheet(report.content, published=said, language=get_language() or "fr")
    return attachment(content, "application/pdf", f"twiza-caravan-report-{report.pk}.pdf")


def draft_for(request: Request, caravan: Caravan) -> dict[str, Any]:
    """Return the report as it stands; what it cost is for those who may open the costs, until it is published."""
    content = report_content(report_sources(caravan, lessons=None))
    return content if may(request, caravan, SEE_COSTS) else content | {"cost": None, "cost_each": None}


def found(request: Request, report_id: uuid.UUID) -> CaravanReport:
    """Return a report that everybody may read. Raises Http404."""
    report = readable_report(request.actor, report_id)
    if report is None:
        raise Http404
    return report


def note_export(request: Request, caravan_id: uuid.UUID) -> None:
    """Write in the audit chain that a report left as a file."""
    record_audit(
        actor=request.actor,
        action=VIEW_CARAVAN,
        at=timezone.now(),
        outcome="report_exported",
        object_kind="caravan",
        object_id=caravan_id,
    )
