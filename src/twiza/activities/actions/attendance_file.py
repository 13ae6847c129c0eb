"""Keeping an attendance sheet that came as a file: every line that can be, and why the others cannot."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.activities.actions.participants import enrol, score, take_attendance
from twiza.activities.actions.professionals import ProfessionalSaid, register_professional
from twiza.activities.attendance_file import TITLES, AttendanceLine, read_attendance
from twiza.activities.models import Participation, Professional, Sheet, TrainingDay
from twiza.activities.queries.training import sounding_like
from twiza.core.errors import DomainError
from twiza.core.text import search_text_of
from twiza.documents.tables import Table
from twiza.territory.row_problems import ProblemList, RowProblem


class Unclear(DomainError):
    """A line does not say which person of the register it is about."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many lines of a sheet are kept, and what is wrong with the others."""

    lines: int
    problems: tuple[RowProblem, ...] = ()


@transaction.atomic
def keep_attendance_file(*, id: uuid.UUID, day: TrainingDay, table: Table, actor: Actor, at: dt.datetime) -> Kept:
    """Keep the lines of a sheet that can be kept, once under one id. Raises NoAttendance or CannotTakePart."""
    known = Sheet.objects.filter(pk=id, day=day).first()
    if known is not None:
        return Kept(known.attendances.count())
    lines, problems = read_attendance(table, day.training)
    present: dict[uuid.UUID, bool] = {}
    for line in lines:
        participation = participation_of(line, id, day, present, problems, actor, at)
        if participation is not None:
            present[participation.pk] = line.is_present
    take_attendance(id=id, day=day, present=present, taken_at=at, actor=actor, at=at)
    return Kept(len(present), tuple(problems.in_order()))


def participation_of(
    line: AttendanceLine, sheet_id: uuid.UUID, day: TrainingDay, present: Mapping[uuid.UUID, bool],
    problems: ProblemList, actor: Actor, at: dt.datetime,
) -> Participation | None:  # fmt: skip
    """Return who a line is about, enrolled and with her scores; None when that is noted as wrong."""
    try:
        professional = professional_of(line, sheet_id, day, actor, at)
    except DomainError as error:
        problems.note(line.row, str(TITLES["name"]), str(error))
        return None
    made = uuid.uuid5(sheet_id, f"participation {line.row}")
    enrolled = enrol(id=made, training=day.training, professional=professional, actor=actor, at=at)
    if enrolled.pk in present:
        problems.note(line.row, str(TITLES["name"]), _("This person is on the sheet already: a sheet has her once."))
        return None
    if (line.before, line.after) != (None, None):
        before = enrolled.before if line.before is None else line.before
        after = enrolled.after if line.after is None else line.after
        score(participation=enrolled, before=before, after=after, actor=actor, at=at)
    return enrolled


def professional_of(
    line: AttendanceLine, sheet_id: uuid.UUID, day: TrainingDay, actor: Actor, at: dt.datetime
) -> Professional:
    """Return the one of the register that a line is about, written down if new. Raises Unclear or SoundsLike."""
    alike = sounding_like(day.training.organisation_id, line.name)
    same = [one for one in alike if one.sound == search_text_of([line.name]).strip()]
    if len(same) > 1 and line.workplace:
        same = [one for one in same if works_at(one, line.workplace)] or same
    if len(same) > 1:
        raise Unclear(_("Several people of the register are called so: tick the right one by hand."))
    if same:
        return same[0]
    said = ProfessionalSaid(line.name, line.function, workplace=line.workplace)
    made = uuid.uuid5(sheet_id, f"professional {line.row}")
    return register_professional(id=made, said=said, others=(), actor=actor, at=at)


def works_at(professional: Professional, workplace: str) -> bool:
    """Return whether somebody works at a place, however it is spelt."""
    asked = set(search_text_of([workplace]).split())
    return asked <= set(professional.search_text.split())
