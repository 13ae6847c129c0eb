"""Two centres and a grid, for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.text import search_text_of
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import Facility, FacilityType
from twiza.organisations.queries import actor_of
from twiza.quality.actions.rounds import MarkGiven, hold_round, keep_sheet
from twiza.quality.models import Assessor, QualityRound
from twiza.quality.tests.canaries import kept_grid
from twiza.rulesets.models import RulesetVersion
from twiza.web.tests.made.country import populated_country


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def grid(driss) -> RulesetVersion:
    """Return the grid that comes with Twiza."""
    return kept_grid(None, driss, NOW)


@pytest.fixture
def brahim(make_person, council) -> Person:
    """Return the supervisor who holds rounds."""
    return make_person("Brahim", council, Role.SUPERVISOR)


@pytest.fixture
def centre(council) -> Facility:
    """Return a centre of the directory."""
    load_shipped_types()
    return Facility.objects.create(
        organisation=council,
        code="C1",
        names={"fr": "Tabant"},
        search_text=search_text_of(["Tabant"]),
        type=FacilityType.objects.get(code="CSR1"),
        place=populated_country()["05.081.03.09"],
        status="open",
        source="Tournée de mai",
        updated_at=NOW,
    )


@pytest.fixture
def hold(council, centre, grid, brahim) -> Callable[..., QualityRound]:
    """Return what holds a round at the centre on a day."""

    def held(held_on: dt.date = TODAY) -> QualityRound:
        return hold_round(
            id=new_id(), organisation=council, facility=centre, version=grid, held_on=held_on, note="",
            person=brahim, actor=actor_of(brahim, TODAY), at=NOW,
        )  # fmt: skip

    return held


@pytest.fixture
def mark(brahim) -> Callable[..., Assessor]:
    """Return what keeps the sheet of an assessor: marks by item."""

    def marked(round: QualityRound, kind: str = "supervisor", number: int = 1, **values: int | None) -> Assessor:
        marks = [MarkGiven(item, value) for item, value in values.items()]
        return keep_sheet(
            id=new_id(), round=round, kind=kind, number=number, marks=marks, actor=actor_of(brahim, TODAY), at=NOW
        )

    return marked
