"""Decisions about quality rounds: a round is held, each sheet is kept, once however often sent."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.core.errors import DomainError
from twiza.facilities.models import Facility
from twiza.organisations.models import Organisation
from twiza.quality.grid import grid_of
from twiza.quality.models import MOST, Assessor, Mark, QualityRound
from twiza.quality.queries import facts_of
from twiza.quality.rules import HOLD_ROUND
from twiza.rulesets.models import RulesetVersion


class RoundNotYours(DomainError):
    """The round is for another organisation, outside the territory acted for, or its id is taken."""


class RoundInTheFuture(DomainError):
    """The round was not held yet."""


class RoundHeldAlready(DomainError):
    """The organisation held a round at this facility on this day."""


class AssessorKnown(DomainError):
    """Another sheet of this round has this kind and number."""


class MarkNotUnderstood(DomainError):
    """A mark is for no item of the grid, is twice there, or is not on the scale."""


class NothingMarked(DomainError):
    """A sheet has at least one mark."""


@dataclass(frozen=True, slots=True)
class MarkGiven:
    """What an assessor says of an item; `value` None is “not applicable”."""

    item: str
    value: int | None
    note: str = ""


@transaction.atomic
def hold_round(
    *,
    id: uuid.UUID,
    organisation: Organisation,
    facility: Facility,
    version: RulesetVersion,
    held_on: dt.date,
    note: str,
    person: Person,
    actor: Actor,
    at: dt.datetime,
) -> QualityRound:
    """
    Keep that a round is held, after the one before it at this facility.

    Raises RoundNotYours, RoundInTheFuture, RoundHeldAlready, GridNotUnderstood.
    """
    facts = Facts(organisation_id=organisation.pk, place_path=facility.place.path)
    known = QualityRound.objects.filter(pk=id).first()
    if not decide(actor, HOLD_ROUND, facts) or (known and known.organisation_id != organisation.pk):
        raise RoundNotYours(_("This centre is outside the territory you act for. Choose another one."))
    if known:
        return known
    if held_on > localdate(at):
        raise RoundInTheFuture(_("The day of the round is still to come. Give the day on which it was held."))
    grid_of(version.content)
    of_facility = QualityRound.objects.filter(organisation=organisation, facility=facility)
    if of_facility.filter(held_on=held_on).exists():
        raise RoundHeldAlready(_("A round of this centre on this day is kept already. Open it and add your sheet."))
    round = QualityRound.objects.create(
        id=id,
        organisation=organisation,
        facility=facility,
        version=version,
        held_on=held_on,
        follows=of_facility.filter(held_on__lt=held_on).order_by("-held_on").first(),
        note=note,
        made_at=at,
        made_by=person,
    )
    note_round(actor, round, "held", at)
    return round


@transaction.atomic
def keep_sheet(
    *,
    id: uuid.UUID,
    round: QualityRound,
    kind: str,
    number: int,
    marks: Sequence[MarkGiven],
    actor: Actor,
    at: dt.datetime,
) -> Assessor:
    """
    Keep the sheet of an assessor; the same id sent again is the same sheet, with the marks it has now.

    Raises RoundNotYours, NothingMarked, MarkNotUnderstood, AssessorKnown.
    """
    refuse_others(actor, round)
    refuse_marks(round, marks)
    known = Assessor.objects.filter(pk=id).first()
    taken = round.assessors.filter(kind=kind, number=number).exclude(pk=id).exists()
    if taken or (known and known.round_id != round.pk):
        raise AssessorKnown(_("A sheet of this round has this number already. Give the next number."))
    assessor, _made = Assessor.objects.update_or_create(
        id=id, defaults={"round": round, "kind": kind, "number": number, "sent_at": at}
    )
    assessor.marks.all().delete()
    Mark.objects.bulk_create(Mark(assessor=assessor, item=one.item, value=one.value, note=one.note) for one in marks)
    note_round(actor, round, "sheet_kept", at)
    return assessor


def refuse_others(actor: Actor, round: QualityRound) -> None:
    """Raise RoundNotYours for whoever may not write in a round."""
    if not decide(actor, HOLD_ROUND, facts_of(round)):
        raise RoundNotYours(_("This round is not yours to write in. Ask whoever holds rounds at this centre."))


def note_round(actor: Actor, round: QualityRound, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a round."""
    record_audit(
        actor=actor, action=HOLD_ROUND, at=at, outcome=outcome, object_kind="quality_round", object_id=round.pk
    )


def refuse_marks(round: QualityRound, marks: Sequence[MarkGiven]) -> None:
    """Raise NothingMarked or MarkNotUnderstood where a sheet cannot be kept."""
    if not marks:
        raise NothingMarked(_("No item is marked. Mark at least one, or leave the page."))
    known = {item.code for item in grid_of(round.version.content).items}
    seen: set[str] = set()
    for one in marks:
        if one.item not in known or one.item in seen or (one.value is not None and not 0 <= one.value <= MOST):
            said = _("Item “%(item)s”: this mark cannot be kept. Marks are 0, 1, 2 or not applicable, once an item.")
            raise MarkNotUnderstood(said % {"item": one.item})
        seen.add(one.item)
