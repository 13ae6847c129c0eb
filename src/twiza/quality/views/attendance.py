"""The page on which the monthly attendance of a centre is brought in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.facilities.models import Facility
from twiza.quality.actions.attendance import keep_attendance
from twiza.quality.forms import AttendanceForm
from twiza.quality.queries import facts_of
from twiza.quality.rules import HOLD_ROUND, HOLD_ROUNDS
from twiza.quality.views.evolution import centre_asked


@policy(HOLD_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def quality_attendance(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Bring in how many came to a centre, month by month."""
    facility, evolution = centre_asked(request, facility_id)
    if not decide(request.actor, HOLD_ROUND, facts_of(evolution.rounds[0].round)):
        raise Http404
    form = AttendanceForm(request.POST or None)
    if request.method == "POST" and is_kept(form, lambda: attendance_kept(request, facility, form)):
        return redirect("quality_evolution", facility.pk)
    context = {"form": form, "facility": facility}
    return render(request, "quality/attendance_new.html", context, status=422 if form.errors else 200)


def attendance_kept(request: Request, facility: Facility, form: AttendanceForm) -> int:
    """Keep the months that a form gives, and say how many. Raises as `keep_attendance` does."""
    said = form.cleaned_data
    many = keep_attendance(
        facility=facility,
        consultations=said["months"],
        source=said["source"],
        actor=request.actor,
        at=timezone.now(),
    )
    sentence = ngettext("%(months)s month is kept.", "%(months)s months are kept.", many)
    messages.success(request, sentence % {"months": many})
    return many
