"""Acts on one file: moved, taken back, given an owner, a date, a party, a comment."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.models import Person
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.procedures.actions.details import (
    add_party,
    assign_owner,
    comment_on_file,
    remove_party,
    rename_file,
    set_anchor_date,
    set_due_date,
)
from twiza.procedures.actions.files import move_file, take_back_move
from twiza.procedures.file_page import owner_options, party_options
from twiza.procedures.forms import AnchorForm, CommentForm, DueForm, MoveForm, OwnerForm, PartyForm, TitleForm
from twiza.procedures.models import Move
from twiza.procedures.rules import OPEN_FILES, VIEW_FILES
from twiza.procedures.views.answering import answer_plainly, answer_to
from twiza.procedures.views.found import file_for, file_to_move, party_for


@policy(VIEW_FILES)
@require_POST
def file_move(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Move a file along one way."""
    file = file_to_move(request, file_id)
    move = get_object_or_404(
        Move.objects.select_related("to_step"), pk=number_in(request, "move"), version=file.version
    )
    form = MoveForm(request.POST, auto_id=f"move-{move.pk}-%s")
    form.suit(move, owner_options(file, timezone.localdate()))
    return answer_to(
        request,
        file,
        f"move-{move.pk}",
        form,
        lambda: move_file(
            file=file,
            move=move,
            seen_turn=form.cleaned_data["turn"],
            happened_on=form.cleaned_data["happened_on"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
            owner=person_chosen(form.cleaned_data.get("owner")),
        ),
        _("The file has moved on. This can be taken back as long as nothing else is done to it."),
    )


@policy(VIEW_FILES)
@require_POST
def file_take_back(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Take the last move back."""
    file, turn = file_to_move(request, file_id), number_in(request, "turn")
    return answer_plainly(
        request,
        file,
        lambda: take_back_move(file=file, seen_turn=turn, actor=request.actor, at=timezone.now()),
        _("The move is taken back: the file is where it was."),
    )


@policy(VIEW_FILES)
@require_POST
def file_owner(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Say whose the present step is."""
    file = file_for(request, file_id)
    form = OwnerForm(request.POST, auto_id="owner-%s")
    form.offer(owner_options(file, timezone.localdate()))
    return answer_to(
        request,
        file,
        "owner",
        form,
        lambda: assign_owner(
            file=file,
            owner=person_chosen(form.cleaned_data["owner"]),
            actor=request.actor,
            at=timezone.now(),
        ),
        _("The owner is changed."),
    )


@policy(OPEN_FILES)
@require_POST
def file_due(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Give the present step another due date."""
    file, form = file_for(request, file_id), DueForm(request.POST, auto_id="due-%s")
    return answer_to(
        request,
        file,
        "due",
        form,
        lambda: set_due_date(file=file, **form.cleaned_data, actor=request.actor, at=timezone.now()),
        _("The due date is changed."),
    )


@policy(OPEN_FILES)
@require_POST
def file_anchor(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Move the date from which steps are due."""
    file, form = file_for(request, file_id), AnchorForm(request.POST, auto_id="anchor-%s")
    return answer_to(
        request,
        file,
        "anchor",
        form,
        lambda: set_anchor_date(file=file, **form.cleaned_data, actor=request.actor, at=timezone.now()),
        _("The date of reference is changed."),
    )


@policy(OPEN_FILES)
@require_POST
def file_title(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Give a file another title."""
    file, form = file_to_move(request, file_id), TitleForm(request.POST, auto_id="title-%s")
    return answer_to(
        request,
        file,
        "title",
        form,
        lambda: rename_file(file=file, title=form.cleaned_data["title"], actor=request.actor, at=timezone.now()),
        _("The title is changed."),
    )


@policy(VIEW_FILES)
@require_POST
def file_comment(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Say something of a file."""
    file, form = file_for(request, file_id), CommentForm(request.POST, auto_id="comment-%s")
    return answer_to(
        request,
        file,
        "comment",
        form,
        lambda: comment_on_file(file=file, text=form.cleaned_data["text"], actor=request.actor, at=timezone.now()),
        _("Your comment is there for all who see this file."),
    )


@policy(OPEN_FILES)
@require_POST
def file_party(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Let another organisation take part."""
    file, form = file_to_move(request, file_id), PartyForm(request.POST, auto_id="party-%s")
    form.offer(party_options(file), file.version.parts.order_by("id"))
    return answer_to(
        request,
        file,
        "party",
        form,
        lambda: add_party(file=file, party=form.terms(), actor=request.actor, at=timezone.now()),
        _("The organisation takes part from now on, and sees this file."),
    )


@policy(OPEN_FILES)
@require_POST
def file_party_remove(request: Request, file_id: uuid.UUID, party_id: int) -> HttpResponse:
    """Let an organisation take part no more."""
    file = file_to_move(request, file_id)
    party = party_for(file, party_id)
    return answer_plainly(
        request,
        file,
        lambda: remove_party(party=party, actor=request.actor, at=timezone.now()),
        _("The organisation takes part no more. It can be added again below."),
    )


def person_chosen(person_id: int | None) -> Person | None:
    """Return the person chosen in a form that offered her."""
    return Person.objects.get(pk=person_id) if person_id else None


def number_in(request: Request, name: str) -> int:
    """Return a whole number that a form of ours sends along. Raises Http404 for anything else."""
    try:
        number = int(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
    if not 0 <= number < 2**31:
        raise Http404
    return number
