"""A woman whom Aminata accompanies, an association she lets read of it, and one that reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from twiza.accompaniment.actions.accompaniments import open_accompaniment
from twiza.accompaniment.actions.agreements import share
from twiza.accompaniment.models import Accompaniment, Agreement
from twiza.accompaniment.terms import Agreed, OpeningTerms, SharingTerms
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year
from twiza.households.models import ConsentPurpose, Household, Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.models import Organisation
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place, PlaceKind

SAID = ConsentSaid((ConsentPurpose.REGISTER, ConsentPurpose.RIGHTS), "oral", "fr", NOW)
AGREED = Agreed("oral", "fr", NOW)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def quarter(db) -> Place:
    """Return a quarter of an invented commune of France."""
    kind = PlaceKind.objects.create(country="FR", code="quartier", names={"fr": "Quartier"}, rank=4, line="state")
    return Place.objects.create(country="FR", kind=kind, code="Q1", names={"fr": "Quartier 1"}, path="FR/1/Q1")


@pytest.fixture
def agent(aminata) -> Actor:
    """Return Aminata as she acts."""
    return actor_of(aminata, TODAY)


@pytest.fixture
def supervisor(bakary) -> Actor:
    """Return Bakary as he acts."""
    return actor_of(bakary, TODAY)


@pytest.fixture
def partner(db) -> Organisation:
    """Return the association that a person lets read of her accompaniment."""
    return Organisation.objects.create(names={"fr": "Association Assif", "en": "Assif"})


@pytest.fixture
def fadma(make_person, partner) -> Account:
    """Return a social professional of the association that receives."""
    return make_person("Fadma", partner, Role.PROFESSIONAL)


@pytest.fixture
def receiver(fadma) -> Actor:
    """Return Fadma as she acts."""
    return actor_of(fadma, TODAY)


@pytest.fixture
def outsider(make_person, other_association) -> Actor:
    """Return a professional of Chama's association, who may accompany people, but not this one."""
    return actor_of(make_person("Chafia", other_association, Role.PROFESSIONAL), TODAY)


@pytest.fixture
def register(quarter, agent) -> Callable[..., Household]:
    """Return what registers a household of a woman and her child, for Aminata."""

    def register_one(name: str = "Hadda Benali") -> Household:
        head = MemberTerms(new_id(), PersonTerms(name, "female", born_in_year(1994)), "head", SAID)
        child = MemberTerms(new_id(), PersonTerms("Moha", "male", born_in_year(2020)), "child", guardian="mother")
        terms = HouseholdTerms(place=quarter, language="fr", registered_on=TODAY)
        return register_household(id=new_id(), terms=terms, members=[head, child], actor=agent, at=NOW)

    return register_one


@pytest.fixture
def hadda(register) -> Person:
    """Return Hadda."""
    return register().members.get(relation="head").person


@pytest.fixture
def accompany(agent) -> Callable[..., Accompaniment]:
    """Return what opens the accompaniment of somebody, for Aminata."""

    def accompany_one(person: Person, id=None, actor: Actor = agent) -> Accompaniment:
        terms = OpeningTerms("Her rights and a doctor", TODAY, "fr")
        return open_accompaniment(id=id or new_id(), person=person, terms=terms, agreed=AGREED, actor=actor, at=NOW)

    return accompany_one


@pytest.fixture
def accompaniment(accompany, hadda) -> Accompaniment:
    """Return the accompaniment of Hadda."""
    return accompany(hadda)


@pytest.fixture
def shares(accompaniment, partner, agent) -> Callable[..., list[Agreement]]:
    """Return what lets the other association read some parts."""

    def share_parts(*groups: str, reader: Account | None = None, to: Organisation = partner) -> list[Agreement]:
        terms = SharingTerms(to, groups, reader)
        return share(accompaniment=accompaniment, terms=terms, agreed=AGREED, actor=agent, at=NOW)

    return share_parts
