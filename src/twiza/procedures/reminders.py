"""Letters to the owners of files whose step is due soon, or late."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import override

from twiza.accounts.decisions import Actor, decide
from twiza.accounts.models import Person
from twiza.core.names import name_in
from twiza.messaging.actions import send_message
from twiza.procedures.directory import directory
from twiza.procedures.models import File, Party, Reminder
from twiza.procedures.queries.files import facts_to_see
from twiza.procedures.rules import SEE_FILE

THRESHOLDS = (7, 1, -1, -8, -30)
"""Days that are left until the due date, from the first letter to the last; beyond it, they are negative."""
FORGOTTEN_AFTER_DAYS = 60
"""A step that has been late for so long without a letter gets none any more: nobody waits for the first one."""
TEMPLATE = "procedures/mail/reminder"


@transaction.atomic
def remind_owners(*, at: dt.datetime, site: str) -> int:
    """
    Write to each owner once of all her files that reached a threshold, and return how many letters were queued.

    Twice on a day is once. `site` begins the addresses of files; empty: the letter names them without a link. Who may
    not see a file any more is not written to.
    """
    today = localdate(at)
    reached = [(file, days) for days in THRESHOLDS for file in files_at(days, today)]
    allowed = owners_who_see([file for file, _days in reached], today)
    told: dict[Person, list[File]] = defaultdict(list)
    for file, days in reached:
        if file.owner and file.pk in allowed and remember(file, days, at):
            told[file.owner].append(file)
    for person, files in told.items():
        write_to(person, files, today=today, at=at, site=site)
    return len(told)


def files_at(threshold: int, today: dt.date) -> QuerySet[File]:
    """Return the open files with an owner that are between a threshold and the next, and not told of it yet."""
    later = [days for days in THRESHOLDS if days < threshold]
    next_one = later[0] if later else -FORGOTTEN_AFTER_DAYS
    sent = Reminder.objects.filter(file=OuterRef("pk"), turn=OuterRef("turn"), threshold_days=threshold)
    due = File.objects.filter(
        closed_at=None,
        owner__isnull=False,
        owner__is_active=True,
        due_on__lte=today + dt.timedelta(days=threshold),
        due_on__gt=today + dt.timedelta(days=next_one),
    )
    waiting = due.filter(~Exists(sent)).select_related("owner", "step", "version")
    return waiting.order_by("due_on", "id")


def owners_who_see(files: Sequence[File], today: dt.date) -> set[uuid.UUID]:
    """Return the ids of the files that their owner may see today."""
    taking_part: dict[uuid.UUID, set[int]] = defaultdict(set)
    for file_id, organisation_id in Party.objects.filter(file__in=files).values_list("file", "organisation_id"):
        taking_part[file_id].add(organisation_id)
    around = {file.organisation_id for file in files}.union(*taking_part.values())
    people: dict[int | None, list[Actor]] = defaultdict(list)
    for one in directory().colleagues_of(sorted(around), today):
        people[one.actor.person_id].append(one.actor)
    return {
        file.pk
        for file in files
        if any(decide(one, SEE_FILE, facts_to_see(file, one, taking_part[file.pk])) for one in people[file.owner_id])
    }


def remember(file: File, threshold: int, at: dt.datetime) -> bool:
    """Note that an owner is told; return whether nobody told her before."""
    _reminder, is_new = Reminder.objects.get_or_create(
        file=file, turn=file.turn, threshold_days=threshold, defaults={"step_id": file.step_id, "sent_at": at}
    )
    return is_new


def write_to(person: Person, files: Sequence[File], *, today: dt.date, at: dt.datetime, site: str) -> None:
    """Queue one letter about some files, in the owner's language."""
    ordered = sorted(files, key=lambda file: (file.due_on or today, file.number))
    with override(person.language):
        lines = [line_of(file, person.language, today=today, site=site) for file in ordered]
    send_message(template=TEMPLATE, to_person=person, context={"files": lines, "count": len(lines)}, at=at)


def line_of(file: File, language: str, *, today: dt.date, site: str) -> dict[str, object]:
    """Return what a letter says of one file."""
    due_on = file.due_on or today
    return {
        "number": file.number,
        "title": file.title,
        "step": name_in(file.step.names, language),
        "due_on": date_format(due_on),
        "days_left": max(0, (due_on - today).days),
        "days_late": max(0, (today - due_on).days),
        "address": f"{site}{reverse('procedure_file', args=[file.pk])}" if site else "",
    }
