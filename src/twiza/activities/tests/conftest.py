"""A small country with Aminata's association in it, for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.activities.actions.awareness import SessionSaid, record_session
from twiza.activities.models import AwarenessSession
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.facilities.tests.places import make_small_country
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place

ABBAS, TABANT = "05.081.03.03", "05.081.03.09"
LAST_WEEK = TODAY - dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def places(db) -> dict[str, Place]:
    """Return a small country, by code."""
    return make_small_country()


@pytest.fixture
def coordinator(make_person, association) -> Person:
    """Return the coordinator of Aminata's association."""
    return make_person("Fatima", association, Role.COORDINATOR)


@pytest.fixture
def said(places) -> Callable[..., SessionSaid]:
    """Return what makes the words of a session of last week in Tabant."""

    def say(**given: Any) -> SessionSaid:
        words = {"held_on": LAST_WEEK, "place": places[TABANT], "topic_words": "Carnet de vaccination"}
        return SessionSaid(**(words | {"contacts": {"women": 12, "men": 3}} | given))

    return say


@pytest.fixture
def record(said) -> Callable[..., AwarenessSession]:
    """Return what records a session as somebody."""
    return lambda person, **given: record_session(
        id=new_id(), said=said(**given), actor=actor_of(person, TODAY), at=NOW
    )
