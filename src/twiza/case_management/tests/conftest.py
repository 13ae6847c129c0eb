"""Two agents and four homes on one line, 15 minutes of walking a kilometre apart; and a boy of a year to visit."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from twiza.accounts.decisions import Actor
from twiza.case_management.actions.rounds import compute_rounds, make_rounds, store_rounds
from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.case_management.terms import AgentTerms, HomeTerms, Rhythm, RoundsTerms
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year, born_on_day
from twiza.households.models import Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.queries import actor_of
from twiza.rulesets.actions.shipped import content_from_file, kept_if_new, load_sources
from twiza.rulesets.tests.shipped import FOLDER, shipped
from twiza.territory.models import Place, PlaceKind

RULES = ("visit_schedule", "danger_signs", "anthropometry", "vaccines_ml", "child_questions")
GIVEN = NOW - dt.timedelta(days=400)
FIRST_DAY = dt.date(2027, 1, 4)
"""A Monday."""
KM_PER_DEGREE = 111.195


def lat_at(km: float) -> float:
    """Return the latitude so many kilometres north of the equator."""
    return km / KM_PER_DEGREE


def home(code: str, km: float, **said: object) -> HomeTerms:
    """Return a home of high risk, so many kilometres north, visited for 30 minutes."""
    first = HomeTerms(code, lat_at(km), 0.0, 30.0, risk="high")
    return dataclasses.replace(first, **said)  # type: ignore[arg-type]


@pytest.fixture
def terms() -> RoundsTerms:
    """Return Monday to Friday of one week; Aminata in the south, Fanta in the north, two homes near each."""
    return RoundsTerms(
        starts_on=FIRST_DAY,
        working_days=5,
        weekdays=(1, 2, 3, 4, 5),
        agents=(AgentTerms("Aminata", lat_at(0), 0.0, 240.0), AgentTerms("Fanta", lat_at(10), 0.0, 240.0)),
        homes=(home("H1", 1), home("H2", 2), home("H3", 9), home("H4", 8)),
        rhythms={"high": Rhythm(visits=2, gap_days=2)},
        speed_kmh=4.0,
        detour=1.0,
    )


@pytest.fixture
def plan(terms, bakary, acting) -> RoundsPlan:
    """Return the rounds that Bakary asks for, not planned yet."""
    return make_rounds(actor=acting(bakary), terms=terms, at=NOW)


@pytest.fixture
def make_version() -> Callable[[RoundsPlan], RoundsVersion]:
    """Return a maker of first versions by the real engine."""

    def make(plan: RoundsPlan) -> RoundsVersion:
        problem, answer = compute_rounds(plan=plan, report=lambda share: None)
        return store_rounds(plan=plan, problem=problem, answer=answer, made_by_id=plan.made_by_id, job_id=None, at=NOW)

    return make


@pytest.fixture
def version(plan, make_version) -> RoundsVersion:
    """Return Bakary's rounds, planned."""
    return make_version(plan)


@pytest.fixture
def agent(aminata) -> Actor:
    """Return Aminata as she acts."""
    return actor_of(aminata, TODAY)


@pytest.fixture
def supervisor(bakary) -> Actor:
    """Return Bakary as he acts."""
    return actor_of(bakary, TODAY)


@pytest.fixture
def child(agent, db) -> Person:
    """Return a boy of a year, of a quarter of Mali, whose mother agreed to visits."""
    load_sources(content_from_file(FOLDER / "sources.yml")["sources"])
    for name in RULES:
        kept_if_new(shipped(name), NOW)
    kind = PlaceKind.objects.create(country="ML", code="quartier", names={"fr": "Quartier"}, rank=4, line="state")
    place = Place.objects.create(country="ML", kind=kind, code="Q1", names={"fr": "Quartier 1"}, path="ML/1/Q1")
    said = ConsentSaid(("register", "visits"), "oral", "bm", GIVEN)
    born = PersonTerms("Moussa", "male", born_on_day(dt.date(2025, 11, 22)))
    boy = MemberTerms(new_id(), born, "child", guardian="mother")
    mother = MemberTerms(new_id(), PersonTerms("Awa", "female", born_in_year(1995)), "head", said)
    register_household(
        id=new_id(), terms=HouseholdTerms(place, "bm", TODAY), members=[mother, boy], actor=agent, at=NOW
    )
    return Person.objects.get(pk=boy.id)
