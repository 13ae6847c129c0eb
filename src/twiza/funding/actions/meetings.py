"""Decisions about meetings: plan one, write down what happened, cancel it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.documents.guard import Upload
from twiza.funding.actions.changing import convention_to_change, note_convention, person_of
from twiza.funding.models import Committee, Meeting
from twiza.procedures.storage import guarded, keep_content


class NoSuchMeeting(InputError):
    """What was asked for cannot be a meeting: the sentence says why, and the way out."""


class MeetingHeld(DomainError):
    """The meeting took place."""


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """What happened at a meeting; functions are one a line."""

    held_on: dt.date
    attendance: str
    minutes: str


@transaction.atomic
def plan_meeting(
    *,
    committee: Committee,
    planned_on: dt.date,
    place: str,
    agenda: str,
    actor: Actor,
    at: dt.datetime,
    id: uuid.UUID,
) -> Meeting:
    """Plan a meeting of a committee, once under one id."""
    convention = convention_to_change(committee.convention, actor)
    meeting, is_new = Meeting.objects.get_or_create(
        id=id,
        defaults={
            "committee": committee,
            "planned_on": planned_on,
            "place": place.strip(),
            "agenda": agenda.strip(),
            "made_at": at,
            "made_by_id": person_of(actor),
        },
    )
    if is_new:
        note_convention(actor, convention, "meeting_planned", at)
    return meeting


@transaction.atomic
def report_meeting(
    *, meeting: Meeting, report: MeetingReport, upload: Upload | None, actor: Actor, at: dt.datetime
) -> Meeting:
    """Write down what happened at a meeting, with its minutes as a document if there is one. Raises NoSuchMeeting."""
    convention = convention_to_change(meeting.committee.convention, actor)
    if report.held_on > localdate(at):
        raise NoSuchMeeting(_("This day is not there yet: give the day on which it was held."))
    if not report.attendance.strip():
        raise NoSuchMeeting(_("Write which functions were there, one a line."))
    meeting.held_on, meeting.cancelled_at = report.held_on, None
    meeting.attendance, meeting.minutes = report.attendance.strip(), report.minutes.strip()
    if upload is not None:
        name, content_type, content = guarded(upload)
        meeting.minutes_content = keep_content(content=content, content_type=content_type, at=at)
        meeting.minutes_name = name
    meeting.save()
    note_convention(actor, convention, "meeting_reported", at)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor: Actor, at: dt.datetime) -> Meeting:
    """Say that a meeting will not take place. Raises MeetingHeld."""
    convention = convention_to_change(meeting.committee.convention, actor)
    if meeting.held_on is not None:
        raise MeetingHeld(_("This meeting was held: it cannot be cancelled."))
    meeting.cancelled_at = at
    meeting.save(update_fields=["cancelled_at"])
    note_convention(actor, convention, "meeting_cancelled", at)
    return meeting


@transaction.atomic
def bring_back_meeting(*, meeting: Meeting, actor: Actor, at: dt.datetime) -> Meeting:
    """Let a cancelled meeting be planned again."""
    convention = convention_to_change(meeting.committee.convention, actor)
    meeting.cancelled_at = None
    meeting.save(update_fields=["cancelled_at"])
    note_convention(actor, convention, "meeting_brought_back", at)
    return meeting
