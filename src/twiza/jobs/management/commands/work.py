"""`twiza work`: do the jobs that wait, until told to leave."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twiza.jobs.worker import Worker, run_waiting_jobs, run_worker


class Command(BaseCommand):
    help = str(_("Do background jobs until stopped with Ctrl+C or SIGTERM; several workers may run at once."))

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what `twiza work --help` shows."""
        parser.add_argument("--once", action="store_true", help=str(_("do the jobs that wait now, then leave")))
        parser.add_argument("--leave-with-stdin", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run a worker named after this machine and process."""
        worker = Worker(name=f"{socket.gethostname()}:{os.getpid()}"[-80:], clock=timezone.now)
        _leave_on_signals(worker)
        if options["leave_with_stdin"]:
            threading.Thread(target=_leave_at_end_of_input, args=[worker], daemon=True).start()
        if options["once"]:
            run_waiting_jobs(worker)
        else:
            run_worker(worker)


def _leave_on_signals(worker: Worker) -> None:
    """Give the job at hand back at the first signal; end at once at the second."""

    def leave(number: int, frame: FrameType | None) -> None:
        worker.stopping.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)


def _leave_at_end_of_input(worker: Worker) -> None:
    """Leave when whoever started us is gone: its end of the pipe closes, even if it was killed."""
    # Not sys.stdin: its buffer is locked while we wait, and an interpreter that leaves by a signal stumbles over it.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    worker.stopping.set()
