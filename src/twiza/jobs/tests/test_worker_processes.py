"""Workers in processes of their own, one of them killed: on whichever database the suite runs."""

import signal
import subprocess
import sys

import pytest

from twiza.accounts.models import AuditEntry
from twiza.jobs.models import JobState
from twiza.jobs.tests.handlers import BAKE, WAIT, loaves

pytestmark = pytest.mark.django_db(transaction=True)

LEASE_IS_OVER = "3600"
FOR_EVER = "for ever"


@pytest.fixture
def start(shared_database):
    """Start a worker process; whatever still runs at the end is killed."""
    started = []

    def start(name, seconds_ahead="0"):
        command = [sys.executable, "-m", "twiza.jobs.tests.worker_process", name, seconds_ahead]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, env=shared_database, **pipes))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_killed_workers_job_is_done_by_another_once(start, ask, aminata):
    job = ask(aminata, kind=WAIT)

    victim = start("victim")
    assert victim.stdout.readline() == "begun\n"
    victim.kill()
    victim.wait()
    job.refresh_from_db()
    assert (job.state, job.worker, loaves()) == (JobState.RUNNING, "victim", 0)
    heir = start("heir", LEASE_IS_OVER)
    heir.communicate("go on\n", timeout=120)

    job.refresh_from_db()
    assert (job.state, job.worker, job.attempts, loaves()) == (JobState.DONE, "heir", 2, 1)


def test_a_worker_that_wakes_after_its_lease_changes_nothing(start, ask, aminata):
    job = ask(aminata, kind=WAIT)

    sleeper = start("sleeper")
    assert sleeper.stdout.readline() == "begun\n"
    start("heir", LEASE_IS_OVER).communicate("go on\n", timeout=120)
    sleeper.communicate("go on\n", timeout=120)

    job.refresh_from_db()
    assert (job.state, job.worker, loaves()) == (JobState.DONE, "heir", 1)


def test_two_workers_share_the_jobs_and_do_each_once(start, ask, aminata):
    names = {f"loaf {number:02}" for number in range(20)}
    for name in sorted(names):
        ask(aminata, kind=BAKE, name=name)

    for process in [start("first"), start("second")]:
        process.communicate(timeout=120)

    baked = list(AuditEntry.objects.values_list("object_id", flat=True))
    assert (len(baked), set(baked)) == (20, names)


def test_a_worker_told_to_leave_gives_its_job_back(start, ask, aminata):
    job = ask(aminata, kind=WAIT)

    worker = start("leaving", FOR_EVER)
    assert worker.stdout.readline() == "begun\n"
    worker.send_signal(signal.SIGTERM)
    worker.communicate("go on\n", timeout=120)

    job.refresh_from_db()
    assert (worker.returncode, job.state, job.attempts, loaves()) == (0, JobState.WAITING, 0, 0)
