"""The page of one person of a register: what she agrees to, how she is reached, what was done and found."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.models import Referral
from twiza.case_management.queries.referrals import referrals_of
from twiza.core.answering import is_kept
from twiza.outreach.actions.care import agree_to_follow_up, note_care, withdraw_consent
from twiza.outreach.caravan_forms import CareForm, ConsentForm, care_form_of
from twiza.outreach.models import Attendance, CaravanDay, Consultation
from twiza.outreach.queries.referrals import referrals_made_of
from twiza.outreach.queries.register import lines_of
from twiza.outreach.rules import KEEP_REGISTERS
from twiza.outreach.views.found import day_to_register
from twiza.outreach.views.register import note_read


@policy(KEEP_REGISTERS)
@require_GET
def line_detail(request: Request, caravan_id: uuid.UUID, day_id: int, line_id: uuid.UUID) -> HttpResponse:
    """Show one person of a register."""
    day = day_to_register(request, caravan_id, day_id)
    note_read(request, day)
    return line_page(request, day, line_in(day, line_id))


def line_in(day: CaravanDay, line_id: uuid.UUID) -> Attendance:
    """Return a line of a day that stands. Raises Http404."""
    return get_object_or_404(lines_of(day), pk=line_id)


def line_page(
    request: Request,
    day: CaravanDay,
    line: Attendance,
    *,
    consent: ConsentForm | None = None,
    care: tuple[int, CareForm] | None = None,
) -> HttpResponse:
    """Show a person, with forms as they were sent where something is wrong in them."""
    sent = dict([care]) if care else {}
    asked: list[Consultation] = line.asked  # type: ignore[attr-defined]
    context = {
        "caravan": day.caravan,
        "day": day,
        "line": line,
        "consent": line.consents.filter(withdrawn_at=None).first(),
        "consent_form": consent or ConsentForm(initial={"name": line.name, "phone": line.phone}),
        "consultations": [(one, sent.get(one.pk) or care_form_of(one)) for one in asked],
        "sent_on": sent_on_shown(request, line),
    }
    return render(request, "outreach/caravans/line.html", context, status=422 if consent or care else 200)


def sent_on_shown(request: Request, line: Attendance) -> list[tuple[Referral, bool]]:
    """Return the referrals made of a person, each with whether the actor follows it."""
    made = list(referrals_made_of(line))
    seen = referrals_of(request.actor).filter(pk__in=[one.pk for one in made]) if made else ()
    followed = {one.pk for one in seen}
    return [(one, one.pk in followed) for one in made]


@policy(KEEP_REGISTERS)
@require_POST
def line_consent(request: Request, caravan_id: uuid.UUID, day_id: int, line_id: uuid.UUID) -> HttpResponse:
    """Keep that somebody agrees to be called, and how she is reached."""
    day = day_to_register(request, caravan_id, day_id)
    line, form = line_in(day, line_id), ConsentForm(request.POST)
    agree = partial(agree_to_follow_up, attendance=line, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: agree(**form.cleaned_data)):
        messages.success(request, _("Kept: this person may be called."))
        return redirect("line", caravan_id, day_id, line_id)
    return line_page(request, day, line, consent=form)


@policy(KEEP_REGISTERS)
@require_POST
def line_withdraw(request: Request, caravan_id: uuid.UUID, day_id: int, line_id: uuid.UUID) -> HttpResponse:
    """Erase a name and a telephone number: the person agrees no more."""
    day = day_to_register(request, caravan_id, day_id)
    withdraw_consent(attendance=line_in(day, line_id), actor=request.actor, at=timezone.now())
    messages.success(request, _("The name and the telephone number are erased."))
    return redirect("line", caravan_id, day_id, line_id)


@policy(KEEP_REGISTERS)
@require_POST
def consultation_care(request: Request, caravan_id: uuid.UUID, day_id: int, consultation_id: int) -> HttpResponse:
    """Keep what was done and found in a consultation."""
    day = day_to_register(request, caravan_id, day_id)
    found = Consultation.objects.filter(attendance__day=day, attendance__taken_back_at__isnull=True)
    consultation = get_object_or_404(found.select_related("attendance__day"), pk=consultation_id)
    line = line_in(day, consultation.attendance_id)
    form = care_form_of(consultation, request.POST)
    keep = partial(note_care, consultation=consultation, actor=request.actor, at=timezone.now())
    if is_kept(form, lambda: keep(codes=form.cleaned_data["codes"], new=set(form.cleaned_data["new"]))):
        messages.success(request, _("Acts and findings are kept."))
        return redirect("line", caravan_id, day_id, line.pk)
    return line_page(request, day, line, care=(consultation.pk, form))
