"""The file of a demonstration's caravan, moved on step by step with documents that are nobody's."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from twiza.accounts.decisions import Actor
from twiza.documents.pdf import render_pdf
from twiza.procedures.actions.files import move_file
from twiza.procedures.actions.held import attach_piece, confirm_check, set_value
from twiza.procedures.models import File, Move, Requirement, Sort, ValueKind
from twiza.procedures.queries.missing import missing_for

ANSWERS = {ValueKind.TEXT: "démonstration", ValueKind.NUMBER: "1"}


def walk_file(file: File, *, until: str, actor: Actor, at: dt.datetime) -> File:
    """Move a file along the steps of its kind until one of them, giving whatever each asks for."""
    document = render_pdf("outreach/caravans/demonstration_piece.html", {"is_demonstration": True}, language="fr")
    while file.step.code != until:
        move = next_move(file)
        for requirement in missing_for(file, move):
            give(file, requirement, document, actor, at)
        on = max(file.entered_on, min(file.due_on or file.entered_on, at.date()))
        move_file(file=file, move=move, seen_turn=file.turn, happened_on=on, reason="", actor=actor, at=at)
        file = File.objects.select_related("step").get(pk=file.pk)
    return file


def next_move(file: File) -> Move:
    """Return the move to the step that comes next."""
    following = Move.objects.filter(from_step=file.step, to_step__position__gt=file.step.position)
    return following.select_related("to_step").earliest("to_step__position")


def give(file: File, requirement: Requirement, document: bytes, actor: Actor, at: dt.datetime) -> None:
    """Give what is asked for: a document, a confirmation or an answer."""
    if requirement.sort == Sort.PIECE:
        upload = SimpleUploadedFile("demonstration.pdf", document, content_type="application/pdf")
        attach_piece(file=file, requirement=requirement, upload=upload, label="", actor=actor, at=at)
    elif requirement.sort == Sort.CHECK:
        confirm_check(file=file, requirement=requirement, confirmed_on=at.date(), note="", actor=actor, at=at)
    else:
        text = ANSWERS.get(ValueKind(requirement.value_kind), at.date().isoformat())
        set_value(file=file, requirement=requirement, text=text, actor=actor, at=at)
