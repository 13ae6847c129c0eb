"""Decisions about who takes part in a training: enrolled, present, scored, observed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.activities.actions.acting import note, person_of, refuse_known_elsewhere
from twiza.activities.actions.trainings import training_to_change
from twiza.activities.models import (
    Attendance,
    Observation,
    Participation,
    Professional,
    Sheet,
    Training,
    TrainingDay,
)
from twiza.activities.rules import SEE_TRAINING
from twiza.core.errors import InputError


class CannotTakePart(InputError):
    """Somebody cannot be enrolled, noted or scored like this: the sentence says why, and the way out."""


@dataclass(frozen=True, slots=True)
class ObservationSaid:
    """What was seen: on which day, how many points held of how many looked at, and a note."""

    observed_on: dt.date
    met: int
    asked: int
    note: str = ""


@transaction.atomic
def enrol(
    *, id: uuid.UUID, training: Training, professional: Professional, actor: Actor, at: dt.datetime
) -> Participation:
    """Let a professional take part in a training, once however often it is sent. Raises CannotTakePart."""
    held = training_to_change(training, actor)
    if professional.organisation_id != held.organisation_id:
        raise CannotTakePart(_("This person is not in the register of your organisation."))
    known = Participation.objects.filter(training=held, professional=professional).first()
    if known is not None:
        known.removed_at = None
        known.save(update_fields=["removed_at"])
        return known
    refuse_known_elsewhere(is_same=not Participation.objects.filter(pk=id).exists())
    enrolled = Participation(id=id, training=held, professional=professional)
    enrolled.save(force_insert=True)
    note(actor, SEE_TRAINING, "training", held.pk, "enrolled", at)
    return enrolled


@transaction.atomic
def strike_participant_out(*, participation: Participation, actor: Actor, at: dt.datetime) -> None:
    """Take somebody off a training; enrolled again, she has her scores and her days again."""
    held = training_to_change(participation.training, actor)
    Participation.objects.filter(pk=participation.pk, removed_at=None).update(removed_at=at)
    note(actor, SEE_TRAINING, "training", held.pk, "struck_out", at)


@transaction.atomic
def take_attendance(
    *,
    id: uuid.UUID,
    day: TrainingDay,
    present: Mapping[uuid.UUID, bool],
    taken_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> Sheet:
    """
    Keep who was there on a day, by participation, once under the id of the sheet.

    A sheet that was filled in before another one, and comes after it, changes nothing of what that one says. Raises
    CannotTakePart for a day to come and for somebody who does not take part.
    """
    held = training_to_change(day.training, actor)
    known = Sheet.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.day_id == day.pk)
        return known
    if day.held_on > localdate(at):
        raise CannotTakePart(_("This day is not there yet: note who was there once it is over."))
    standing = set(Participation.objects.filter(training=held, pk__in=present).values_list("pk", flat=True))
    if standing != set(present):
        raise CannotTakePart(_("Somebody on this sheet does not take part in the training: enrol her first."))
    sheet = Sheet(id=id, day=day, taken_at=taken_at, sent_at=at, sent_by_id=person_of(actor))
    sheet.save(force_insert=True)
    note_marks(sheet, present)
    note(actor, SEE_TRAINING, "training", held.pk, "attendance_taken", at)
    return sheet


def note_marks(sheet: Sheet, present: Mapping[uuid.UUID, bool]) -> None:
    """Keep the marks of a sheet, but for those that a sheet filled in later has made."""
    known = Attendance.objects.filter(day=sheet.day_id, participation__in=present).select_related("sheet")
    marks = {one.participation_id: one for one in known}
    for participation_id, is_present in present.items():
        mark = marks.get(participation_id)
        if mark is None:
            Attendance.objects.create(
                day_id=sheet.day_id, participation_id=participation_id, is_present=is_present, sheet=sheet
            )
        elif mark.sheet.taken_at <= sheet.taken_at:
            mark.is_present, mark.sheet = is_present, sheet
            mark.save(update_fields=["is_present", "sheet"])


@transaction.atomic
def score(
    *, participation: Participation, before: Decimal | None, after: Decimal | None, actor: Actor, at: dt.datetime
) -> Participation:
    """Keep the scores of somebody's tests; None is not done, which is not 0. Raises CannotTakePart."""
    held = training_to_change(participation.training, actor)
    for number in (before, after):
        refuse_score(held, number)
    participation.before, participation.after = before, after
    participation.save(update_fields=["before", "after"])
    note(actor, SEE_TRAINING, "training", held.pk, "scored", at)
    return participation


def refuse_score(training: Training, number: Decimal | None) -> None:
    """Raise CannotTakePart for a score that the tests of a training do not have."""
    if number is None:
        return
    if training.max_score is None:
        raise CannotTakePart(_("This training has no test: say first which score is its best one."))
    if not 0 <= number <= training.max_score:
        said = _("A score lies between 0 and %(most)s: correct it, or leave it empty for a test not done.")
        raise CannotTakePart(said % {"most": training.max_score.normalize()})


@transaction.atomic
def observe(
    *, id: uuid.UUID, participation: Participation, said: ObservationSaid, actor: Actor, at: dt.datetime
) -> Observation:
    """Keep what was seen of somebody's work, once; said again, it is corrected. Raises CannotTakePart."""
    held = training_to_change(participation.training, actor)
    if said.observed_on > localdate(at):
        raise CannotTakePart(_("This day is not there yet: give the day on which you saw her at work."))
    if said.observed_on < held.ends_on:
        raise CannotTakePart(_("Work is observed after the training: give a later day."))
    if said.asked < 1 or not 0 <= said.met <= said.asked:
        raise CannotTakePart(_("The points that held are among those looked at: correct one of the two numbers."))
    words = {"observed_on": said.observed_on, "met": said.met, "asked": said.asked, "note": said.note.strip()}
    first = {"id": id, "made_at": at, "made_by_id": person_of(actor)}
    seen, _is_new = Observation.objects.update_or_create(
        participation=participation, defaults=words, create_defaults=words | first
    )
    note(actor, SEE_TRAINING, "training", held.pk, "observed", at)
    return seen
