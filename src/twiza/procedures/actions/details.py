"""Decisions about a file that do not move it: whose it is, until when, who takes part, what is said of it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person
from twiza.core.errors import DomainError
from twiza.core.text import search_text_of
from twiza.procedures.actions.files import (
    FileNotYours,
    PartyTerms,
    ReasonMissing,
    TitleMissing,
    held_file,
    note_file,
)
from twiza.procedures.due import due_date
from twiza.procedures.models import Change, ChangeOf, Comment, File, Part, Party
from twiza.procedures.queries.files import facts_of
from twiza.procedures.queries.people import possible_owners
from twiza.procedures.rules import ASSIGN_FILE, STEER_FILE, WORK_ON_FILE

MOST_CHARACTERS = 5_000


class FileClosed(DomainError):
    """The file has reached an end: it is reopened by a move."""


class OwnerMissing(DomainError):
    """A file of this kind always is somebody's."""


class OwnerCannotSee(DomainError):
    """Whoever owns a file must be allowed to see it."""


class DueBeforeEntered(DomainError):
    """A step is not due before the file came to it."""


class NothingSaid(DomainError):
    """A comment holds some words."""


class AlreadyParty(DomainError):
    """The organisation takes part in the file already."""


class PartyUnknown(DomainError):
    """The organisation does not take part, or not as this part of the kind."""


@transaction.atomic
def assign_owner(*, file: File, owner: Person | None, actor: Actor, at: dt.datetime) -> File:
    """
    Say who does the present step; None: nobody in particular.

    Raises FileNotYours, FileClosed, OwnerCannotSee, and OwnerMissing where a file of this kind always is somebody's.
    """
    kept = file_to_change(file, ASSIGN_FILE, actor)
    refuse_closed(kept)
    if owner is None and kept.version.keeps_owner:
        raise OwnerMissing(_("A file of this kind always is somebody’s: choose a person."))
    allowed = {one.actor.person_id for one in possible_owners(kept, localdate(at))}
    if owner is not None and owner.pk not in allowed:
        raise OwnerCannotSee(_("This person may not see the file: choose somebody of an organisation taking part."))
    before, kept.owner = kept.owner.name if kept.owner else "", owner
    kept.save(update_fields=["owner"])
    record_change(kept, ChangeOf.OWNER, before, owner.name if owner else "", "", actor, at)
    return kept


@transaction.atomic
def set_due_date(*, file: File, due_on: dt.date | None, reason: str, actor: Actor, at: dt.datetime) -> File:
    """Give the present step another due date. Raises FileNotYours, FileClosed, ReasonMissing, DueBeforeEntered."""
    kept = file_to_change(file, STEER_FILE, actor)
    refuse_closed(kept)
    refuse_no_reason(reason)
    if due_on is not None and due_on < kept.entered_on:
        raise DueBeforeEntered(_("This is before the file came to its present step: give a later day."))
    before, kept.due_on = written(kept.due_on), due_on
    kept.save(update_fields=["due_on"])
    record_change(kept, ChangeOf.DUE_DATE, before, written(due_on), reason, actor, at)
    return kept


@transaction.atomic
def set_anchor_date(*, file: File, anchor_on: dt.date | None, reason: str, actor: Actor, at: dt.datetime) -> File:
    """
    Move the date from which steps are due; the present step is due anew. Raises FileNotYours, ReasonMissing.

    What was due by a date that somebody set keeps it, unless its step counts from this very date.
    """
    kept = file_to_change(file, STEER_FILE, actor)
    refuse_no_reason(reason)
    before, kept.anchor_on = written(kept.anchor_on), anchor_on
    if kept.step.due_from_anchor is not None and kept.closed_at is None:
        kept.due_on = due_date(kept.step, entered_on=kept.entered_on, anchor_on=anchor_on)
    kept.save(update_fields=["anchor_on", "due_on"])
    record_change(kept, ChangeOf.ANCHOR_DATE, before, written(anchor_on), reason, actor, at)
    return kept


@transaction.atomic
def rename_file(*, file: File, title: str, actor: Actor, at: dt.datetime) -> File:
    """Give a file another title. Raises FileNotYours, TitleMissing."""
    kept = file_to_change(file, STEER_FILE, actor)
    if not title.strip():
        raise TitleMissing(_("Give the file a title."))
    before, kept.title = kept.title, title.strip()
    kept.search_text = search_text_of([kept.title, kept.number])
    kept.save(update_fields=["title", "search_text"])
    record_change(kept, ChangeOf.TITLE, before, kept.title, "", actor, at)
    return kept


@transaction.atomic
def add_party(*, file: File, party: PartyTerms, actor: Actor, at: dt.datetime) -> Party:
    """Let an organisation see a file and take part in it. Raises FileNotYours, PartyUnknown, AlreadyParty."""
    kept = file_to_change(file, STEER_FILE, actor)
    part = Part.objects.filter(version=kept.version_id, code=party.part).first() if party.part else None
    if party.part and part is None:
        raise PartyUnknown(_("This kind of file has no such part: choose one of the list."))
    if kept.parties.filter(organisation_id=party.organisation_id, part=part).exists():
        raise AlreadyParty(_("This organisation takes part already: nothing was added."))
    added = Party.objects.create(
        file=kept, organisation_id=party.organisation_id, part=part, label=party.label.strip(), added_at=at
    )
    record_change(kept, ChangeOf.PARTY, "", str(party.organisation_id), "", actor, at)
    return added


@transaction.atomic
def remove_party(*, party: Party, actor: Actor, at: dt.datetime) -> None:
    """Let an organisation see a file no more; it can be added again. Raises FileNotYours, PartyUnknown."""
    kept = file_to_change(party.file, STEER_FILE, actor)
    gone, _rows = kept.parties.filter(pk=party.pk).delete()
    if not gone:
        raise PartyUnknown(_("This organisation takes no part any more."))
    record_change(kept, ChangeOf.PARTY, str(party.organisation_id), "", "", actor, at)


@transaction.atomic
def comment_on_file(*, file: File, text: str, actor: Actor, at: dt.datetime) -> Comment:
    """Say something of a file, for all who see it. Raises FileNotYours, NothingSaid."""
    kept = file_to_change(file, WORK_ON_FILE, actor)
    said = text.strip()[:MOST_CHARACTERS]
    if not said:
        raise NothingSaid(_("Write something: this comment is empty."))
    comment = Comment.objects.create(file=kept, text=said, at=at, person_id=person_of(actor))
    record_happening(kept, actor, WORK_ON_FILE, "commented", at)
    return comment


def file_to_change(file: File, action: str, actor: Actor) -> File:
    """Return a file as it is now, locked, that an actor may do something to. Raises FileNotYours."""
    kept = held_file(file)
    if actor.person_id is None or not decide(actor, action, facts_of(kept, actor)):
        raise FileNotYours(_("Your role may not change this file."))
    return kept


def refuse_closed(file: File) -> None:
    """Raise FileClosed when a file has reached an end."""
    if file.closed_at is not None:
        raise FileClosed(_("This file is closed: reopen it by a move first."))


def refuse_no_reason(reason: str) -> None:
    """Raise ReasonMissing when no reason is given."""
    if not reason.strip():
        raise ReasonMissing(_("Give a reason: others will read it in the history."))


def written(on: dt.date | None) -> str:
    """Return a date as it is kept in the history."""
    return on.isoformat() if on else ""


def person_of(actor: Actor) -> int:
    """Return the id of the person who acts. Raises FileNotYours for nobody."""
    if actor.person_id is None:
        raise FileNotYours(_("Your role may not change this file."))
    return actor.person_id


def record_change(
    file: File, what: ChangeOf, before: str, after: str, reason: str, actor: Actor, at: dt.datetime
) -> Change:
    """Keep what was changed, and write it in the chain."""
    change = Change.objects.create(
        file=file, what=what, before=before, after=after, reason=reason.strip(), at=at, person_id=person_of(actor)
    )
    record_happening(file, actor, STEER_FILE, f"{what}_changed", at)
    return change


def record_happening(file: File, actor: Actor, action: str, outcome: str, at: dt.datetime) -> None:
    """Count one more thing done to a file, and write it in the chain."""
    file.happenings += 1
    file.save(update_fields=["happenings"])
    note_file(actor, file, action, outcome, at)
