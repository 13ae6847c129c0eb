"""The cast, and a worker whose clock stands still."""

import datetime as dt

import pytest

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.jobs.actions import enqueue
from twiza.jobs.tests.handlers import BAKE
from twiza.jobs.worker import Worker

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def aminata(db):
    return Person.objects.create(email="aminata@example.org", name="Aminata", joined_at=NOW, language="fr")


@pytest.fixture
def chama(db):
    return Person.objects.create(email="chama@example.org", name="Chama", joined_at=NOW, language="ar")


@pytest.fixture
def actor(aminata):
    return Actor(person_id=aminata.id)


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
