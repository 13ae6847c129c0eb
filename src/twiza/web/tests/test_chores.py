"""What the worker does between two jobs, with the settings of a deployment."""

import datetime as dt

import pytest

from twiza.conftest import NOW
from twiza.jobs.models import Job, JobState
from twiza.web.chores import forget_old_jobs


@pytest.mark.parametrize(("days", "kept"), [(90, 2), (31, 2), (30, 1), (1, 0)])
def test_ended_jobs_are_kept_for_as_many_days_as_is_set(settings, driss, days, kept):
    settings.KEEP_JOBS_DAYS = days
    for age in (20, 30):
        ended_at = NOW - dt.timedelta(days=age, minutes=1)
        Job.objects.create(kind="gone", owner=driss, state=JobState.DONE, created_at=ended_at, ended_at=ended_at)

    forget_old_jobs(NOW)

    assert Job.objects.count() == kept
