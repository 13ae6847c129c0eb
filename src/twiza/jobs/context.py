"""What a handler knows of its job, and how it speaks while it works."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from typing import Any

from twiza.jobs.leases import Lease, LeaseLost, record_progress
from twiza.jobs.models import Job

Clock = Callable[[], dt.datetime]

# A page asks once a second: writing more often than this only wears the disk.
WRITE_EVERY = dt.timedelta(seconds=0.4)


class Cancelled(Exception):
    """Somebody asked to stop this job: let it rise."""


class WorkerStopping(Exception):
    """The worker was asked to leave: let it rise, another worker begins the job again."""


class JobContext:
    """One attempt at a job, as its handler sees it."""

    def __init__(
        self, job: Job, *, held: Lease, clock: Clock, stopping: threading.Event, lost: threading.Event
    ) -> None:
        self.job_id: uuid.UUID = job.id
        self.arguments: dict[str, Any] = job.arguments
        self.owner_id: int | None = job.owner_id
        self.organisation_id: int | None = job.organisation_id
        self.attempt: int = job.attempts
        self._held = held
        self._clock = clock
        self._stopping = stopping
        self._lost = lost
        self._said = ""
        self._written_at: dt.datetime | None = None

    def report(self, share: float, message: str = "") -> None:
        """
        Say how much is done (0–1), with an English message marked for translation (`gettext_noop`).

        Call it often: this is where a job is stopped. Raises Cancelled, WorkerStopping or LeaseLost, which
        the handler lets rise, and ValueError when the share is not one.
        """
        if not 0 <= share <= 1:
            raise ValueError(f"A share of {share} is not between 0 and 1.")
        if self._lost.is_set():
            raise LeaseLost
        if self._stopping.is_set():
            raise WorkerStopping
        now = self._clock()
        if self._is_news(message, now):
            self._write(share, message, now)

    def _is_news(self, message: str, now: dt.datetime) -> bool:
        is_other_message = bool(message) and message != self._said
        return self._written_at is None or is_other_message or abs(now - self._written_at) >= WRITE_EVERY

    def _write(self, share: float, message: str, now: dt.datetime) -> None:
        self._said, self._written_at = message or self._said, now
        if record_progress(held=self._held, share=share, message=self._said):
            raise Cancelled
