"""The thread that keeps a job's lease while its handler computes."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connections

from twiza.jobs.context import Clock
from twiza.jobs.leases import Lease, LeaseLost, renew_lease

log = logging.getLogger(__name__)

BEATS_PER_LEASE = 4


class Heartbeat:
    """Renews one lease from a thread of its own until left; `lost` is set when somebody else took the job."""

    def __init__(self, held: Lease, *, lasting: dt.timedelta, clock: Clock) -> None:
        self.lost = threading.Event()
        self._held = held
        self._lasting = lasting
        self._clock = clock
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease of {held.job_id}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._left.wait(self._lasting.total_seconds() / BEATS_PER_LEASE) and not self.lost.is_set():
                self._renew()
        finally:
            connections.close_all()

    def _renew(self) -> None:
        try:
            renew_lease(held=self._held, until=self._clock() + self._lasting)
        except LeaseLost:
            self.lost.set()
        except DatabaseError as error:  # a busy database: the next beat comes before the lease ends
            log.warning("The lease of job %s was not renewed this time: %s.", self._held.job_id, type(error).__name__)
            connections.close_all()
