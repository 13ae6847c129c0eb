"""A family of Bamako that Aminata follows, the rules and the schemes that come with Twiza."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.utils import translation

from twiza.accounts.decisions import Actor, Grant
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year
from twiza.households.models import ConsentPurpose, Household, Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.kinds import activate_version, draft_version
from twiza.procedures.models import KindVersion
from twiza.procedures.reading import kind_from_yaml
from twiza.rulesets.actions.shipped import content_from_file, kept_if_new, load_sources
from twiza.rulesets.evaluation.evidence import Plain
from twiza.rulesets.tests.shipped import FOLDER, shipped
from twiza.social_protection.actions.enquiries import make_enquiry
from twiza.social_protection.actions.enrolments import move_enrolment, open_enrolment
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.actions.schemes import load_schemes
from twiza.social_protection.loaders import shipped_schemes
from twiza.social_protection.models import Enquiry, Enrolment, Orientation, Scheme
from twiza.social_protection.queries.enquiries import questions_for, schemes_of
from twiza.social_protection.queries.enrolments import agreeing
from twiza.territory.models import Place, PlaceKind

SAID = ConsentSaid((ConsentPurpose.REGISTER, ConsentPurpose.RIGHTS), "oral", "bm", NOW)
RULES = tuple(f"{kind}_{country}" for kind in ("eligibility", "enquiry") for country in ("ml", "ma", "fr"))
INDIGENT = {
    "assujetti_amo": False, "autre_couverture": False, "admis_de_droit": "aucun", "ramed_deja_utilise": False,
    "ressources_suffisantes": False, "certificat_indigence": True, "residence_commune": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english(monkeypatch) -> Iterator[None]:
    """Speak English at the hour of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def schemes(db) -> dict[str, Scheme]:
    """Return the schemes that come with Twiza, with their rules and questions."""
    load_sources(content_from_file(FOLDER / "sources.yml")["sources"])
    for name in RULES:
        kept_if_new(shipped(name), NOW)
    return {one.code: one for one in load_schemes(shipped_schemes())}


@pytest.fixture
def quarter(db) -> Place:
    """Return a quarter of an invented commune."""
    kind = PlaceKind.objects.create(country="ML", code="quartier", names={"fr": "Quartier"}, rank=4, line="state")
    return Place.objects.create(country="ML", kind=kind, code="Q1", names={"fr": "Quartier 1"}, path="ML/1/Q1")


@pytest.fixture
def agent(aminata) -> Actor:
    """Return Aminata as she acts."""
    return actor_of(aminata, TODAY)


@pytest.fixture
def supervisor(bakary) -> Actor:
    """Return Bakary as he acts."""
    return actor_of(bakary, TODAY)


@pytest.fixture
def register(quarter, agent) -> Callable[..., Household]:
    """Return what registers a household of a mother and so many children, for Aminata."""

    def register_one(children: int = 1, name: str = "Fatoumata Diarra") -> Household:
        head = MemberTerms(new_id(), PersonTerms(name, "female", born_in_year(1994)), "head", SAID)
        young = [
            MemberTerms(new_id(), PersonTerms(f"Moussa {number}", "male", born_in_year(2020)), "child")
            for number in range(children)
        ]
        terms = HouseholdTerms(place=quarter, language="bm", registered_on=TODAY)
        return register_household(id=new_id(), terms=terms, members=[head, *young], actor=agent, at=NOW)

    return register_one


@pytest.fixture
def household(register) -> Household:
    """Return the household of Fatoumata and her child."""
    return register()


@pytest.fixture
def mother(household) -> Person:
    """Return Fatoumata."""
    return Person.objects.get(name="Fatoumata Diarra")


@pytest.fixture
def ask(schemes, agent) -> Callable[..., Enquiry]:
    """Return what asks a household, for Aminata."""

    def ask_one(household: Household, answers: dict[str, Plain], id=None, actor: Actor = agent) -> Enquiry:
        questions = questions_for(schemes_of("ML"), household.organisation_id, TODAY)
        assert questions is not None
        return make_enquiry(
            id=id or new_id(), household=household, person=None, questions=questions, asked_on=TODAY,
            answers=answers, actor=actor, at=NOW,
        )  # fmt: skip

    return ask_one


@pytest.fixture
def activate(technical_administrator) -> Callable[[str], KindVersion]:
    """Return what puts a kind of file, written as YAML, in force."""

    def activate_one(text: str) -> KindVersion:
        keeper = Actor(person_id=technical_administrator.pk, grant=Grant(0, 0, Role.TECHNICAL_ADMINISTRATOR))
        return activate_version(
            version=draft_version(kind=kind_from_yaml(text), actor=keeper, at=NOW), actor=keeper, at=NOW
        )

    return activate_one


@pytest.fixture
def ramed(activate) -> KindVersion:
    """Return the kind of the RAMED file in force."""
    return activate((settings.DATA / "procedures" / "ramed.yml").read_text(encoding="utf-8"))


@pytest.fixture
def orient(ask, schemes, agent) -> Callable[..., Orientation]:
    """Return what orients a household to RAMED, for Aminata, unless something else is decided."""

    def orient_one(household: Household, choice: str = "orient", scheme: str = "ramed") -> Orientation:
        return decide_orientation(
            id=new_id(), enquiry=ask(household, INDIGENT), scheme=schemes[scheme], choice=choice, reason="Seen",
            actor=agent, at=NOW,
        )  # fmt: skip

    return orient_one


@pytest.fixture
def enrol(ramed, orient, agent) -> Callable[..., Enrolment]:
    """Return what opens the RAMED file of everybody in a household who agrees, for Aminata."""

    def enrol_one(household: Household, opened_on=TODAY, id=None, orientation=None) -> Enrolment:
        people = agreeing(household)
        return open_enrolment(
            id=id or new_id(), orientation=orientation or orient(household), applicant=people[0], covered=people,
            opened_on=opened_on, actor=agent, at=NOW,
        )  # fmt: skip

    return enrol_one


@pytest.fixture
def step_on(agent) -> Callable[..., Enrolment]:
    """Return what moves a file through some steps, each on its day, for Aminata."""

    def step_on_through(enrolment: Enrolment, *steps: tuple[str, dt.date], reason: str = "") -> Enrolment:
        for step, on in steps:
            now = Enrolment.objects.select_related("file__step", "household", "scheme").get(pk=enrolment.pk)
            move_enrolment(
                enrolment=now, step=step, seen_turn=now.file.turn, happened_on=on, reason=reason, actor=agent, at=NOW
            )
        return Enrolment.objects.select_related("file__step", "household", "scheme").get(pk=enrolment.pk)

    return step_on_through
