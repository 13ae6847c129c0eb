"""Decisions about the register of a day: record who came, sort, see, say why not, take back, close."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.outreach.actions.caravan import refuse_cancelled
from twiza.outreach.models import Attendance, CaravanDay, CaravanLocality, CaravanPost, Consultation
from twiza.outreach.queries.register import last_line_of, next_number, posts_of, standing
from twiza.outreach.register_line import TypedLine, TypedPost
from twiza.outreach.rules import KEEP_REGISTER


class CaravanDayClosed(DomainError):
    """The register of the day is complete: it is opened again before anything changes."""


class NumberTaken(DomainError):
    """Another person has this number."""


class NobodyRegisters(DomainError):
    """Whoever keeps a register is a person."""


class NotWaiting(DomainError):
    """The consultation has its outcome already."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A line of the register, and whether it was there already, word for word."""

    attendance: Attendance
    was_there: bool


@transaction.atomic
def record_line(
    *, day: CaravanDay, line: TypedLine, actor: Actor, at: dt.datetime, id: uuid.UUID | None = None
) -> Recorded:
    """
    Record a line typed from paper: who it is for, what she came for, what became of it; once under one id.

    The same line typed again under its number is the same line. Raises CaravanDayClosed, CaravanCancelled, and
    NumberTaken where another line has the number.
    """
    day = opened(day, at)
    if id and (sent_again := day.attendances.filter(pk=id).first()):
        return Recorded(sent_again, was_there=True)
    if line.queue_number and (known := standing(day).filter(queue_number=line.queue_number).first()):
        return same_line(known, line)
    number = line.queue_number or next_number(day)
    attendance = attendance_of(day, line, number, locality_of(day, line), actor, at)
    attendance.id = id or new_id()
    attendance.save(force_insert=True)
    Consultation.objects.bulk_create(consultations_of(attendance, line, posts_of(day.caravan)))
    return Recorded(attendance, was_there=False)


def attendance_of(
    day: CaravanDay, line: TypedLine, number: int, locality: CaravanLocality | None, actor: Actor, at: dt.datetime
) -> Attendance:
    """Return a typed line as a row under a number, unsaved."""
    return Attendance(
        day=day,
        queue_number=number,
        sex=line.sex,
        age_years=line.age_years,
        age_months=line.age_months,
        locality=locality,
        is_from_paper=True,
        recorded_by_id=registrar(actor),
        recorded_at=at,
    )


def opened(day: CaravanDay, at: dt.datetime) -> CaravanDay:
    """Return a day whose register is open, locked until the end of the transaction. Raises CaravanDayClosed."""
    locked = CaravanDay.objects.select_for_update(of=("self",)).select_related("caravan__file__step").get(pk=day.pk)
    refuse_cancelled(locked.caravan)
    if locked.closed_at is not None:
        raise CaravanDayClosed(_("The register of this day is closed: open it again to change it."))
    if locked.opened_at is None:
        locked.opened_at = at
        locked.save(update_fields=["opened_at"])
    return locked


def registrar(actor: Actor) -> int:
    """Return the person who keeps the register. Raises NobodyRegisters."""
    if actor.person_id is None:
        raise NobodyRegisters(_("Sign in to keep a register."))
    return actor.person_id


def same_line(known: Attendance, line: TypedLine) -> Recorded:
    """Return the line that is there, if it says the same. Raises NumberTaken."""
    if what_it_says(known, known.consultations.all()) != what_is_typed(line, posts_of(known.day.caravan)):
        raise NumberTaken(
            _("Number %(number)d is another person's: correct that line, or type another number.")
            % {"number": known.queue_number}
        )
    return Recorded(known, was_there=True)


def what_it_says(attendance: Attendance, asked: Iterable[Consultation]) -> tuple[object, ...]:
    """Return what a line says of a person, to be compared."""
    came_for = {(one.specialty_id, one.is_seen, one.not_seen_why, one.referred_for_id) for one in asked}
    return attendance.sex, attendance.age_years, attendance.age_months, came_for


def what_is_typed(line: TypedLine, posts: Mapping[int, CaravanPost]) -> tuple[object, ...]:
    """Return what a typed line would say of a person."""
    came_for = {
        (posts[one.number].specialty_id, one.not_seen_why is None, one.not_seen_why, referred_to(one, posts))
        for one in line.posts
    }
    return line.sex, line.age_years, line.age_months, came_for


def locality_of(day: CaravanDay, line: TypedLine) -> CaravanLocality | None:
    """Return where the person comes from: as typed, or as the line before."""
    if line.locality is not None:
        return day.caravan.localities.get(number=line.locality)
    before = last_line_of(day)
    return before.locality if before else None


def consultations_of(
    attendance: Attendance, line: TypedLine, posts: Mapping[int, CaravanPost]
) -> Iterator[Consultation]:
    """Yield what a person came for, unsaved: seen, unless the line says why not."""
    for one in line.posts:
        yield Consultation(
            attendance=attendance,
            specialty_id=posts[one.number].specialty_id,
            is_seen=one.not_seen_why is None,
            not_seen_why=one.not_seen_why,
            referred_for_id=referred_to(one, posts),
        )


def referred_to(post: TypedPost, posts: Mapping[int, CaravanPost]) -> int | None:
    """Return the id of the specialty that a person is referred for, if she is."""
    return posts[post.referred_for].specialty_id if post.referred_for else None


@transaction.atomic
def record_arrival(
    *,
    day: CaravanDay,
    sex: str,
    age_years: int,
    age_months: int | None,
    posts: tuple[int, ...],
    urgency: str,
    locality: CaravanLocality | None,
    actor: Actor,
    at: dt.datetime,
    id: uuid.UUID,
) -> Attendance:
    """Record somebody who has just come, under the next number; she waits for each post. Once under one id."""
    day = opened(day, at)
    if sent_again := day.attendances.filter(pk=id).first():
        return sent_again
    attendance = Attendance.objects.create(
        id=id,
        day=day,
        queue_number=next_number(day),
        sex=sex,
        age_years=age_years,
        age_months=age_months,
        urgency=urgency,
        locality=locality,
        arrived_at=at,
        recorded_by_id=registrar(actor),
        recorded_at=at,
    )
    offered = posts_of(day.caravan)
    Consultation.objects.bulk_create(
        Consultation(attendance=attendance, specialty=offered[number].specialty) for number in posts
    )
    return attendance


@transaction.atomic
def see_person(*, consultation: Consultation, at: dt.datetime) -> Consultation:
    """Say that somebody who waited is seen, now. Raises NotWaiting, CaravanDayClosed."""
    waiting = still_waiting(consultation, at)
    waiting.is_seen, waiting.seen_at = True, at
    waiting.save(update_fields=["is_seen", "seen_at"])
    return waiting


@transaction.atomic
def say_not_seen(*, consultation: Consultation, why: int, at: dt.datetime) -> Consultation:
    """Say why somebody who waited is not seen. Raises NotWaiting, CaravanDayClosed."""
    waiting = still_waiting(consultation, at)
    waiting.not_seen_why = why
    waiting.save(update_fields=["not_seen_why"])
    return waiting


@transaction.atomic
def put_back_to_wait(*, consultation: Consultation, at: dt.datetime) -> Consultation:
    """Undo what was said of a consultation: the person waits again. Raises CaravanDayClosed."""
    opened(consultation.attendance.day, at)
    Consultation.objects.filter(pk=consultation.pk).update(
        is_seen=False, seen_at=None, not_seen_why=None, referred_for=None
    )
    consultation.refresh_from_db()
    return consultation


def still_waiting(consultation: Consultation, at: dt.datetime) -> Consultation:
    """Return a consultation without an outcome yet, locked with its day. Raises NotWaiting, CaravanDayClosed."""
    opened(consultation.attendance.day, at)
    current = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if current.is_seen or current.not_seen_why is not None:
        raise NotWaiting(_("Somebody has already said what became of this person at this post."))
    return current


@transaction.atomic
def take_back_line(*, attendance: Attendance, actor: Actor, at: dt.datetime) -> Attendance:
    """Take a line back: it no longer counts, its number is free, and it can be brought back."""
    opened(attendance.day, at)
    attendance.taken_back_at = at
    attendance.save(update_fields=["taken_back_at"])
    note(actor, attendance.day, "line_taken_back", at)
    return attendance


@transaction.atomic
def bring_back_line(*, attendance: Attendance, actor: Actor, at: dt.datetime) -> Attendance:
    """Bring back a line that was taken back. Raises NumberTaken when its number went to somebody else."""
    day = opened(attendance.day, at)
    if standing(day).filter(queue_number=attendance.queue_number).exists():
        raise NumberTaken(
            _("Number %(number)d has gone to another person since.") % {"number": attendance.queue_number}
        )
    attendance.taken_back_at = None
    attendance.save(update_fields=["taken_back_at"])
    note(actor, day, "line_brought_back", at)
    return attendance


@transaction.atomic
def close_day(*, day: CaravanDay, actor: Actor, at: dt.datetime) -> CaravanDay:
    """Say that the register of a day is complete. Raises CaravanDayClosed when it is already."""
    day = opened(day, at)
    day.closed_at, day.closed_by_id = at, actor.person_id
    day.save(update_fields=["closed_at", "closed_by"])
    note(actor, day, "register_closed", at)
    return day


@transaction.atomic
def reopen_day(*, day: CaravanDay, actor: Actor, at: dt.datetime) -> CaravanDay:
    """Open the register of a day again."""
    CaravanDay.objects.filter(pk=day.pk).update(closed_at=None, closed_by=None)
    note(actor, day, "register_opened_again", at)
    day.refresh_from_db()
    return day


def note(actor: Actor, day: CaravanDay, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a register."""
    record_audit(
        actor=actor, action=KEEP_REGISTER, at=at, outcome=outcome, object_kind="caravan_day", object_id=day.pk
    )
