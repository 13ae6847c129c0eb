"""Caravans of two councils, and the definitions of a few indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.case_management.models import ChildFollow
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility
from twiza.facilities.tests.places import make_small_country
from twiza.households.models import Household, Member, Person
from twiza.indicators.tests.definitions import load_definitions
from twiza.outreach.actions.caravan import DayTerms, make_caravan
from twiza.outreach.actions.register import record_arrival, see_person
from twiza.outreach.models import Caravan
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import Place

COMMUNE = "05.081.03.09"


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
def definitions(db) -> RulesetVersion:
    """Return the definitions of a few indicators, as proposed."""
    return load_definitions()


@pytest.fixture
def specialty(db) -> Specialty:
    """Return the specialty that every caravan offers."""
    return Specialty.objects.create(
        code="gp", names={"fr": "Médecine"}, minutes_per_consultation=12, evidence="design", position=1
    )


@pytest.fixture
def caravan_seeing(places, specialty) -> Callable[..., Caravan]:
    """Return a maker of caravans of today in which so many people were seen; nobody comes to none."""

    def make(actor: Actor, seen: int) -> Caravan:
        caravan = make_caravan(
            actor=actor,
            area=places[COMMUNE],
            days=[DayTerms(TODAY, {"fr": "École"}, places[COMMUNE])],
            specialties=[specialty],
            at=NOW,
        )
        for _person in range(seen):
            line = record_arrival(
                day=caravan.days.get(),
                sex="female",
                age_years=34,
                age_months=None,
                posts=(1,),
                urgency="ordinary",
                locality=None,
                actor=actor,
                at=NOW,
                id=new_id(),
            )
            see_person(consultation=line.consultations.select_related("attendance__day").get(), at=NOW)
        return caravan

    return make


@pytest.fixture
def serve(association, bakary, acting) -> Callable[..., Facility]:
    """Return what lists a centre of the association that serves some places."""
    load_shipped_types()

    def make(name: str, *served: Place) -> Facility:
        stated = {"name_fr": name, "type": "CSR2", "place": served[0].path}
        catchment = {f"catchment.{place.path}": True for place in served}
        origin = Origin("Liste d'essai", TODAY, None)
        return add_facility(
            organisation=association, stated=stated | catchment, origin=origin, actor=acting(bakary), at=NOW
        )

    return make


@pytest.fixture
def follow(places, association, aminata):
    """Return what makes families with a child each, first seen on a day."""

    def make(count: int, since: dt.date = TODAY) -> list[Person]:
        return [family(number, since) for number in range(count)]

    def family(number: int, since: dt.date) -> Person:
        household = Household.objects.create(
            organisation=association, place=places["05.081.03.09"], language="fr", code=f"{since:%m%d}{number}",
            registered_on=since, registered_by=aminata, registered_at=NOW,
        )  # fmt: skip
        child = Person.objects.create(
            organisation=association, name=f"Enfant {number}", sex="female", born_on=dt.date(2025, 5, 5),
            birth_known="day", search_text="", made_by=aminata, made_at=NOW,
        )  # fmt: skip
        Member.objects.create(household=household, person=child, relation="child")
        ChildFollow.objects.create(
            child=child, organisation=association, since=since, risk="vert", risk_since=since, last_visit_on=since
        )
        return child

    return make
