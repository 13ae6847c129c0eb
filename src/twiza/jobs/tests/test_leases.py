"""A job belongs to one worker at a time, and a dead worker's job to the next."""

import datetime as dt

import pytest

from twiza.jobs.leases import MAX_ATTEMPTS, LeaseLost, claim_job, finish_job, release_job, renew_lease
from twiza.jobs.models import FailureCause, Job, JobState
from twiza.jobs.registry import known_kinds
from twiza.jobs.tests.conftest import NOW
from twiza.jobs.tests.handlers import loaves, take_out
from twiza.jobs.worker import run_waiting_jobs

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def claim(worker, *, at=NOW):
    return claim_job(worker=worker, kinds=known_kinds(), at=at, lasting=MINUTE)


def finish(held, *, name="loaf"):
    return finish_job(held=held, commit=lambda: take_out(name), at=NOW)


def test_two_workers_do_not_get_the_same_job(ask, aminata):
    ask(aminata)

    first, second = claim("first"), claim("second")

    assert (first[0].worker, second) == ("first", None)


def test_a_job_is_taken_again_when_its_lease_ends(ask, aminata):
    ask(aminata)
    first, _lease = claim("first")

    too_early, (again, _lease) = claim("second", at=NOW + MINUTE / 2), claim("second", at=NOW + MINUTE)

    assert too_early is None
    assert (again, again.worker, again.attempts) == (first, "second", 2)


def test_a_renewed_lease_keeps_the_job(ask, aminata):
    ask(aminata)
    _job, held = claim("first")
    renew_lease(held=held, until=NOW + 2 * MINUTE)

    assert claim("second", at=NOW + MINUTE) is None


def test_a_worker_that_lost_its_lease_commits_nothing(ask, aminata):
    ask(aminata)
    _job, sleeper = claim("sleeper")
    _job, heir = claim("heir", at=NOW + MINUTE)

    with pytest.raises(LeaseLost):
        finish(sleeper, name="the sleeper's")

    assert (finish(heir), loaves()) == (JobState.DONE, 1)


def test_a_late_worker_whose_job_nobody_took_may_still_finish(ask, aminata):
    ask(aminata)
    _job, late = claim("late")
    renew_lease(held=late, until=NOW - MINUTE)

    assert finish(late) == JobState.DONE


def test_a_job_that_kills_its_workers_is_given_up(ask, aminata, worker):
    job = ask(aminata)
    for attempt in range(MAX_ATTEMPTS):
        claim("victim", at=NOW + attempt * MINUTE)
    worker.clock = lambda: NOW + MAX_ATTEMPTS * MINUTE

    taken = run_waiting_jobs(worker)

    job.refresh_from_db()
    assert (taken, job.state, job.failure) == (0, JobState.FAILED, FailureCause.KILLED)


def test_a_job_given_back_waits_and_has_used_no_attempt(ask, aminata):
    ask(aminata)
    _job, held = claim("leaving")

    release_job(held=held)

    kept = Job.objects.get()
    assert (kept.state, kept.attempts, kept.lease_token) == (JobState.WAITING, 0, None)


def test_a_worker_leaves_kinds_it_does_not_know(ask, aminata):
    ask(aminata)

    assert claim_job(worker="old", kinds=["tests.other"], at=NOW, lasting=MINUTE) is None
