"""A plan of the council for a small region with people, an assumed hospital and two formulas, for these tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from twiza.access.models import NeedFormula, Specialty
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.care_supply.actions.lines import add_line
from twiza.care_supply.actions.parties import add_party
from twiza.care_supply.actions.plan import PlanTerms, make_plan
from twiza.care_supply.models import CareSupplyPlan, Gap, PlannedAction, PlanParty, PlanVersion
from twiza.care_supply.queries.plans import versions_of
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.files import move_file
from twiza.procedures.models import File, KindVersion, Move
from twiza.web.tests.made.access import access_scenario
from twiza.web.tests.made.country import populated_country
from twiza.web.tests.made.maker import Maker

TERMS = PlanTerms(purpose="Rapprocher les soins", first_year=2026, last_year=2028, currency="MAD")
NAMES = {"fr": "Offre de soins de la région", "ar": "عرض العلاجات بالجهة"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def places(db) -> dict[str, Any]:
    """Return a region with people, by code."""
    return populated_country()


@pytest.fixture
def kind_in_force(places) -> KindVersion:
    """Return the kind of plans shipped with Twiza, which the small country has in force."""
    return KindVersion.objects.get(kind__code="care_supply_plan", state="active")


@pytest.fixture
def make(kind_in_force, places) -> Callable[..., CareSupplyPlan]:
    """Return what begins a plan for a person."""
    return lambda person, names=NAMES: make_plan(
        names=names, area=places["05"], terms=TERMS, actor=actor_of(person, TODAY), at=NOW, id=new_id()
    )


@pytest.fixture
def plan(make, manager) -> CareSupplyPlan:
    """Return a plan of the council, a draft."""
    return make(manager)


@pytest.fixture
def version(plan) -> PlanVersion:
    """Return the first version of the plan."""
    return read_again(plan)


def read_again(plan: CareSupplyPlan) -> PlanVersion:
    """Return the last version of a plan as it is kept, with its plan."""
    version = versions_of(plan)[0]
    version.plan = CareSupplyPlan.objects.select_related("area", "organisation").get(pk=plan.pk)
    return version


@pytest.fixture
def ghita(make_person, association) -> Person:
    """Return the manager of Aminata's association."""
    return make_person("Ghita", association, Role.MANAGER)


@pytest.fixture
def partner(plan, association, manager) -> PlanParty:
    """Return Aminata's association as a party of the plan."""
    party = PlanParty(plan=plan, organisation=association, part="Association")
    return add_party(party=party, actor=actor_of(manager, TODAY), at=NOW)


@pytest.fixture
def scenario(manager, council, places):
    """Return how far the people of the region are from an assumed hospital."""
    return access_scenario(Maker(manager, actor_of(manager, TODAY), council, "essai"), places["05"])


@pytest.fixture
def formula(places) -> NeedFormula:
    """Return the formula of everybody: one person in ten needs general care in a year."""
    return NeedFormula.objects.get(organisation=None)


@pytest.fixture
def lack(manager, places) -> Callable[..., Gap]:
    """Return what writes a gap into a version."""

    def lack_one(version: PlanVersion, figure: float | None = 120, code: str = "05.081.03.09") -> Gap:
        gap = Gap(
            version=version,
            commune=places[code],
            specialty=Specialty.objects.get(),
            measured_by="stated",
            figure=figure,
            unit="femmes",
            figure_on=TODAY,
            source="Rapport de la délégation",
        )
        return add_line(line=gap, actor=actor_of(manager, TODAY), at=NOW)

    return lack_one


@pytest.fixture
def do(manager, council) -> Callable[..., PlannedAction]:
    """Return what writes an action into a version."""

    def do_one(version: PlanVersion, answers=(), **changed: Any) -> PlannedAction:
        values: dict[str, Any] = {
            "kind": "mobile",
            "text": "Caravane de soins généraux",
            "owner_organisation": council,
            "starts_on": dt.date(2026, 1, 1),
            "due_on": dt.date(2027, 12, 31),
            "amount": Decimal(80_000),
            "payer": "Conseil",
        }
        action = PlannedAction(version=version, **values | changed)
        return add_line(line=action, answers=answers, actor=actor_of(manager, TODAY), at=NOW)

    return do_one


def move_to(version: PlanVersion, step: str, person: Person) -> PlanVersion:
    """Move the file of a version to a step."""
    file = File.objects.get(pk=version.file_id)
    move_file(
        file=file,
        move=Move.objects.get(from_step=file.step_id, to_step__code=step),
        seen_turn=file.turn,
        happened_on=TODAY,
        reason="Séance du conseil",
        actor=actor_of(person, TODAY),
        at=NOW,
    )
    return read_again(version.plan)


@pytest.fixture
def adopt(manager) -> Callable[[PlanVersion], PlanVersion]:
    """Return what adopts a version."""
    return lambda version: move_to(move_to(version, "under_discussion", manager), "adopted", manager)
