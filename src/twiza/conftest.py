"""The cast of every test: who they are, for whom they act, and a browser signed in for each."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from functools import cache

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.models import Installation
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import actor_of
from twiza.outreach.measures import days

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
LONG_AGO = dt.date(2020, 1, 1)
PASSWORD = "twelve goats crossed"


def pytest_configure() -> None:
    """Serve static files as they lie: hashing them is `twiza serve`'s work, and tested there."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave what SQLite has proven: tests without a database, and those marked `once`."""
    if connection.vendor == "sqlite":
        return
    left = [item for item in items if item.get_closest_marker("once") or not asks_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def asks_database(item: pytest.Item) -> bool:
    """Say whether a test is given a database."""
    given = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(given) or item.get_closest_marker("django_db") is not None


@cache
def hashed_password() -> str:
    """Return the hash of everybody's password in tests, computed once: Argon2id is slow on purpose."""
    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def _files_of_this_test_only(tmp_path, monkeypatch):
    """Keep what a test writes out of the home of anything that runs."""
    monkeypatch.setattr(settings, "TWIZA_HOME", tmp_path)
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    monkeypatch.setattr(settings, "EMAIL_FILE_PATH", tmp_path / "mail")


@pytest.fixture(autouse=True)
def _begins_at_now(monkeypatch):
    """Let a test begin at NOW, on whatever day it runs; time passes as it does."""
    began = time.monotonic()
    monkeypatch.setattr(timezone, "now", lambda: NOW + dt.timedelta(seconds=time.monotonic() - began))


@pytest.fixture(autouse=True)
def _speaks_french():
    """Begin in the language of the installation: the last page that a test asked for may have been in another."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_tally_of_another_test(monkeypatch):
    """Forget the tallies at hand: ids are used again after each test, and every test closes its registers at NOW."""
    monkeypatch.setattr(days, "AT_HAND", {})


@pytest.fixture
def demonstration(db) -> Installation:
    """Mark the database as a demonstration: over plain http, no second factor is asked for."""
    return Installation.objects.create(is_demonstration=True, made_at=NOW)


@pytest.fixture
def make_person(db) -> Callable[..., Person]:
    """Return a maker of people who act for an organisation in a role."""

    def make(name: str, organisation: Organisation, role: Role, territory: tuple[str, ...] = ()) -> Person:
        person = Person.objects.create(
            email=f"{name.lower()}@example.org", name=name, password=hashed_password(), joined_at=NOW
        )
        Membership.objects.create(
            person=person, organisation=organisation, role=role, territory=list(territory), valid_from=LONG_AGO
        )
        return person

    return make


@pytest.fixture
def association(db) -> Organisation:
    """Return the association that Aminata and Bakary work for."""
    return Organisation.objects.create(names={"fr": "Association Tazart", "ar": "جمعية تازارت"})


@pytest.fixture
def other_association(db) -> Organisation:
    """Return Chama's association: it must see nothing of ours."""
    return Organisation.objects.create(names={"fr": "Association Ifri"})


@pytest.fixture
def council(db) -> Organisation:
    """Return the council of communes that Driss plans for."""
    return Organisation.objects.create(names={"fr": "Conseil provincial", "ar": "المجلس الإقليمي"})


@pytest.fixture
def aminata(make_person, association) -> Person:
    """Return the field agent."""
    return make_person("Aminata", association, Role.FIELD_AGENT)


@pytest.fixture
def bakary(make_person, association) -> Person:
    """Return Aminata's supervisor."""
    return make_person("Bakary", association, Role.SUPERVISOR)


@pytest.fixture
def chama(make_person, other_association) -> Person:
    """Return the planner of another association: the outsider of every test."""
    return make_person("Chama", other_association, Role.PLANNER)


@pytest.fixture
def driss(make_person, council) -> Person:
    """Return the commune planner."""
    return make_person("Driss", council, Role.PLANNER)


@pytest.fixture
def esther(make_person, association) -> Person:
    """Return the funder: published figures only."""
    return make_person("Esther", association, Role.FUNDER)


@pytest.fixture
def manager(make_person, council) -> Person:
    """Return the manager of Driss's council."""
    return make_person("Malika", council, Role.MANAGER)


@pytest.fixture
def technical_administrator(make_person, council) -> Person:
    """Return the one who runs the machine and sees no case data."""
    return make_person("Tariq", council, Role.TECHNICAL_ADMINISTRATOR)


@pytest.fixture
def auditor(make_person, council) -> Person:
    """Return the one who reads logs, without content."""
    return make_person("Aicha", council, Role.AUDITOR)


@pytest.fixture
def acting() -> Callable[[Person], Actor]:
    """Return what makes an actor of a person, under her first membership."""
    return lambda person: actor_of(person, TODAY)


@pytest.fixture
def browser_of(demonstration) -> Callable[[Person], Client]:
    """Return what makes a signed-in browser of a person."""

    def browser(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return browser
