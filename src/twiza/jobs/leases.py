"""
Who does a job, and until when: the worker's side of the table.

A worker takes a job for a while, under a token, and renews that lease while it lives. A worker that died renews
nothing, so the job is taken again; should the dead one wake, its token opens nothing any more.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from twiza.jobs.models import FailureCause, Job, JobState

# A job that ends the process of its worker this many times is not tried again.
MAX_ATTEMPTS = 3

CLAIMED_FIELDS = ("state", "worker", "attempts", "lease_token", "lease_until", "started_at", "progress", "message")


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to do one job: lost when the job's row carries another token."""

    job_id: uuid.UUID
    token: uuid.UUID


class LeaseLost(Exception):
    """Another worker has this job now, or it has ended: nothing of this attempt may be kept."""


def claim_job(
    *, worker: str, kinds: Collection[str], at: dt.datetime, lasting: dt.timedelta
) -> tuple[Job, Lease] | None:
    """
    Take the next job in turn under a new lease; None when nobody waits.

    Jobs whose lease has run out are taken again, or ended when they were tried too often or cancelled since.
    """
    if not _claimable(kinds, at).exists():  # asked without a lock: an idle worker must not hold up writers
        return None
    with transaction.atomic():
        end_abandoned_jobs(at=at)
        job = _in_turn(_claimable(kinds, at)).select_for_update(skip_locked=True, of=("self",)).first()
        if job is None:
            return None
        job.state, job.worker, job.attempts = JobState.RUNNING, worker, job.attempts + 1
        held = Lease(job.id, uuid.uuid4())
        job.lease_token, job.lease_until = held.token, at + lasting
        job.started_at, job.progress, job.message = at, 0, ""
        job.save(update_fields=CLAIMED_FIELDS)
        return job, held


def end_abandoned_jobs(*, at: dt.datetime) -> None:
    """End the jobs that nobody does any more and that shall not be done again."""
    abandoned = Job.objects.filter(state=JobState.RUNNING, lease_until__lte=at)
    freed: dict[str, Any] = {"lease_token": None, "lease_until": None, "ended_at": at}
    abandoned.filter(cancel_asked_at__isnull=False).update(state=JobState.CANCELLED, **freed)
    abandoned.filter(attempts__gte=MAX_ATTEMPTS).update(state=JobState.FAILED, failure=FailureCause.KILLED, **freed)


def renew_lease(*, held: Lease, until: dt.datetime) -> None:
    """Keep a job for longer. Raises LeaseLost."""
    if not _rows(held).update(lease_until=until):
        raise LeaseLost


def record_progress(*, held: Lease, share: float, message: str) -> bool:
    """Write how far a job is; return whether somebody asked to cancel it. Raises LeaseLost."""
    if not _rows(held).update(progress=share, message=message):
        raise LeaseLost
    return Job.objects.filter(id=held.job_id, cancel_asked_at__isnull=False).exists()


def finish_job(*, held: Lease, commit: Callable[[], dict[str, Any]], at: dt.datetime) -> JobState:
    """
    Make a job's effects and end it, in one transaction: both happen, or neither.

    A job cancelled meanwhile ends as cancelled, without effects. Raises LeaseLost before any effect.
    """
    with transaction.atomic():
        job = _rows(held).select_for_update().first()
        if job is None:
            raise LeaseLost
        if job.cancel_asked_at is not None:
            end_job(held=held, state=JobState.CANCELLED, at=at)
            return JobState.CANCELLED
        result = commit()
        ended = {"state": JobState.DONE, "progress": 1, "result": result, "ended_at": at}
        _rows(held).update(lease_token=None, lease_until=None, **ended)
        return JobState.DONE


def end_job(*, held: Lease, state: JobState, at: dt.datetime) -> None:
    """End a job without effects. Raises LeaseLost."""
    if not _rows(held).update(state=state, ended_at=at, lease_token=None, lease_until=None):
        raise LeaseLost


def fail_job(*, held: Lease, failure: FailureCause, sentence: str, at: dt.datetime) -> None:
    """End a job as failed, with the sentence for its owner. Raises LeaseLost."""
    with transaction.atomic():
        _rows(held).update(failure=failure, failure_sentence=sentence)
        end_job(held=held, state=JobState.FAILED, at=at)


def release_job(*, held: Lease) -> None:
    """Give a job back untouched: this attempt does not count. Raises LeaseLost."""
    waiting = {"state": JobState.WAITING, "attempts": F("attempts") - 1, "progress": 0, "message": ""}
    if not _rows(held).update(lease_token=None, lease_until=None, **waiting):
        raise LeaseLost


def _rows(held: Lease) -> QuerySet[Job]:
    return Job.objects.filter(id=held.job_id, state=JobState.RUNNING, lease_token=held.token)


def _claimable(kinds: Collection[str], at: dt.datetime) -> QuerySet[Job]:
    is_waiting = Q(state=JobState.WAITING)
    is_abandoned = Q(state=JobState.RUNNING, lease_until__lte=at)
    return Job.objects.filter(is_waiting | is_abandoned, kind__in=kinds)


def _in_turn(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Order by turn: owners with the fewest running jobs first, then those served longest ago, then the oldest job."""
    of_owner = Job.objects.filter(owner=OuterRef("owner")).order_by().values("owner")
    running = of_owner.filter(state=JobState.RUNNING).annotate(many=Count("id")).values("many")
    served = of_owner.annotate(last=Max("started_at")).values("last")
    return jobs.annotate(running_of_owner=Coalesce(Subquery(running), 0), owner_served_at=Subquery(served)).order_by(
        "running_of_owner", F("owner_served_at").asc(nulls_first=True), "created_at", "id"
    )
