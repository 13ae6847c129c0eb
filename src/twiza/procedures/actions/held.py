"""Decisions about what a file has: documents attached, checks confirmed, answers given."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.documents.guard import Upload
from twiza.procedures.actions.details import file_to_change, person_of, record_happening, refuse_no_reason
from twiza.procedures.actions.files import refuse_impossible_date
from twiza.procedures.models import Confirmation, File, Piece, Requirement, Sort, Value, ValueKind
from twiza.procedures.rules import WORK_ON_FILE
from twiza.procedures.storage import guarded, keep_content

MOST_PIECES = 200
MOST_CHARACTERS = 500


class NotAskedHere(DomainError):
    """The file's kind does not ask for this, or asks for something of another sort."""


class AlreadyAttached(DomainError):
    """The same document is there already."""


class TooManyPieces(DomainError):
    """A file holds a bearable number of documents."""


class AlreadyWithdrawn(DomainError):
    """The document or the confirmation does not stand any more."""


class AlreadyConfirmed(DomainError):
    """The check stands confirmed."""


class ValueNotUnderstood(DomainError):
    """The answer is no number or no date."""


@transaction.atomic
def attach_piece(
    *, file: File, requirement: Requirement | None, upload: Upload, label: str, actor: Actor, at: dt.datetime
) -> Piece:
    """
    Attach a document, for something that is asked for or beside it.

    Raises FileNotYours, NotAskedHere, AlreadyAttached, TooManyPieces, and what `storage.guarded` raises.
    """
    kept = file_to_change(file, WORK_ON_FILE, actor)
    refuse_not_asked(kept, requirement, Sort.PIECE)
    if kept.pieces.count() >= MOST_PIECES:
        raise TooManyPieces(_("This file holds %(most)s documents already.") % {"most": MOST_PIECES})
    name, content_type, content = guarded(upload)
    stored = keep_content(content=content, content_type=content_type, at=at)
    if kept.pieces.filter(content=stored, requirement=requirement, withdrawn_at=None).exists():
        raise AlreadyAttached(_("This very document is attached already: nothing was added."))
    piece = Piece.objects.create(
        file=kept,
        requirement=requirement,
        content=stored,
        name=name,
        label=label.strip(),
        at=at,
        person_id=person_of(actor),
    )
    record_happening(kept, actor, WORK_ON_FILE, "piece_attached", at)
    return piece


@transaction.atomic
def withdraw_piece(*, piece: Piece, reason: str, actor: Actor, at: dt.datetime) -> Piece:
    """Let a document count no more; it is kept and marked. Raises FileNotYours, ReasonMissing, AlreadyWithdrawn."""
    kept = file_to_change(piece.file, WORK_ON_FILE, actor)
    refuse_no_reason(reason)
    standing = kept.pieces.filter(pk=piece.pk, withdrawn_at=None).first()
    if standing is None:
        raise AlreadyWithdrawn(_("This document was withdrawn already."))
    standing.withdrawn_at, standing.withdrawn_by_id = at, actor.person_id
    standing.withdrawal_reason = reason.strip()
    standing.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record_happening(kept, actor, WORK_ON_FILE, "piece_withdrawn", at)
    return standing


@transaction.atomic
def restore_piece(*, piece: Piece, actor: Actor, at: dt.datetime) -> Piece:
    """Let a withdrawn document count again. Raises FileNotYours, AlreadyAttached."""
    kept = file_to_change(piece.file, WORK_ON_FILE, actor)
    same = kept.pieces.filter(content=piece.content_id, requirement=piece.requirement_id, withdrawn_at=None)
    if same.exists():
        raise AlreadyAttached(_("This very document is attached already: nothing was added."))
    kept.pieces.filter(pk=piece.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
    record_happening(kept, actor, WORK_ON_FILE, "piece_restored", at)
    return kept.pieces.get(pk=piece.pk)


@transaction.atomic
def confirm_check(
    *, file: File, requirement: Requirement, confirmed_on: dt.date, note: str, actor: Actor, at: dt.datetime
) -> Confirmation:
    """Confirm a check in one's own name. Raises FileNotYours, NotAskedHere, DateNotPossible, AlreadyConfirmed."""
    kept = file_to_change(file, WORK_ON_FILE, actor)
    refuse_not_asked(kept, requirement, Sort.CHECK)
    refuse_impossible_date(confirmed_on, earliest=None, at=at)
    standing = kept.confirmations.filter(requirement=requirement, withdrawn_at=None).select_related("person").first()
    if standing:
        sentence = _("%(person)s has confirmed this already: nothing was done twice.")
        raise AlreadyConfirmed(sentence % {"person": standing.person.name})
    confirmation = Confirmation.objects.create(
        file=kept,
        requirement=requirement,
        confirmed_on=confirmed_on,
        note=note.strip(),
        at=at,
        person_id=person_of(actor),
    )
    record_happening(kept, actor, WORK_ON_FILE, "check_confirmed", at)
    return confirmation


@transaction.atomic
def withdraw_confirmation(*, confirmation: Confirmation, actor: Actor, at: dt.datetime) -> None:
    """Take a confirmation back; it is kept and marked. Raises FileNotYours, AlreadyWithdrawn."""
    kept = file_to_change(confirmation.file, WORK_ON_FILE, actor)
    standing = kept.confirmations.filter(pk=confirmation.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by=person_of(actor)):
        raise AlreadyWithdrawn(_("This confirmation was taken back already."))
    record_happening(kept, actor, WORK_ON_FILE, "confirmation_withdrawn", at)


@transaction.atomic
def set_value(*, file: File, requirement: Requirement, text: str, actor: Actor, at: dt.datetime) -> Value:
    """Give an answer; the one before is kept. Raises FileNotYours, NotAskedHere, ValueNotUnderstood."""
    kept = file_to_change(file, WORK_ON_FILE, actor)
    refuse_not_asked(kept, requirement, Sort.VALUE)
    said = value_written(ValueKind(requirement.value_kind), text)
    standing = kept.values_given.filter(requirement=requirement, replaced_at=None).first()
    if standing and standing.text == said:
        return standing
    if standing:
        standing.replaced_at = at
        standing.save(update_fields=["replaced_at"])
    value = Value.objects.create(file=kept, requirement=requirement, text=said, at=at, person_id=person_of(actor))
    record_happening(kept, actor, WORK_ON_FILE, "value_set", at)
    return value


def refuse_not_asked(file: File, requirement: Requirement | None, sort: Sort) -> None:
    """Raise NotAskedHere unless a requirement is of the file's own version and of a sort."""
    if requirement is not None and (requirement.version_id, requirement.sort) != (file.version_id, sort):
        raise NotAskedHere(_("This kind of file does not ask for this: look at the file again."))


def value_written(kind: ValueKind, text: str) -> str:
    """Return an answer as it is kept. Raises ValueNotUnderstood."""
    said = " ".join(text.split())
    if not said or len(said) > MOST_CHARACTERS:
        raise ValueNotUnderstood(_("Write an answer of %(most)s characters at most.") % {"most": MOST_CHARACTERS})
    if kind == ValueKind.NUMBER:
        return number_written(said)
    return date_written(said) if kind == ValueKind.DATE else said


def number_written(said: str) -> str:
    """Return a number as a machine writes it. Raises ValueNotUnderstood."""
    try:
        number = Decimal(said.replace(" ", "").replace("\u202f", "").replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueNotUnderstood(_("“%(said)s” is no number.") % {"said": said})
    return f"{number:f}"


def date_written(said: str) -> str:
    """Return a date as a machine writes it. Raises ValueNotUnderstood."""
    try:
        return dt.date.fromisoformat(said).isoformat()
    except ValueError:
        raise ValueNotUnderstood(_("“%(said)s” is no date: write it as 2026-11-22.") % {"said": said}) from None
