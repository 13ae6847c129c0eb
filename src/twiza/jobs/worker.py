"""The worker: takes jobs in turn, does them, and does the chores between."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import traceback
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import translation

from twiza.core.errors import DomainError
from twiza.jobs.context import Cancelled, Clock, JobContext, WorkerStopping
from twiza.jobs.heartbeat import Heartbeat
from twiza.jobs.leases import Lease, LeaseLost, claim_job, end_job, fail_job, finish_job, release_job
from twiza.jobs.models import FailureCause, Job, JobState
from twiza.jobs.registry import Chore, Commit, handler_of, known_chores, known_kinds

log = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=60)
LOOK_EVERY_SECONDS = 0.5
RETRY_AFTER_SECONDS = 5.0


@dataclass(slots=True)
class Worker:
    """One process that does jobs: its name, its clock, for how long it takes a job, and whether it shall leave."""

    name: str
    clock: Clock
    lease_lasting: dt.timedelta = LEASE
    stopping: threading.Event = field(default_factory=threading.Event)
    chores_done: dict[str, dt.datetime] = field(default_factory=dict)


def run_worker(worker: Worker) -> None:
    """Do jobs and chores until `worker.stopping` is set; a database that is away is waited for."""
    while not worker.stopping.is_set():
        try:
            close_old_connections()
            do_chores(worker)
            if not do_next_job(worker):
                worker.stopping.wait(LOOK_EVERY_SECONDS)
        except (OperationalError, InterfaceError) as error:
            log.warning("Worker %s cannot use the database now: %s.", worker.name, type(error).__name__)
            worker.stopping.wait(RETRY_AFTER_SECONDS)


def run_waiting_jobs(worker: Worker) -> int:
    """Do the chores once and every job that waits, then return how many jobs were taken."""
    do_chores(worker)
    many = 0
    while not worker.stopping.is_set() and do_next_job(worker):
        many += 1
    return many


def do_chores(worker: Worker) -> None:
    """Do the chores whose time has come; one that fails is logged and waits for its next time."""
    for chore in known_chores():
        now = worker.clock()
        last = worker.chores_done.get(chore.name)
        if last is None or now - last >= chore.every:
            worker.chores_done[chore.name] = now
            _do_chore(chore, now)


def do_next_job(worker: Worker) -> bool:
    """Take the next job and do it; return whether there was one."""
    taken = claim_job(worker=worker.name, kinds=known_kinds(), at=worker.clock(), lasting=worker.lease_lasting)
    if taken is None:
        return False
    job, held = taken
    log.info("Job %s (%s) begins, attempt %s.", job.id, job.kind, job.attempts)
    with translation.override(job.owner.language if job.owner else None):
        outcome = _do_job(worker, job, held)
    log.info("Job %s (%s) is %s.", job.id, job.kind, outcome)
    return True


def _do_job(worker: Worker, job: Job, held: Lease) -> str:
    """Return how this attempt went: a state, or who has the job now."""
    try:
        return _attempt(worker, job, held)
    except LeaseLost:
        return "no longer ours"
    except (OperationalError, InterfaceError) as error:
        log.warning("The database failed under job %s: %s.", job.id, type(error).__name__)
        return "left until its lease ends"


def _attempt(worker: Worker, job: Job, held: Lease) -> str:
    try:
        return finish_job(held=held, commit=_compute(worker, job, held), at=worker.clock())
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Cancelled:
        end_job(held=held, state=JobState.CANCELLED, at=worker.clock())
        return JobState.CANCELLED
    except WorkerStopping:
        release_job(held=held)
        return "given back"
    except DomainError as refusal:
        fail_job(held=held, failure=FailureCause.REFUSED, sentence=str(refusal), at=worker.clock())
    except Exception as error:
        log_unexpected(f"Job {job.id} ({job.kind})", error)
        fail_job(held=held, failure=FailureCause.UNEXPECTED, sentence="", at=worker.clock())
    return JobState.FAILED


def _compute(worker: Worker, job: Job, held: Lease) -> Commit:
    heartbeat = Heartbeat(held, lasting=worker.lease_lasting, clock=worker.clock)
    context = JobContext(job, held=held, clock=worker.clock, stopping=worker.stopping, lost=heartbeat.lost)
    with heartbeat:
        return handler_of(job.kind)(context)


def _do_chore(chore: Chore, now: dt.datetime) -> None:
    try:
        chore.do(now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log_unexpected(f"Chore {chore.name}", error)


def log_unexpected(what: str, error: Exception) -> None:
    """Log an error nobody expected: where it rose, but not its message, which may quote a person's data."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed on %s.\n%s", what, type(error).__name__, where)
