"""A lease is renewed while its job is computed, and its loss is noticed."""

import datetime as dt

import pytest
from django.utils import timezone

from twiza.accounts.models import Person
from twiza.jobs.heartbeat import Heartbeat
from twiza.jobs.leases import claim_job, release_job
from twiza.jobs.models import Job
from twiza.jobs.registry import known_kinds

SHORT = dt.timedelta(seconds=0.2)


@pytest.fixture
def held(ask, shared_database):
    ask(Person.objects.create(email="sender@example.org", name="Sender", joined_at=timezone.now()))
    _job, held = claim_job(worker="tests", kinds=known_kinds(), at=timezone.now(), lasting=SHORT)
    return held


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_keeps_the_lease(held):
    first = Job.objects.get().lease_until

    with Heartbeat(held, lasting=SHORT, clock=timezone.now):
        while Job.objects.get().lease_until == first:
            pass

    assert Job.objects.get().lease_until > first


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_notices_that_the_job_is_lost(held):
    release_job(held=held)

    with Heartbeat(held, lasting=SHORT, clock=timezone.now) as heartbeat:
        assert heartbeat.lost.wait(30)
