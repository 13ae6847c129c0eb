"""Doing the jobs that wait in the process of a test, whatever the machine is busy with."""

from __future__ import annotations

import datetime as dt

from twiza.conftest import NOW
from twiza.jobs.worker import Worker, run_waiting_jobs

LONGER_THAN_ANY_TEST = dt.timedelta(hours=1)
"""A lease is renewed from a thread with a connection of its own, which sees nothing of a test's transaction."""


def do_waiting_jobs() -> int:
    """Do every job that waits at NOW, and return how many there were."""
    return run_waiting_jobs(Worker(name="test", clock=lambda: NOW, lease_lasting=LONGER_THAN_ANY_TEST))
