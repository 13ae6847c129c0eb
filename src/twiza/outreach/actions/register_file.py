"""Record the lines of a file in a day's register: all of them, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.outreach.actions.register import (
    attendance_of,
    consultations_of,
    note,
    opened,
    what_is_typed,
    what_it_says,
)
from twiza.outreach.models import Attendance, CaravanDay, CaravanPost, Consultation
from twiza.outreach.queries.register import posts_of, standing
from twiza.outreach.register_file import FileLine
from twiza.territory.row_problems import ProblemList, RowsRefused

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class FileRecorded:
    """How many lines are new, and how many were there already, word for word."""

    new: int
    was_there: int


@transaction.atomic
def record_file(
    *, day: CaravanDay, file: str, lines: Sequence[FileLine], actor: Actor, at: dt.datetime
) -> FileRecorded:
    """
    Record the lines of a file; those that are there already, word for word, are left as they are.

    Raises RowsRefused where a number is another person's, CaravanDayClosed, CaravanCancelled: then nothing is kept.
    """
    day = opened(day, at)
    posts, known = posts_of(day.caravan), known_lines(day)
    new = [one.line for one in lines if one.line.queue_number not in known]
    refuse_others(file, [one for one in lines if one.line.queue_number in known], known, posts)
    localities = {locality.number: locality for locality in day.caravan.localities.all()}
    attendances = [
        attendance_of(day, line, line.queue_number or 0, localities.get(line.locality or 0), actor, at) for line in new
    ]
    Attendance.objects.bulk_create(attendances, batch_size=AT_ONCE)
    consultations = [
        consultation
        for attendance, line in zip(attendances, new, strict=True)
        for consultation in consultations_of(attendance, line, posts)
    ]
    Consultation.objects.bulk_create(consultations, batch_size=AT_ONCE)
    note(actor, day, "file_recorded", at)
    return FileRecorded(len(new), len(lines) - len(new))


def known_lines(day: CaravanDay) -> dict[int, Attendance]:
    """Return the lines of a day by their number, with what each person came for in `asked`."""
    asked = Prefetch("consultations", Consultation.objects.order_by("pk"), to_attr="asked")
    return {line.queue_number: line for line in standing(day).prefetch_related(asked)}


def refuse_others(
    file: str, lines: Sequence[FileLine], known: dict[int, Attendance], posts: dict[int, CaravanPost]
) -> None:
    """Raise RowsRefused for the rows whose number is another person's in the register."""
    problems = ProblemList()
    for one in lines:
        there = known[one.line.queue_number or 0]
        if what_it_says(there, there.asked) != what_is_typed(one.line, posts):  # type: ignore[attr-defined]
            problems.note(one.row, "", _("The register has another person under this number."))
    if problems.found:
        raise RowsRefused(file, problems.in_order())
