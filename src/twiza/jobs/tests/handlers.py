"""Work for the tests: every loaf baked leaves one entry in the audit chain, so that effects can be counted."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import NOBODY
from twiza.accounts.models import AuditEntry
from twiza.core.errors import DomainError
from twiza.jobs.actions import cancel_job
from twiza.jobs.models import Job
from twiza.jobs.registry import chore, job

BAKE = "tests.bake"
REFUSE = "tests.refuse"
REFUSE_LATE = "tests.refuse_late"
BREAK = "tests.break"
CHANGE_MIND = "tests.change_mind"
WAIT = "tests.wait"
KNEADING = gettext_noop("Running")


SWEPT = []


class OvenClosed(DomainError):
    """A rule says no."""


def loaves() -> int:
    return AuditEntry.objects.filter(action="tests.bake").count()


def take_out(name):
    record_audit(actor=NOBODY, action="tests.bake", at=timezone.now(), object_id=name)
    return {"loaf": name}


@chore("tests.sweep", every=dt.timedelta(seconds=10))
def sweep(now):
    SWEPT.append(now)


@job(BAKE, title="Bread")
def bake(context):
    context.report(0.5, KNEADING)
    return lambda: take_out(context.arguments.get("name", ""))


@job(REFUSE)
def refuse(context):
    raise OvenClosed(_("This job has ended already."))


@job(REFUSE_LATE)
def refuse_late(context):
    def commit():
        take_out("half a loaf")
        raise OvenClosed(_("This job has ended already."))

    return commit


@job(BREAK)
def break_down(context):
    whose = "aminata@example.org"
    raise ZeroDivisionError(whose)


@job(CHANGE_MIND)
def change_mind(context):
    """Be cancelled by somebody while computing, and report afterwards."""
    cancel_job(job=Job.objects.get(id=context.job_id), at=timezone.now())
    context.report(0.5, KNEADING)
    return lambda: take_out("unwanted")


@job(WAIT)
def wait_to_be_killed(context):
    """Say on the standard output that work has begun, then wait on the standard input."""
    context.report(0.1, KNEADING)
    print("begun", flush=True)  # noqa: T201
    input()
    context.report(0.9, KNEADING)
    return lambda: take_out("patient")
