"""Places, census and formulas for the tests of this house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from twiza.access.loaders import load_shipped_formula, rules_in
from twiza.access.models import NeedFormula
from twiza.conftest import NOW
from twiza.facilities.tests.places import make_small_country
from twiza.territory.models import (
    OLDEST_AGE,
    CensusIndicator,
    CensusValue,
    Place,
    PopulationCount,
    PopulationPoint,
    Sex,
    Source,
    Universe,
)

ABBAS, TABANT, AHANSAL = "05.081.03.03", "05.081.03.09", "05.081.03.13"
PEOPLE = {ABBAS: 6_000, TABANT: 12_000, AHANSAL: 3_000}


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
def indicators(db) -> dict[str, CensusIndicator]:
    """Return the columns of the census that the shipped formula reads, by code."""
    read = {row["of"] for row in rules_in("need_formula.json")["terms"] if row["counted"] in ("share", "rest")}
    return {
        code: CensusIndicator.objects.create(code=code, names={"fr": code}, unit="percent") for code in sorted(read)
    }


@pytest.fixture
def source(db) -> Source:
    """Return where the figures of the small country come from."""
    return Source.objects.create(
        code="test", title="Recensement d'essai", licence="–", attribution="–", vintage="2024"
    )


@pytest.fixture
def census(places, indicators, source) -> dict[str, Place]:
    """Return the small country with people, ages and indicators; the third commune has no ages and no indicator."""
    for code, people in PEOPLE.items():
        count_people(places[code], source, people=people)
    for code in ABBAS, TABANT:
        for sex in Sex.FEMALE, Sex.MALE:
            for start, end in ((0, 5), (5, 10), (10, 15), (15, 20), (20, 50), (60, OLDEST_AGE)):
                count_people(places[code], source, people=100, sex=sex, age_start=start, age_end=end)
        for indicator in indicators.values():
            CensusValue.objects.create(
                place=places[code], indicator=indicator, year=2024, value=40 if code == ABBAS else 5, source=source
            )
    return places


@pytest.fixture
def formula(census) -> NeedFormula:
    """Return the formula shipped with Twiza, over the small country."""
    load_shipped_formula(NOW)
    return NeedFormula.objects.get()


@pytest.fixture
def points(census) -> list[PopulationPoint]:
    """Return where the people of the small country live: two points a commune, some 5 and 50 km around Tabant."""
    rows = (
        (ABBAS, 31.66, -6.45, 4_000),
        (ABBAS, 31.66, -6.90, 2_000),
        (TABANT, 31.66, -6.40, 8_000),
        (TABANT, 31.66, -6.42, 4_000),
        (AHANSAL, 32.66, -5.40, 3_000),
    )
    return PopulationPoint.objects.bulk_create(
        PopulationPoint(commune=census[code], lat=lat, lon=lon, people=people, basis="grid")
        for code, lat, lon, people in rows
    )


def count_people(place: Place, source: Source, **fields: object) -> PopulationCount:
    """Keep a count of people in the latest census; by default of everybody."""
    universe = Universe.MUNICIPAL if "sex" in fields else Universe.LEGAL
    given = {"year": 2024, "universe": universe, "sex": Sex.ALL}
    return PopulationCount.objects.create(place=place, source=source, **(given | fields))
