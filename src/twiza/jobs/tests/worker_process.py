"""A real worker in a process of its own: `python -m twiza.jobs.tests.worker_process NAME SECONDS_AHEAD`."""

import datetime as dt
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 -- app ready

from twiza.jobs.tests import handlers  # noqa: E402, F401 -- app ready
from twiza.jobs.worker import Worker, run_waiting_jobs  # noqa: E402 -- app ready

name, ahead = sys.argv[1], dt.timedelta(seconds=float(sys.argv[2]))
run_waiting_jobs(Worker(name=name, clock=lambda: timezone.now() + ahead))
