"""Documents, checks and answers of one file: given, looked at, withdrawn and brought back."""

from __future__ import annotations

import uuid

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.procedures.actions.held import (
    attach_piece,
    confirm_check,
    restore_piece,
    set_value,
    withdraw_confirmation,
    withdraw_piece,
)
from twiza.procedures.forms import CheckForm, OtherPieceForm, PieceForm, ReasonForm, ValueForm
from twiza.procedures.models import File, Requirement, Sort
from twiza.procedures.rules import VIEW_FILES
from twiza.procedures.storage import content_of
from twiza.procedures.views.answering import answer_plainly, answer_to
from twiza.procedures.views.found import file_for, piece_for, requirement_for


@policy(VIEW_FILES)
@require_POST
def file_piece_attach(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Attach a document that nobody asked for."""
    file = file_for(request, file_id)
    form = OtherPieceForm(request.POST, request.FILES, auto_id="piece-%s")
    return answer_to(
        request,
        file,
        "piece",
        form,
        lambda: attach_piece(
            file=file,
            requirement=None,
            upload=form.cleaned_data["file"],
            label=form.cleaned_data["label"],
            actor=request.actor,
            at=timezone.now(),
        ),
        _("The document is attached."),
    )


@policy(VIEW_FILES)
@require_POST
def file_need(request: Request, file_id: uuid.UUID, requirement_id: int) -> HttpResponse:
    """Give what the kind of a file asks for: attach, confirm or answer."""
    file = file_for(request, file_id)
    requirement = requirement_for(file, requirement_id)
    give = {Sort.PIECE: piece_given, Sort.CHECK: check_given, Sort.VALUE: value_given}[Sort(requirement.sort)]
    return give(request, file, requirement)


def piece_given(request: Request, file: File, requirement: Requirement) -> HttpResponse:
    """Attach the document asked for."""
    form = PieceForm(request.POST, request.FILES, auto_id=f"need-{requirement.pk}-%s")
    return answer_to(
        request,
        file,
        f"need-{requirement.pk}",
        form,
        lambda: attach_piece(
            file=file,
            requirement=requirement,
            upload=form.cleaned_data["file"],
            label="",
            actor=request.actor,
            at=timezone.now(),
        ),
        _("The document is attached."),
    )


def check_given(request: Request, file: File, requirement: Requirement) -> HttpResponse:
    """Confirm the check asked for."""
    form = CheckForm(request.POST, auto_id=f"need-{requirement.pk}-%s")
    return answer_to(
        request,
        file,
        f"need-{requirement.pk}",
        form,
        lambda: confirm_check(
            file=file,
            requirement=requirement,
            confirmed_on=form.cleaned_data["confirmed_on"],
            note=form.cleaned_data["note"],
            actor=request.actor,
            at=timezone.now(),
        ),
        _("The check is confirmed in your name."),
    )


def value_given(request: Request, file: File, requirement: Requirement) -> HttpResponse:
    """Give the answer asked for."""
    form: forms.Form = ValueForm(request.POST, auto_id=f"need-{requirement.pk}-%s")
    form.suit(requirement)  # type: ignore[attr-defined]
    return answer_to(
        request,
        file,
        f"need-{requirement.pk}",
        form,
        lambda: set_value(
            file=file,
            requirement=requirement,
            text=form.cleaned_data["text"],
            actor=request.actor,
            at=timezone.now(),
        ),
        _("The answer is kept."),
    )


@policy(VIEW_FILES)
@require_POST
def file_check_withdraw(request: Request, file_id: uuid.UUID, requirement_id: int) -> HttpResponse:
    """Take a confirmation back."""
    file = file_for(request, file_id)
    confirmation = get_object_or_404(file.confirmations, requirement=requirement_id, withdrawn_at=None)
    return answer_plainly(
        request,
        file,
        lambda: withdraw_confirmation(confirmation=confirmation, actor=request.actor, at=timezone.now()),
        _("The confirmation is taken back; it can be given again."),
    )


@policy(VIEW_FILES)
@require_GET
def file_piece(request: Request, file_id: uuid.UUID, piece_id: uuid.UUID) -> HttpResponse:
    """Send a document, to be kept rather than shown in the page."""
    piece = piece_for(file_for(request, file_id), piece_id)
    try:
        content = content_of(piece.content)
    except FileNotFoundError:
        raise Http404 from None
    record_audit(
        actor=request.actor, action=VIEW_FILES, at=timezone.now(), outcome="read", object_kind="piece",
        object_id=piece.pk,
    )  # fmt: skip
    response = HttpResponse(content, content_type=piece.content.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, piece.name) or "attachment"
    return response


@policy(VIEW_FILES)
@require_POST
def file_piece_withdraw(request: Request, file_id: uuid.UUID, piece_id: uuid.UUID) -> HttpResponse:
    """Let a document count no more."""
    file = file_for(request, file_id)
    piece, form = piece_for(file, piece_id), ReasonForm(request.POST, auto_id="withdraw-%s")
    return answer_to(
        request,
        file,
        "withdraw",
        form,
        lambda: withdraw_piece(
            piece=piece, reason=form.cleaned_data["reason"], actor=request.actor, at=timezone.now()
        ),
        _("The document is withdrawn. It is kept below, and can be brought back."),
    )


@policy(VIEW_FILES)
@require_POST
def file_piece_restore(request: Request, file_id: uuid.UUID, piece_id: uuid.UUID) -> HttpResponse:
    """Let a withdrawn document count again."""
    file = file_for(request, file_id)
    piece = piece_for(file, piece_id)
    return answer_plainly(
        request,
        file,
        lambda: restore_piece(piece=piece, actor=request.actor, at=timezone.now()),
        _("The document counts again."),
    )
