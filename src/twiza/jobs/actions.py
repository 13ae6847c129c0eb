"""What people do with jobs: ask for one, and stop one."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.jobs.models import Job, JobState
from twiza.jobs.registry import handler_of


class JobHasEnded(DomainError):
    """The job is over: there is nothing left to stop."""


def enqueue(
    *,
    kind: str,
    arguments: dict[str, Any],
    owner_id: int | None,
    organisation_id: int | None,
    at: dt.datetime,
    id: uuid.UUID | None = None,
) -> Job:
    """
    Ask for a job; a worker takes it once this transaction is committed.

    Asked for again under the same id it is the same job; without an id it is a new one. A job of the machine itself
    has no owner, and no page shows it. Raises ValueError for a kind without a handler.
    """
    handler_of(kind)
    asked = {"kind": kind, "arguments": arguments, "organisation_id": organisation_id, "created_at": at}
    job, _created = Job.objects.get_or_create(id=id or new_id(), owner_id=owner_id, defaults=asked)
    return job


def cancel_job(*, job: Job, at: dt.datetime) -> Job:
    """
    Stop a job: at once when nobody works on it, else as soon as its worker looks. Raises JobHasEnded.

    A job that is being stopped is still running, with `cancel_asked_at`; asking twice changes nothing.
    """
    is_idle = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lte=at)
    this = Job.objects.filter(id=job.id)
    ended = {"state": JobState.CANCELLED, "ended_at": at, "lease_token": None, "lease_until": None}
    if not this.filter(is_idle).update(cancel_asked_at=at, **ended):
        is_asked = this.filter(state=JobState.RUNNING, cancel_asked_at__isnull=True).update(cancel_asked_at=at)
        job.refresh_from_db()
        if job.has_ended and not is_asked:
            raise JobHasEnded(_("This job has ended already."))
    job.refresh_from_db()
    return job


def forget_ended_jobs(*, before: dt.datetime) -> int:
    """Delete the jobs that ended before a time, and return how many; what they made stays."""
    many, _of_kinds = Job.objects.filter(ended_at__lt=before).delete()
    return many
