"""A small country with Aminata's association in it, for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.activities.actions.awareness import SessionSaid, record_session
from twiza.activities.actions.modules import ModuleSaid, write_module
from twiza.activities.actions.participants import enrol
from twiza.activities.actions.professionals import ProfessionalSaid, register_professional
from twiza.activities.actions.trainings import DaySaid, TrainingSaid, add_day, write_training
from twiza.activities.counting_rule import training_rule
from twiza.activities.models import AwarenessSession, Module, Participation, Professional, Training, TrainingDay
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.facilities.tests.places import make_small_country
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place

ABBAS, TABANT = "05.081.03.03", "05.081.03.09"
FIRST, SECOND = dt.date(2026, 4, 1), dt.date(2026, 4, 2)
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


@pytest.fixture
def module(bakary) -> Module:
    """Return a module of six hours, of Bakary's association."""
    said = ModuleSaid({"fr": "Croissance", "ar": "النمو"}, Decimal(6))
    return write_module(id=new_id(), said=said, actor=actor_of(bakary, TODAY), at=NOW)


@pytest.fixture
def training(module, places, bakary) -> Training:
    """Return a training of the module, over two days of last spring, its tests marked out of 20."""
    said = TrainingSaid(module, FIRST, SECOND, places[TABANT], "Santé Sud", max_score=Decimal(20))
    return write_training(id=new_id(), said=said, rule=training_rule(), actor=actor_of(bakary, TODAY), at=NOW)


@pytest.fixture
def days(training, bakary) -> list[TrainingDay]:
    """Return the two days of the training: of five hours, and of one."""
    actor = actor_of(bakary, TODAY)
    said = [DaySaid(FIRST, Decimal(5)), DaySaid(SECOND, Decimal(1))]
    return [add_day(id=new_id(), training=training, said=one, actor=actor, at=NOW) for one in said]


@pytest.fixture
def professional(bakary) -> Callable[..., Professional]:
    """Return what writes somebody in the register."""
    return lambda name, **given: register_professional(
        id=new_id(),
        said=ProfessionalSaid(name, "Infirmière", **given),
        others=(),
        actor=actor_of(bakary, TODAY),
        at=NOW,
    )


@pytest.fixture
def take_part(training, professional, bakary) -> Callable[..., Participation]:
    """Return what lets somebody new take part in the training."""
    return lambda name: enrol(
        id=new_id(), training=training, professional=professional(name), actor=actor_of(bakary, TODAY), at=NOW
    )
