"""Stopping a job: at once when nobody does it, else when its handler reports."""

import datetime as dt
import threading

import pytest

from twiza.jobs.actions import JobHasEnded, cancel_job
from twiza.jobs.context import Cancelled, JobContext, WorkerStopping
from twiza.jobs.leases import claim_job, finish_job
from twiza.jobs.models import JobState
from twiza.jobs.registry import known_kinds
from twiza.jobs.tests.conftest import NOW
from twiza.jobs.tests.handlers import CHANGE_MIND, loaves, take_out
from twiza.jobs.worker import run_waiting_jobs

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def claim():
    return claim_job(worker="tests", kinds=known_kinds(), at=NOW, lasting=MINUTE)


def context_of(job, held, *, now=NOW):
    return JobContext(job, held=held, clock=lambda: now, stopping=threading.Event(), lost=threading.Event())


def test_a_waiting_job_is_cancelled_at_once(ask, aminata, worker):
    cancelled = cancel_job(job=ask(aminata), at=NOW)

    assert run_waiting_jobs(worker) == 0
    assert (cancelled.state, cancelled.ended_at) == (JobState.CANCELLED, NOW)


def test_a_running_job_is_stopped_when_it_reports(ask, aminata):
    ask(aminata)
    job, held = claim()
    context = context_of(job, held)

    asked = cancel_job(job=job, at=NOW)

    assert (asked.state, asked.cancel_asked_at) == (JobState.RUNNING, NOW)
    with pytest.raises(Cancelled):
        context.report(0.5, "Running")


def test_a_worker_ends_a_job_cancelled_while_it_runs(ask, aminata, worker):
    job = ask(aminata, kind=CHANGE_MIND)

    run_waiting_jobs(worker)

    job.refresh_from_db()
    assert (job.state, loaves()) == (JobState.CANCELLED, 0)


def test_a_job_cancelled_before_its_commit_has_no_effect(ask, aminata):
    ask(aminata)
    job, held = claim()
    cancel_job(job=job, at=NOW)

    ended = finish_job(held=held, commit=lambda: take_out("late"), at=NOW)

    assert (ended, loaves()) == (JobState.CANCELLED, 0)


def test_a_job_whose_worker_died_is_cancelled_at_once(ask, aminata):
    ask(aminata)
    job, _held = claim()

    cancelled = cancel_job(job=job, at=NOW + 2 * MINUTE)

    assert cancelled.state == JobState.CANCELLED


def test_a_job_that_ended_is_not_cancelled(ask, aminata, worker):
    job = ask(aminata)
    run_waiting_jobs(worker)

    with pytest.raises(JobHasEnded):
        cancel_job(job=job, at=NOW)

    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at) == (JobState.DONE, None)


def test_a_worker_that_leaves_gives_its_job_back(ask, aminata):
    ask(aminata)
    job, held = claim()
    context = context_of(job, held)
    context._stopping.set()

    with pytest.raises(WorkerStopping):
        context.report(0.5)


def test_a_share_beyond_one_is_refused(ask, aminata):
    ask(aminata)
    context = context_of(*claim())

    with pytest.raises(ValueError, match=r"A share of 1\.2 is not between 0 and 1\."):
        context.report(1.2)


def test_progress_is_written_when_the_message_changes_or_time_passes(ask, aminata):
    ask(aminata)
    job, held = claim()
    context = context_of(job, held)

    context.report(0.1, "Running")
    context.report(0.2, "Running")
    job.refresh_from_db()

    assert (job.progress, job.message) == (0.1, "Running")
