"""A country small enough to check in one's head: a town with the hospital, and villages north of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from twiza.access.models import Counted, NeedFormula, NeedTerm, Specialty
from twiza.conftest import NOW, TODAY
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import DayTerms, add_member, make_caravan
from twiza.outreach.actions.plan import compute_plan, store_plan
from twiza.outreach.actions.scenario import make_scenario
from twiza.outreach.models import Caravan, CaravanDay, Plan, Scenario
from twiza.outreach.terms import Terms, Wishes
from twiza.outreach.tests.ground_of_two import lat_at
from twiza.territory.models import (
    CensusIndicator,
    CensusValue,
    Place,
    PlaceKind,
    PopulationCount,
    PopulationPoint,
    Sex,
    Source,
    Universe,
)

FIRST_DAY = dt.date(2027, 1, 4)
"""A Monday."""


@pytest.fixture
def place_kinds(db) -> dict[str, PlaceKind]:
    ranks = {"country": 0, "region": 1, "province": 2, "commune": 3}
    return {
        code: PlaceKind.objects.create(country="XX", code=code, names={"fr": code}, rank=rank, line="state")
        for code, rank in ranks.items()
    }


@pytest.fixture
def source(db) -> Source:
    return Source.objects.create(code="test", title="Test", licence="CC0", attribution="Test", vintage="2024")


@pytest.fixture
def make_place(place_kinds) -> Callable[..., Place]:
    """Return a maker of places, so many kilometres north of the hospital."""

    def make(kind: str, path: str, name: str, km: float = 0.0) -> Place:
        return Place.objects.create(
            country="XX",
            kind=place_kinds[kind],
            code=path.rsplit("/", maxsplit=1)[-1],
            names={"fr": name, "ar": f"{name} (ar)", "en": name},
            path=path,
            lat=lat_at(km),
            lon=0.0,
        )

    return make


@pytest.fixture
def make_commune(make_place, source) -> Callable[..., Place]:
    """Return a maker of communes with their people at points: (kilometres, people)."""

    def make(path: str, name: str, km: float, points: list[tuple[float, int]], souks: int | None = None) -> Place:
        commune = make_place("commune", path, name, km)
        people = sum(count for _, count in points)
        PopulationCount.objects.create(
            place=commune, year=2024, universe=Universe.LEGAL, sex=Sex.ALL, people=people, source=source
        )
        for where, count in points:
            PopulationPoint.objects.create(commune=commune, lat=lat_at(where), lon=0.0, people=count, basis="grid")
        if souks is not None:
            indicator, _ = CensusIndicator.objects.get_or_create(
                code="weekly_souks", defaults={"names": {}, "unit": "count"}
            )
            CensusValue.objects.create(place=commune, indicator=indicator, year=2024, value=souks, source=source)
        return commune

    return make


@pytest.fixture
def region(make_place, make_commune) -> Place:
    """Return a region of one province: the town, Amlil at 50 km with a souk and a far hamlet, Tizi at 65 km."""
    make_place("country", "XX", "Pays")
    region = make_place("region", "XX/1", "Région")
    make_place("province", "XX/1/1.1", "Province")
    make_commune("XX/1/1.1/town", "Ville", 0.0, [(0.0, 9000), (1.0, 1000)])
    make_commune("XX/1/1.1/amlil", "Amlil", 50.0, [(50.0, 400), (57.0, 100)], souks=1)
    make_commune("XX/1/1.1/tizi", "Tizi", 65.0, [(65.0, 300)], souks=0)
    return region


@pytest.fixture
def specialties(db) -> list[Specialty]:
    rows = (("general", "Médecine générale"), ("dentistry", "Soins dentaires"))
    return [
        Specialty.objects.create(
            code=code, names={"fr": name}, minutes_per_consultation=12, evidence="design", position=position
        )
        for position, (code, name) in enumerate(rows)
    ]


@pytest.fixture
def formula(specialties) -> NeedFormula:
    """Return the formula: one inhabitant in ten for general practice, one in twenty for a dentist."""
    formula = NeedFormula.objects.create(version=1, names={"fr": "Formule d'essai"}, made_at=NOW)
    for specialty, weight in zip(specialties, (0.1, 0.05), strict=True):
        NeedTerm.objects.create(formula=formula, specialty=specialty, counted=Counted.EVERYONE, weight=weight)
    return formula


@pytest.fixture
def terms() -> Terms:
    """Return terms under which a team flies one stop a day, on two days, 60 minutes being 44.4 km."""
    return Terms(starts_on=FIRST_DAY, day_count=2, equity_strength=0.0)


@pytest.fixture
def wishes() -> Wishes:
    return Wishes(team_count=1)


@pytest.fixture
def scenario(region, specialties, formula, driss, acting, terms, wishes) -> Scenario:
    """Return Driss's scenario: three candidates, one team for two days."""
    return make_scenario(
        actor=acting(driss),
        area=region,
        specialties=specialties,
        need_formula=formula,
        terms=terms,
        wishes=wishes,
        at=NOW,
    )


@pytest.fixture
def make_plan() -> Callable[..., Plan]:
    """Return a maker of plans by the real engine."""

    def make(scenario: Scenario, at: dt.datetime = NOW) -> Plan:
        computed = compute_plan(scenario=scenario, report=lambda phase, share: None)
        return store_plan(
            scenario=scenario, computed=computed, based_on=None, made_by_id=scenario.made_by_id, job_id=None, at=at
        )

    return make


@pytest.fixture
def plan(scenario, make_plan) -> Plan:
    """Return the plan of Driss's scenario."""
    return make_plan(scenario)


@pytest.fixture
def offered(db) -> list[Specialty]:
    """Return three specialties in their order."""
    return [
        Specialty.objects.create(
            code=code, names={"fr": name, "en": name}, minutes_per_consultation=12, evidence="design", position=rank
        )
        for rank, (code, name) in enumerate([("gp", "General"), ("eyes", "Eyes"), ("heart", "Heart")])
    ]


@pytest.fixture
def make_caravan_on(driss, offered, make_place) -> Callable[..., Caravan]:
    """Return a maker of caravans of Driss's council: one place, a day or several."""
    commune = make_place("commune", "XX/r/p/tazart", "Tazart")

    def make(*dates: dt.date, names: dict[str, str] | None = None) -> Caravan:
        return make_caravan(
            actor=actor_of(driss, TODAY),
            area=commune,
            days=[DayTerms(on=on, names={"fr": "École de Tazart"}, commune=commune) for on in dates or (TODAY,)],
            specialties=offered,
            names=names,
            at=NOW,
        )

    return make


@pytest.fixture
def day(make_caravan_on, aminata, driss) -> CaravanDay:
    """Return today's day of a caravan, in which Aminata takes part."""
    caravan = make_caravan_on()
    add_member(
        caravan=caravan, person=aminata, name="Aminata", task="registration", actor=actor_of(driss, TODAY), at=NOW
    )
    return caravan.days.get()
