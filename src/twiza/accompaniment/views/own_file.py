"""
A person's own file, opened with the code on her paper, without an account and without scripts.

The browser remembers for a quarter of an hour which code opened it, and asks each time whether it still does.
"""

from __future__ import annotations

import datetime as dt
import uuid
from http import HTTPStatus

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accompaniment.actions.agreements import withdraw_by_herself
from twiza.accompaniment.actions.own_file import note_opened_by_herself
from twiza.accompaniment.forms import CodeForm
from twiza.accompaniment.models import Agreement, FileCode
from twiza.accompaniment.own_page import is_whole, own_file_of
from twiza.accompaniment.queries.own_file import code_typed, code_used
from twiza.accounts.policies import PUBLIC, policy
from twiza.accounts.private_pages import private
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go

OPENED = "own_file"
STAYS_OPEN = dt.timedelta(minutes=15)


@policy(PUBLIC)
@require_http_methods(["GET", "POST"])
@private
def own_file(request: Request) -> HttpResponse:
    """Ask for the code, and show the file that it opens."""
    if request.method == "POST":
        return opened(request)
    code = code_open(request)
    if code is None:
        return asked_for_code(request, CodeForm())
    return render(request, "accompaniment/own_file.html", own_file_of(code.accompaniment, timezone.localdate()))


def opened(request: Request) -> HttpResponse:
    """Open the file of a code; a wrong one, an expired and a revoked one are answered alike, and attempts counted."""
    form = CodeForm(request.POST)
    if not consume(request, action="own_file"):
        form.add_error(None, _("Too many attempts: wait some minutes, then try again."))
        return asked_for_code(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    now = timezone.now()
    code = code_typed(form.cleaned_data["code"], now) if form.is_valid() else None
    if code is None:
        form.add_error("code", _("This code opens nothing. Check each figure, or ask for a new paper."))
        return asked_for_code(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    note_opened_by_herself(accompaniment=code.accompaniment, at=now)
    request.session.cycle_key()
    request.session[OPENED] = [str(code.pk), now.timestamp()]
    return redirect("own_file")


def asked_for_code(request: Request, form: CodeForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """Show the form that asks for the code."""
    return render(request, "accompaniment/own_code.html", {"form": form}, status=status)


def code_open(request: Request) -> FileCode | None:
    """Return the code that opened a file in this browser, if it did so lately and still opens it."""
    now = timezone.now()
    code_id, opened_at = request.session.get(OPENED, ("", 0.0))
    is_late = now.timestamp() - opened_at > STAYS_OPEN.total_seconds()
    return None if is_late else code_used(code_id, now)


@policy(PUBLIC)
@require_http_methods(["GET", "POST"])
@private
def own_withdraw(request: Request, agreement_id: uuid.UUID) -> HttpResponse:
    """Say what withdrawing an agreement does, then withdraw it."""
    code = code_open(request)
    if code is None:
        raise Http404
    held = code.accompaniment.agreements.filter(withdrawn_at=None).select_related("recipient", "reader")
    agreement: Agreement = get_object_or_404(held, pk=agreement_id)
    if request.method == "POST":
        return act_and_go(
            request,
            lambda: withdraw_by_herself(agreement=agreement, at=timezone.now()),
            _("You withdrew it. It holds from now on."),
            reverse("own_file"),
        )
    context = {"agreement": agreement, "is_whole": is_whole(agreement)}
    return render(request, "accompaniment/own_withdraw.html", context)


@policy(PUBLIC)
@require_POST
@private
def own_close(request: Request) -> HttpResponse:
    """Close the file in this browser."""
    request.session.pop(OPENED, None)
    messages.success(request, _("Your file is closed on this device."))
    return redirect("own_file")
