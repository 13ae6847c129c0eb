"""
A real worker in a process of its own: `python -m twiza.jobs.tests.worker_process NAME SECONDS_AHEAD`.

With "for ever" instead of seconds it is `twiza work`, else it does what waits, with a clock that is ahead.
"""

import datetime as dt
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- app ready
from django.utils import timezone  # noqa: E402 -- app ready

from twiza.jobs.tests import handlers  # noqa: E402, F401 -- app ready
from twiza.jobs.worker import Worker, run_waiting_jobs  # noqa: E402 -- app ready

name, ahead = sys.argv[1:]
if ahead == "for ever":
    call_command("work")
else:
    run_waiting_jobs(Worker(name=name, clock=lambda: timezone.now() + dt.timedelta(seconds=float(ahead))))
