"""What the worker does between two jobs: houses that do not know each other meet here."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.mail import get_connection

from twiza.jobs.actions import forget_ended_jobs
from twiza.jobs.registry import chore
from twiza.messaging.actions import send_waiting_messages
from twiza.procedures.reminders import remind_owners


@chore("messaging.send_waiting", every=dt.timedelta(seconds=20))
def send_waiting_letters(at: dt.datetime) -> None:
    """Send the letters that wait."""
    send_waiting_messages(at=at, mailbox=get_connection(), sender=settings.DEFAULT_FROM_EMAIL)


@chore("procedures.remind_owners", every=dt.timedelta(days=1))
def remind_owners_of_files(at: dt.datetime) -> None:
    """Write to the owners of files whose step is due soon, or late; without a public name letters hold no link."""
    site = f"https://{settings.TWIZA_HOSTS[0]}" if settings.TWIZA_HOSTS else ""
    remind_owners(at=at, site=site)


@chore("jobs.forget_ended", every=dt.timedelta(hours=6))
def forget_old_jobs(at: dt.datetime) -> None:
    """Forget the jobs that ended longer ago than they are to be kept."""
    forget_ended_jobs(before=at - dt.timedelta(days=settings.KEEP_JOBS_DAYS))
