"""A family of Bamako that Aminata registered, for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from twiza.accounts.decisions import Actor
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import Birth, born_in_year, born_on_day
from twiza.households.models import ConsentPurpose, Household, Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place, PlaceKind

SAID = ConsentSaid((ConsentPurpose.REGISTER, ConsentPurpose.VISITS), "oral", "bm", NOW)
FATOUMATA_BORN, CHILD_BORN = born_in_year(1994), born_on_day(dt.date(2025, 3, 9))


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def quarter(db) -> Place:
    """Return a quarter of an invented commune."""
    kind = PlaceKind.objects.create(country="ML", code="quartier", names={"fr": "Quartier"}, rank=4, line="state")
    return Place.objects.create(
        country="ML", kind=kind, code="Q1", names={"fr": "Quartier 1", "ar": "حي 1"}, path="ML/1/Q1"
    )


@pytest.fixture
def other_quarter(quarter) -> Place:
    """Return another quarter, of another commune."""
    return Place.objects.create(country="ML", kind=quarter.kind, code="Q2", names={"fr": "Quartier 2"}, path="ML/2/Q2")


@pytest.fixture
def agent(aminata) -> Actor:
    """Return Aminata as she acts."""
    return actor_of(aminata, TODAY)


@pytest.fixture
def supervisor(bakary) -> Actor:
    """Return Bakary as he acts."""
    return actor_of(bakary, TODAY)


@pytest.fixture
def outsider(chama) -> Actor:
    """Return Chama as she acts."""
    return actor_of(chama, TODAY)


def a_head(name: str = "Fatoumata Diarra", birth: Birth = FATOUMATA_BORN) -> MemberTerms:
    """Return the head of a household, who agrees to be registered and visited."""
    return MemberTerms(new_id(), PersonTerms(name, "female", birth), "head", SAID)


def a_child(name: str = "Moussa Diarra", birth: Birth = CHILD_BORN) -> MemberTerms:
    """Return a child of the head, who is its mother."""
    return MemberTerms(new_id(), PersonTerms(name, "male", birth), "child", guardian="mother")


@pytest.fixture
def register(quarter, agent) -> Callable[..., Household]:
    """Return what registers a household of these people, for Aminata unless somebody else is given."""

    def register_one(*members: MemberTerms, actor: Actor = agent, place: Place = quarter) -> Household:
        terms = HouseholdTerms(place=place, language="bm", registered_on=TODAY, landmark="Derrière l'école")
        return register_household(
            id=new_id(), terms=terms, members=members or (a_head(), a_child()), actor=actor, at=NOW
        )

    return register_one


@pytest.fixture
def household(register) -> Household:
    """Return the household of Fatoumata and Moussa."""
    return register()


@pytest.fixture
def mother(household) -> Person:
    """Return Fatoumata."""
    return Person.objects.get(name="Fatoumata Diarra")


@pytest.fixture
def child(household) -> Person:
    """Return Moussa, twenty months old."""
    return Person.objects.get(name="Moussa Diarra")
