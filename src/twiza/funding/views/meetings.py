"""Pages of meetings of committees: planned, written down, cancelled and brought back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.funding.actions.meetings import bring_back_meeting, cancel_meeting, plan_meeting, report_meeting
from twiza.funding.convention_page import obligation_rows
from twiza.funding.forms import MeetingForm, ReportForm
from twiza.funding.models import Convention, Meeting
from twiza.funding.rules import KEEP_CONVENTIONS, VIEW_CONVENTIONS
from twiza.funding.views.found import committee_for, convention_for, convention_to_change, may_change, meeting_for
from twiza.funding.views.sending import attachment, note_export
from twiza.procedures.storage import EXTENSIONS, content_of


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def meeting_new(request: Request, convention_id: uuid.UUID, committee_id: uuid.UUID) -> HttpResponse:
    """Plan a meeting of a committee."""
    convention = convention_to_change(request, convention_id)
    committee = committee_for(convention, committee_id)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = plan_meeting(committee=committee, actor=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The meeting is planned."))
            return redirect("meeting", convention.pk, meeting.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"convention": convention, "committee": committee, "form": form}
    return render(request, "funding/meeting_form.html", context, status=422 if form.errors else 200)


@policy(VIEW_CONVENTIONS)
@require_GET
def meeting_detail(request: Request, convention_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Show a meeting: when, who was there, what was said and decided."""
    convention = convention_for(request, convention_id)
    meeting = meeting_for(convention, meeting_id)
    return meeting_shown(request, convention, meeting, ReportForm(initial=report_in_form(meeting)))


def meeting_shown(request: Request, convention: Convention, meeting: Meeting, form: ReportForm) -> HttpResponse:
    """Show a meeting, with the form of its report as it was sent."""
    rows = obligation_rows(convention, timezone.localdate())
    context = {
        "convention": convention,
        "meeting": meeting,
        "decisions": [row for row in rows if row.obligation.meeting_id == meeting.pk],
        "form": form,
        "may_change": may_change(request, convention) and convention.file.closed_at is None,
    }
    return render(request, "funding/meeting.html", context, status=422 if form.errors else 200)


def report_in_form(meeting: Meeting) -> dict[str, object]:
    """Return what is known of a meeting as its form shows it."""
    return {
        "held_on": meeting.held_on or meeting.planned_on,
        "attendance": meeting.attendance or meeting.committee.members,
        "minutes": meeting.minutes,
    }


@policy(KEEP_CONVENTIONS)
@require_POST
def meeting_report(request: Request, convention_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Write down what happened at a meeting."""
    convention = convention_to_change(request, convention_id)
    meeting = meeting_for(convention, meeting_id)
    form = ReportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            report_meeting(
                meeting=meeting,
                report=form.report(),
                upload=form.cleaned_data["file"],
                actor=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("The meeting is written down. Add what it decided."))
            return redirect("meeting", convention.pk, meeting.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return meeting_shown(request, convention, meeting_for(convention, meeting_id), form)


@policy(KEEP_CONVENTIONS)
@require_POST
def meeting_cancel(request: Request, convention_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Cancel a meeting, or plan it again."""
    convention = convention_to_change(request, convention_id)
    meeting = meeting_for(convention, meeting_id)
    change = bring_back_meeting if meeting.cancelled_at else cancel_meeting
    try:
        change(meeting=meeting, actor=request.actor, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("meeting", convention.pk, meeting.pk)


@policy(VIEW_CONVENTIONS)
@require_GET
def meeting_minutes(request: Request, convention_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Send the minutes of a meeting as a file."""
    meeting = meeting_for(convention_for(request, convention_id), meeting_id)
    if meeting.minutes_content is None:
        raise Http404
    note_export(request, "minutes", meeting.pk)
    content_type = meeting.minutes_content.content_type
    name = f"twiza-pv-{meeting.planned_on:%Y-%m-%d}.{EXTENSIONS[content_type]}"
    return attachment(content_of(meeting.minutes_content), content_type, name)
