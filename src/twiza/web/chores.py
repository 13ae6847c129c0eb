"""What the worker does between two jobs: houses that do not know each other meet here."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.mail import get_connection

from twiza.jobs.actions import forget_ended_jobs
from twiza.jobs.registry import chore
from twiza.messaging.actions import send_waiting_messages


@chore("messaging.send_waiting", every=dt.timedelta(seconds=20))
def send_waiting_letters(at: dt.datetime) -> None:
    """Send the letters that wait."""
    send_waiting_messages(at=at, mailbox=get_connection(), sender=settings.DEFAULT_FROM_EMAIL)


@chore("jobs.forget_ended", every=dt.timedelta(hours=6))
def forget_old_jobs(at: dt.datetime) -> None:
    """Forget the jobs that ended longer ago than they are to be kept."""
    forget_ended_jobs(before=at - dt.timedelta(days=settings.KEEP_JOBS_DAYS))
