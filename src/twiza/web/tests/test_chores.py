"""What the worker does between two jobs, with the settings of a deployment."""

import datetime as dt

import pytest

from twiza.conftest import NOW
from twiza.jobs.models import Job, JobState
from twiza.messaging.models import OutgoingMessage
from twiza.procedures.actions.details import assign_owner
from twiza.procedures.tests.conftest import FREE, activate, open_for  # noqa: F401 -- fixtures
from twiza.web.chores import forget_old_jobs, remind_owners_of_files


@pytest.mark.parametrize(("days", "kept"), [(90, 2), (31, 2), (30, 1), (1, 0)])
def test_ended_jobs_are_kept_for_as_many_days_as_is_set(settings, driss, days, kept):
    settings.KEEP_JOBS_DAYS = days
    for age in (20, 30):
        ended_at = NOW - dt.timedelta(days=age, minutes=1)
        Job.objects.create(kind="gone", owner=driss, state=JobState.DONE, created_at=ended_at, ended_at=ended_at)

    forget_old_jobs(NOW)

    assert Job.objects.count() == kept


def test_letters_to_owners_lead_to_the_public_name(settings, activate, driss, acting, open_for):  # noqa: F811
    settings.TWIZA_HOSTS = ["twiza.example.org"]
    activate(FREE)
    assign_owner(file=open_for(driss), owner=driss, actor=acting(driss), at=NOW)

    remind_owners_of_files(NOW + dt.timedelta(days=9))

    told = OutgoingMessage.objects.get().context["files"]
    assert [one["address"].startswith("https://twiza.example.org/fr/files/") for one in told] == [True]
