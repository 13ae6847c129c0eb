"""
The programme of the demonstration grown to the size that is promised: every family again, under ids of its own.

A copy keeps its places, agents and days, so that lists and figures hang together as those of the demonstration do.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from bench.scale_rows import copied, written
from twiza.case_management.models import ChildAlert, ChildDose, ChildFollow, ChildVisit
from twiza.households.models import Assignment, Guardian, Household, Member, NameKey, Person, PersonConsent
from twiza.procedures.models import File, Passage
from twiza.social_protection.models import Covered, Enquiry, Enrolment, OpenRight, Orientation

PERSONS, VISITS = 100_000, 1_000_000
SHIFT = dt.timedelta(days=3)
"""How far apart the visits lie that are made of one."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """Rows that are copied, and which of their fields name other rows that are copied."""

    kind: type[Model]
    of: Sequence[str]


FAMILIES = (
    Hanging(Household, ()),
    Hanging(Person, ()),
    Hanging(Member, ("household_id", "person_id")),
    Hanging(Assignment, ("household_id",)),
    Hanging(Guardian, ("child_id", "adult_id")),
    Hanging(PersonConsent, ("person_id",)),
    Hanging(NameKey, ("person_id",)),
    Hanging(Enquiry, ("household_id", "person_id")),
    Hanging(Orientation, ("enquiry_id",)),
    Hanging(Enrolment, ("file_id", "household_id", "applicant_id", "orientation_id")),
    Hanging(Covered, ("enrolment_id", "person_id")),
    Hanging(OpenRight, ("enrolment_id",)),
    Hanging(ChildFollow, ("child_id",)),
    Hanging(ChildDose, ("child_id",)),
)


def grow_programme() -> None:
    """Write the families again until there are so many people, and their visits until there are so many visits."""
    copies = range(1, PERSONS // Person.objects.count() + 1)
    copy_files(copies)
    for hanging in FAMILIES:
        grow(hanging, copies)
    grow_visits(copies)


def again(key: uuid.UUID, number: int) -> uuid.UUID:
    """Return the id of a copy of a row."""
    return uuid.uuid5(key, str(number))


def grow(hanging: Hanging, copies: range) -> None:
    """Write some rows again, once for each copy, each hanging on the rows of its own copy."""
    rows = list(hanging.kind._default_manager.order_by("pk"))
    for number in copies:
        written(hanging.kind, (copied(row, changed(row, hanging, number)) for row in rows))


def changed(row: Model, hanging: Hanging, number: int) -> dict[str, Any]:
    """Return what a copy says otherwise than its row."""
    found = {name: again(getattr(row, name), number) for name in hanging.of if getattr(row, name) is not None}
    if isinstance(row.pk, uuid.UUID):
        found[row._meta.pk.attname if row._meta.pk else "id"] = again(row.pk, number)
    if isinstance(row, Household):
        found["code"] = f"{number:02}{row.code}"
    if isinstance(row, Household | Person) and row.merged_into_id:
        found["merged_into_id"] = again(row.merged_into_id, number)
    return found


def copy_files(copies: range) -> None:
    """Write the files of enrolments again, with their passages."""
    files = list(File.objects.filter(enrolment__isnull=False).order_by("pk"))
    most = max(one.serial for one in files)
    passages = list(Passage.objects.filter(file__in=files).order_by("pk"))
    for number in copies:
        written(File, (copied(one, numbered(one, number, most)) for one in files))
        written(Passage, (copied(one, {"file_id": again(one.file_id, number)}) for one in passages))


def numbered(file: File, number: int, most: int) -> dict[str, Any]:
    """Return what the copy of a file is called."""
    return {"id": again(file.pk, number), "serial": file.serial + number * most, "number": f"{file.number}-{number}"}


def grow_visits(copies: range) -> None:
    """Write every visit again for each copied child, and as often more as the promised number asks for."""
    visits = list(ChildVisit.objects.order_by("pk"))
    times = -(-VISITS // (len(visits) * (len(copies) + 1)))
    for number in (0, *copies):
        for time in range(times):
            written(ChildVisit, visits_again(visits, number, time))
    alerts = list(ChildAlert.objects.order_by("pk"))
    for number in copies:
        written(ChildAlert, (copied(one, alert_again(one, number)) for one in alerts))


def visits_again(visits: Sequence[ChildVisit], number: int, time: int) -> Iterator[ChildVisit]:
    """Yield the visits of one copy, some days earlier each time; those of the demonstration itself are there."""
    for one in visits if number or time else ():
        said = {"id": again(one.pk, number + 1000 * time), "visited_on": one.visited_on - time * SHIFT}
        yield copied(one, said | ({"child_id": again(one.child_id, number)} if number else {}))


def alert_again(alert: ChildAlert, number: int) -> dict[str, Any]:
    """Return what a copied alert hangs on."""
    keys = {"child_id": alert.child_id, "visit_id": alert.visit_id, "id": alert.pk}
    return {name: again(key, number) for name, key in keys.items()}
