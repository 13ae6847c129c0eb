"""Decisions about files: open one, move it, take the last move back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.core.text import search_text_of
from twiza.procedures.due import due_date
from twiza.procedures.models import File, Kind, KindVersion, Move, Part, Party, Passage, Requirement, Step
from twiza.procedures.queries.files import facts_of_move
from twiza.procedures.queries.kinds import version_in_force
from twiza.procedures.queries.missing import missing_for
from twiza.procedures.queries.readers import readings_of, relations_by
from twiza.procedures.rules import MOVE_FILE, OPEN_FILE, OWN, STEER_FILE


class NoActiveVersion(DomainError):
    """Nobody has activated a version of this kind."""


class FileNotYours(DomainError):
    """The file is not the actor's to open, move or change."""


class TitleMissing(DomainError):
    """A file has a title."""


class DateNotPossible(DomainError):
    """Something cannot have happened before the file came here, nor tomorrow."""


class FileMovedMeanwhile(DomainError):
    """The file is not where the page showed it."""


class MoveNotFromHere(DomainError):
    """The move does not start where the file is."""


class ReasonMissing(DomainError):
    """This move needs a reason."""


class SomethingMissing(DomainError):
    """Something that is asked for is not there: `missing` says what."""

    def __init__(self, sentence: str, missing: Sequence[Requirement]) -> None:
        super().__init__(sentence)
        self.missing = missing


class NothingToTakeBack(DomainError):
    """The last move is not to be taken back: there is none, or something happened since."""


@dataclass(frozen=True, slots=True)
class PartyTerms:
    """An organisation that takes part in a file: as a part of its kind (its code), or in words of its own."""

    organisation_id: int
    part: str = ""
    label: str = ""


@transaction.atomic
def open_file(
    *,
    kind: str,
    title: str,
    opened_on: dt.date,
    anchor_on: dt.date | None,
    actor: Actor,
    at: dt.datetime,
    id: uuid.UUID,
    owner: Person | None = None,
    parties: Sequence[PartyTerms] = (),
    place_path: str = "",
) -> File:
    """
    Open a file of a kind (its code) for the organisation acted for, at the first step, once per `id`.

    Raises NoActiveVersion, FileNotYours, TitleMissing, DateNotPossible.
    """
    version = version_in_force(kind)
    if version is None:
        raise NoActiveVersion(_("No version of this kind of file is active: ask the technical administrator."))
    facts = new_facts(version, actor, place_path)
    if actor.grant is None or actor.person_id is None or not decide(actor, OPEN_FILE, facts):
        raise FileNotYours(_("You may not open a file here in the role you act in."))
    if not title.strip():
        raise TitleMissing(_("Give the file a title."))
    refuse_impossible_date(opened_on, earliest=None, at=at)
    known = File.objects.filter(pk=id).first()
    if known:
        return opened_before(known, actor)
    first = version.steps.get(is_first=True)
    year, serial = opened_on.year, next_serial(version.kind_id, opened_on.year)
    number = f"{version.prefix}-{year}-{serial:04d}"
    file = File.objects.create(
        id=id,
        kind_id=version.kind_id,
        version=version,
        year=year,
        serial=serial,
        number=number,
        title=title.strip(),
        search_text=search_text_of([title, number]),
        organisation_id=actor.grant.organisation_id,
        place_path=place_path,
        anchor_on=anchor_on,
        step=first,
        entered_on=opened_on,
        owner=owner,
        due_on=due_date(first, entered_on=opened_on, anchor_on=anchor_on),
        opened_on=opened_on,
        opened_at=at,
        opened_by_id=actor.person_id,
    )
    add_parties(file, version, parties, at)
    Passage.objects.create(
        file=file, number=1, to_step=first, happened_on=opened_on, at=at, person_id=actor.person_id, happenings=1
    )
    note_file(actor, file, STEER_FILE, "opened", at)
    return file


@transaction.atomic
def move_file(
    *,
    file: File,
    move: Move,
    seen_turn: int,
    happened_on: dt.date,
    reason: str,
    actor: Actor,
    at: dt.datetime,
    owner: Person | None = None,
    due_on: dt.date | None = None,
) -> Passage:
    """
    Move a file along a move of its kind; `seen_turn` is the file's turn that the person saw.

    `due_on` is by when the next step is due where a house above knows better than the kind.

    Raises FileMovedMeanwhile, MoveNotFromHere, FileNotYours, DateNotPossible, ReasonMissing, SomethingMissing.
    """
    kept = held_file(file)
    refuse_other_turn(kept, seen_turn)
    if move.from_step_id != kept.step_id:
        raise MoveNotFromHere(_("This move does not start at the step where the file is: look at it again."))
    if not decide(actor, MOVE_FILE, facts_of_move(kept, move, actor)) or actor.person_id is None:
        raise FileNotYours(_("Your role may not make this move."))
    refuse_impossible_date(happened_on, earliest=kept.entered_on, at=at)
    if move.needs_reason and not reason.strip():
        raise ReasonMissing(_("Give a reason: this move needs one."))
    refuse_lacking(kept, move)
    passage = Passage.objects.create(
        file=kept,
        number=kept.turn + 1,
        move=move,
        from_step_id=kept.step_id,
        to_step_id=move.to_step_id,
        happened_on=happened_on,
        at=at,
        person_id=actor.person_id,
        reason=reason.strip(),
        owner_id=kept.owner_id,
        due_on=kept.due_on,
        entered_on=kept.entered_on,
        days_spent=(happened_on - kept.entered_on).days,
        happenings=kept.happenings + 1,
    )
    stand_at(kept, move.to_step, entered_on=happened_on, at=at)
    kept.owner = owner or (kept.owner if kept.version.keeps_owner else None)
    kept.due_on = due_on or due_date(move.to_step, entered_on=happened_on, anchor_on=kept.anchor_on)
    kept.save(update_fields=["step", "entered_on", "closed_at", "turn", "happenings", "owner", "due_on"])
    note_file(actor, kept, MOVE_FILE, "moved", at)
    return passage


@transaction.atomic
def take_back_move(*, file: File, seen_turn: int, actor: Actor, at: dt.datetime) -> File:
    """
    Take back the last move, while its maker is the one who asks and nothing was done to the file since.

    Raises FileMovedMeanwhile, NothingToTakeBack.
    """
    kept = held_file(file)
    refuse_other_turn(kept, seen_turn)
    passage = last_passage(kept)
    if not may_take_back(kept, passage, actor) or passage is None or passage.from_step is None:
        raise NothingToTakeBack(
            _("This move cannot be taken back: something was done since, or somebody else made it. Move the file on.")
        )
    passage.taken_back_at, passage.taken_back_by_id = at, actor.person_id
    passage.save(update_fields=["taken_back_at", "taken_back_by"])
    before = last_passage(kept)
    stand_at(kept, passage.from_step, entered_on=passage.entered_on or kept.opened_on, at=at)
    kept.closed_at = before.at if before and passage.from_step.is_end else None
    kept.owner_id, kept.due_on = passage.owner_id, passage.due_on
    kept.save(update_fields=["step", "entered_on", "closed_at", "turn", "happenings", "owner", "due_on"])
    note_file(actor, kept, MOVE_FILE, "move_taken_back", at)
    return kept


def opened_before(file: File, actor: Actor) -> File:
    """Return a file that was asked for twice. Raises FileNotYours when somebody else's has this id."""
    if file.opened_by_id != actor.person_id:
        raise FileNotYours(_("You may not open a file here in the role you act in."))
    return file


def may_take_back(file: File, passage: Passage | None, actor: Actor) -> bool:
    """Return whether an actor may take back a passage: her own, the last one, with nothing done to the file since."""
    if passage is None or passage.from_step_id is None or passage.person_id != actor.person_id:
        return False
    return passage.happenings == file.happenings


def last_passage(file: File) -> Passage | None:
    """Return the last passage of a file that was not taken back."""
    return file.passages.filter(taken_back_at=None).select_related("from_step").order_by("-number").first()


def last_passage_among(passages: Sequence[Passage]) -> Passage | None:
    """Return the last of the passages that count, oldest first."""
    return passages[-1] if passages else None


def held_file(file: File) -> File:
    """Return a file as it is now; whoever changes it at the same time waits."""
    File.objects.select_for_update(no_key=True).get(pk=file.pk)
    return File.objects.select_related("step", "version", "owner").get(pk=file.pk)


def stand_at(file: File, step: Step, *, entered_on: dt.date, at: dt.datetime) -> None:
    """Put a file at a step, as one more turn."""
    file.step, file.entered_on = step, entered_on
    file.closed_at = at if step.is_end else None
    file.turn += 1
    file.happenings += 1


def refuse_other_turn(file: File, seen_turn: int) -> None:
    """Raise FileMovedMeanwhile when the file is not where it was seen."""
    if file.turn != seen_turn:
        where = name_in(file.step.names, get_language() or "fr")
        raise FileMovedMeanwhile(
            _("The file was moved meanwhile: it is at “%(step)s” now. Nothing was done twice.") % {"step": where}
        )


def refuse_impossible_date(on: dt.date, *, earliest: dt.date | None, at: dt.datetime) -> None:
    """Raise DateNotPossible for a date before the earliest one, or after today."""
    if on > localdate(at):
        raise DateNotPossible(_("This date is not there yet: give the day on which it happened."))
    if earliest and on < earliest:
        raise DateNotPossible(_("This is before the file came to its present step: give a later day."))


def refuse_lacking(file: File, move: Move) -> None:
    """Raise SomethingMissing, naming all that blocks a move."""
    missing = missing_for(file, move)
    if missing:
        language = get_language() or "fr"
        named = " · ".join(name_in(one.names, language) for one in missing)
        sentence = ngettext(
            "One thing is missing before this move: %(missing)s.",
            "%(count)s things are missing before this move: %(missing)s.",
            len(missing),
        )
        raise SomethingMissing(sentence % {"count": len(missing), "missing": named}, missing)


def next_serial(kind_id: int, year: int) -> int:
    """Return the next number of a kind's files in a year; whoever opens one at the same time waits."""
    Kind.objects.select_for_update(no_key=True).get(pk=kind_id)
    return (File.objects.filter(kind=kind_id, year=year).aggregate(last=Max("serial"))["last"] or 0) + 1


def add_parties(file: File, version: KindVersion, parties: Sequence[PartyTerms], at: dt.datetime) -> None:
    """Let other organisations take part in a file that was just opened."""
    parts: dict[str, Part] = {part.code: part for part in version.parts.all()} if parties else {}
    Party.objects.bulk_create(
        [
            Party(
                file=file,
                organisation_id=one.organisation_id,
                part=parts.get(one.part),
                label=one.label.strip(),
                added_at=at,
            )
            for one in parties
        ]
    )


def new_facts(version: KindVersion, actor: Actor, place_path: str) -> Facts:
    """Return what the rules need to know of a file that is not there yet: whoever opens it will be near to it."""
    relations = relations_by(readings_of(version), version, actor) | {OWN}
    organisation_id = actor.grant.organisation_id if actor.grant else None
    return Facts(organisation_id=organisation_id, place_path=place_path, relations=frozenset(relations))


def note_file(actor: Actor, file: File, action: str, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a file."""
    record_audit(actor=actor, action=action, at=at, outcome=outcome, object_kind="file", object_id=file.pk)
