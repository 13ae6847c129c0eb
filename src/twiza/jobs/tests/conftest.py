"""A worker whose clock stands still, and a way to ask for jobs."""

import datetime as dt

import pytest

from twiza.core.tests.shared_database import shared_database  # noqa: F401 -- a fixture
from twiza.jobs.actions import enqueue
from twiza.jobs.tests.handlers import BAKE
from twiza.jobs.worker import Worker

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def worker():
    return Worker(name="tests", clock=lambda: NOW)


@pytest.fixture
def ask():
    """Ask for a loaf, as somebody, at a time after nine."""

    def ask(person, *, kind=BAKE, minute=0, **arguments):
        return enqueue(
            kind=kind,
            arguments=arguments,
            owner_id=person.id if person else None,
            organisation_id=None,
            at=NOW + dt.timedelta(minutes=minute),
        )

    return ask
