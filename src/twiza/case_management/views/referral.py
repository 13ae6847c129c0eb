"""One referral: its page and its slip, and the page again with what is wrong in a form."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.links import site_of
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.models import Referral
from twiza.case_management.referral_page import answer_address, referral_context
from twiza.case_management.rules import FOLLOW_REFERRALS, SEE_REFERRAL
from twiza.case_management.views.found import referral_for
from twiza.core.answering import is_kept
from twiza.procedures.file_page import Refused

STATUS_REFUSED = 422


@policy(FOLLOW_REFERRALS)
@require_GET
def referral_detail(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Show one referral."""
    referral = referral_for(request, referral_id)
    note(request, referral, "read")
    return referral_shown(request, referral, None)


@policy(FOLLOW_REFERRALS)
@require_GET
def referral_slip(request: Request, referral_id: uuid.UUID) -> HttpResponse:
    """Give the slip that the person takes along."""
    from twiza.case_management.files.referral_slip import slip_of  # noqa: PLC0415 -- slow import

    referral = referral_for(request, referral_id)
    note(request, referral, "exported")
    address = answer_address(referral, timezone.now(), site_of(request))
    content = slip_of(referral, answer_address=address, language=request.LANGUAGE_CODE)
    headers = {"Content-Disposition": f'inline; filename="twiza-{referral.file.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def answer_to(
    request: Request, referral: Referral, name: str, form: forms.Form, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do what a form asks and go back to the referral, or show it with the form as it came and what is wrong."""
    if is_kept(form, act):
        messages.success(request, said)
        return redirect("referral", referral.pk)
    return referral_shown(request, referral, Refused(name, form))


def referral_shown(request: Request, referral: Referral, refused: Refused | None) -> HttpResponse:
    """Return the page of a referral, with the form that was refused, if one was."""
    fresh = referral_for(request, referral.pk)
    context = referral_context(
        fresh, request.actor, at=timezone.now(), site=site_of(request),
        back=f"/{request.LANGUAGE_CODE}/referrals/{fresh.pk}/", refused=refused,
    )  # fmt: skip
    return render(request, "case_management/referral.html", context, status=STATUS_REFUSED if refused else 200)


def note(request: Request, referral: Referral, outcome: str) -> None:
    """Write in the audit chain that a referral was read, or left as a file."""
    record_audit(
        actor=request.actor, action=SEE_REFERRAL, at=timezone.now(), outcome=outcome, object_kind="referral",
        object_id=referral.pk,
    )  # fmt: skip
