"""
One family of the programme, from its registering to its right, and its child to the answer of a centre.

The figures of the targets move by exactly one, each when its rule says so and not before; those of others stay.
"""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import call_command

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.case_management.actions.answer_links import AnswerTerms, answer_by_link, make_answer_link
from twiza.case_management.actions.child_referrals import ChildReferralTerms, refer_child
from twiza.case_management.actions.visits import answer_alert, record_visit
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.models import Presence
from twiza.case_management.tests.referral_world import step_on
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year, born_on_day
from twiza.households.models import Household, Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.indicators.definitions import definitions_in, version_of_definitions
from twiza.indicators.queries.figures import figures_for
from twiza.indicators.scope import Scope
from twiza.indicators.targets import programme_of, targets_in
from twiza.indicators.targets_page import target_lines
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.enquiries import make_enquiry
from twiza.social_protection.actions.enrolments import move_enrolment, open_enrolment
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.models import Enrolment, Scheme
from twiza.social_protection.queries.enquiries import questions_for, schemes_of
from twiza.social_protection.queries.enrolments import agreeing
from twiza.social_protection.tests.conftest import INDIGENT
from twiza.social_protection.tests.test_enrolments import WAY
from twiza.territory.models import Place
from twiza.web.demonstration import open_demonstration
from twiza.web.first_bamako import AGENT, SUPERVISOR, Programme, first_bamako

SMALL = Programme(protected=12, on_the_way=2, rights_ended=1, children=8, parents=40, professionals=6)
LOADED = ("facility-types", "procedures", "rulesets", "schemes")
RIGHT_AT = WAY.index("carte_remise")
FAMILIES, CHILDREN = "SS_FAMILLES_PROTEGEES", "SS_ENFANTS_SUIVIS"
Figures = dict[str, float | None]


@pytest.fixture
def agent(demonstration) -> Actor:
    """Return the agent of a small programme."""
    for kind in LOADED:
        call_command("load", kind, stdout=io.StringIO())
    open_demonstration(at=NOW)
    first_bamako(at=NOW, programme=SMALL)
    return actor_of(Account.objects.get(email=AGENT), TODAY)


@pytest.fixture
def family(agent) -> Household:
    """Return a mother and her child, registered today with her agreement."""
    said = ConsentSaid(("register", "visits", "contact", "rights"), "oral", "bm", NOW)
    mother = MemberTerms(new_id(), PersonTerms("Assan Kouma", "female", born_in_year(1996)), "head", said)
    born = born_on_day(TODAY - dt.timedelta(days=400))
    child = MemberTerms(new_id(), PersonTerms("Bilali Kouma", "male", born), "child", guardian="mother")
    place = Household.objects.latest("registered_on").place
    terms = HouseholdTerms(place=place, language="bm", registered_on=TODAY)
    return register_household(id=new_id(), terms=terms, members=[mother, child], actor=agent, at=NOW)


def reached() -> tuple[Figures, Figures]:
    """Return what every target reached, ever and on the last day, as the supervisor reads it."""
    actor = actor_of(Account.objects.get(email=SUPERVISOR), TODAY)
    programme = programme_of(actor, "ML", TODAY)
    assert programme is not None
    scope = Scope(actor, Place.objects.get(path="ML"), TODAY.replace(day=1), TODAY, TODAY)
    lines = target_lines(targets_in(programme, TODAY), scope)
    return {one.target.code: one.ever for one in lines}, {one.target.code: one.today for one in lines}


def answered(code: str = "REF_RETOUR") -> tuple[float | None, float | None]:
    """Return a share of this month as two numbers: of those who arrived, how many were answered for."""
    actor = actor_of(Account.objects.get(email=SUPERVISOR), TODAY)
    version = version_of_definitions(actor, TODAY)
    assert version is not None
    scope = Scope(actor, Place.objects.get(path="ML"), TODAY.replace(day=1), TODAY, TODAY)
    (figure,) = figures_for([one for one in definitions_in(version, TODAY) if one.code == code], scope)
    return figure.shown.numerator, figure.shown.denominator


def more(before: Figures, now: Figures) -> Figures:
    """Return the figures that moved, and by how much."""
    return {code: (now[code] or 0) - (number or 0) for code, number in before.items() if now[code] != number}


def enrolled(family: Household, agent: Actor) -> Enrolment:
    """Ask the family, orient it to RAMED and open its file."""
    questions = questions_for(schemes_of("ML"), family.organisation_id, TODAY)
    assert questions is not None
    enquiry = make_enquiry(
        id=new_id(), household=family, person=None, questions=questions, asked_on=TODAY, answers=INDIGENT,
        actor=agent, at=NOW,
    )  # fmt: skip
    scheme = Scheme.objects.get(country="ML", code="ramed")
    orientation = decide_orientation(
        id=new_id(), enquiry=enquiry, scheme=scheme, choice="orient", reason="Vu", actor=agent, at=NOW
    )
    people = agreeing(family)
    return open_enrolment(
        id=new_id(), orientation=orientation, applicant=people[0], covered=people, opened_on=TODAY, actor=agent, at=NOW
    )


def moved(enrolment: Enrolment, agent: Actor, *steps: str) -> None:
    """Move a file through some steps, all today."""
    for step in steps:
        now = Enrolment.objects.select_related("file__step", "household", "scheme").get(pk=enrolment.pk)
        turn = now.file.turn
        move_enrolment(enrolment=now, step=step, seen_turn=turn, happened_on=TODAY, reason="", actor=agent, at=NOW)


@pytest.mark.once
def test_a_family_counts_once_its_right_is_open_and_neither_before_nor_again(agent, family):
    before = reached()
    enrolment = enrolled(family, agent)
    moved(enrolment, agent, *WAY[:RIGHT_AT])
    handed_in = reached()

    moved(enrolment, agent, WAY[RIGHT_AT])
    opened = reached()
    moved(enrolment, agent, "premier_soin")

    assert handed_in == before
    assert [more(*pair) for pair in zip(before, opened, strict=True)] == [{FAMILIES: 1}, {FAMILIES: 1}]
    assert reached() == opened


@pytest.mark.once
def test_a_child_counts_once_she_was_seen_and_her_referral_once_it_is_answered(agent, family):
    supervisor = actor_of(Account.objects.get(email=SUPERVISOR), TODAY)
    child = Person.objects.get(name="Bilali Kouma")
    before, came = reached(), answered()
    for presence in (Presence.ABSENT, Presence.SEEN, Presence.SEEN):
        signs = {"GD_CONV": True} if presence == Presence.SEEN else {}
        terms = VisitTerms(visited_on=TODAY, presence=presence, signs=signs)
        record_visit(id=new_id(), child=child, terms=terms, actor=agent, at=NOW)
    alert = child.alerts.get(code="AL1")
    answer_alert(alert=alert, words="À voir au centre", actor=supervisor, at=NOW)
    seen = reached()

    specialty = Specialty.objects.get(code="paediatrics")
    terms = ChildReferralTerms(specialty, "emergency", TODAY, facility_words="CSCOM 1")
    referral = refer_child(id=new_id(), child=child, alert=alert, terms=terms, actor=agent, at=NOW)
    step_on(referral, "accepted", Account.objects.get(email=AGENT))
    sent, unseen = answered(), answered("DANGER_REF24")
    link = make_answer_link(id=new_id(), referral=referral, actor=agent, at=NOW)
    said = AnswerTerms(told="counter_referred", happened_on=TODAY, by="Infirmière Kadia", words="Traité")
    answer_by_link(id=new_id(), link=link, terms=said, at=NOW)

    assert [more(*pair) for pair in zip(before, seen, strict=True)] == [{CHILDREN: 1}, {CHILDREN: 1}]
    assert (sent, reached()) == (came, seen)
    assert answered() == ((came[0] or 0) + 1, (came[1] or 0) + 1)
    assert answered("DANGER_REF24") == ((unseen[0] or 0) + 1, unseen[1])
